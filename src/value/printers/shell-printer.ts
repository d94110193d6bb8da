/** Words of POSIX shell in which no character has a meaning, neither to the shell nor to the log that shows them. */
import { invisible } from '../../lib/invisible';
import { isPrintable } from '../../lib/plain-text';

/** What Azure Pipelines takes for a command wherever a log has it. */
const logCommand = /##(?=(?:vso)?\[)/gi;
const invisibleOrLogCommand = new RegExp(`${invisible.source}|${logCommand.source}`, 'gi');

/** A text as one word of `sh`. */
export function shellWord(text: string): string {
  if (/^[A-Za-z0-9_./:@%+=,-]+$/.test(text)) return text;
  if (!isPrintable(text) && text.search(invisible) >= 0) {
    return spelledWord(text, invisibleOrLogCommand);
  }
  const quoted = text.replaceAll("'", "'\\''");
  return `'${quoted.includes('##') ? quoted.replace(logCommand, "#''#") : quoted}'`;
}

/** A word in which `printf` makes the characters that are not to be seen as they are. */
export function spelledWord(text: string, hidden: RegExp): string {
  const escaped = text.replace(/\\/g, '\\\\').replace(/'/g, '\\0047').replace(hidden, octal);
  return `"$(printf '%b' '${escaped}')"`;
}

function octal(character: string): string {
  const bytes = new TextEncoder().encode(character);
  return [...bytes].map((byte) => `\\0${byte.toString(8).padStart(3, '0')}`).join('');
}
