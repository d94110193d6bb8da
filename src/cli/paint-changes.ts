/** Colours a text of changes by the signs before its lines: + green, - red, ~ yellow. */
import { joined, safe, type SafeText, safeText } from '../lib/safe-text';

const colours = { '+': 32, '-': 31, '~': 33 } as const;

/** The text as a terminal shows it; as it is where there is none. */
export function paintChanges(text: SafeText, isTerminal: boolean): SafeText {
  if (!isTerminal) return text;
  const lines = text.split('\n').map((line) => {
    const [, sign] = /^ *([+~-]) /.exec(line) ?? [];
    if (sign !== '+' && sign !== '-' && sign !== '~') return safeText(line);
    return safe`\u001b[${colours[sign]}m${safeText(line)}\u001b[0m`;
  });
  return joined(lines, '\n');
}
