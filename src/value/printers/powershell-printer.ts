/** Text of PowerShell in which no character has a meaning. */
import { invisible } from '../../lib/invisible';
import { isPrintable } from '../../lib/plain-text';

/** A text as a string of PowerShell, which takes curly quotes for quotes; characters that are not to be seen by their numbers. */
export function powershellString(text: string): string {
  if (isPrintable(text) && !text.includes("'")) return `'${text}'`;
  const parts = text.split(new RegExp(`(${invisible.source})`)).filter((part) => part !== '');
  const words = parts.map((part) =>
    part.length === 1 && part.search(invisible) === 0
      ? `[char]0x${part.charCodeAt(0).toString(16)}`
      : `'${part.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`,
  );
  const [first = "''", ...more] = words;
  if (more.length === 0 && first.startsWith("'")) return first;
  // What begins with a text is joined as text.
  return `(${[...(first.startsWith("'") ? [] : ["''"]), first, ...more].join(' + ')})`;
}
