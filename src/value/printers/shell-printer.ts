/** Words of POSIX shell in which no character has a meaning. */
import { invisible } from '../../lib/invisible';

/** A text as one word of `sh`. */
export function shellWord(text: string): string {
  if (/^[A-Za-z0-9_./:@%+=,-]+$/.test(text)) return text;
  return text.search(invisible) < 0
    ? `'${text.replaceAll("'", "'\\''")}'`
    : spelledWord(text, invisible);
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
