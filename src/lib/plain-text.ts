/** What is not printable ASCII, and the two characters that most languages escape. */
const notPlain = /[^\x20\x21\x23-\x5B\x5D-\x7E]/;

/**
 * Whether a text is printable ASCII without double quotes and backslashes. Printers ask this of each text first: most need no
 * more, and the expressions that the others need are not even compiled.
 */
export function isPlain(text: string): boolean {
  return !notPlain.test(text);
}

/** Whether a text is printable ASCII. */
export function isPrintable(text: string): boolean {
  return isPlain(text) || isPlain(text.replaceAll('"', '').replaceAll('\\', ''));
}
