/** Words of POSIX shell in which no character has a meaning. */

/** A text as one word of `sh`. */
export function shellWord(text: string): string {
  if (/^[A-Za-z0-9_./:@%+=,-]+$/.test(text)) return text;
  if (!/[\u0000-\u001f\u007f]/.test(text)) return `'${text.replaceAll("'", "'\\''")}'`;
  // Control characters would be invisible, or end the line: printf makes them.
  const escaped = text.replace(/\\/g, '\\\\').replace(/'/g, '\\0047');
  const spelled = escaped.replace(
    /[\u0000-\u001f\u007f]/g,
    (character) => `\\0${character.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
  return `"$(printf '%b' '${spelled}')"`;
}
