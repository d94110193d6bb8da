/** What is not printable ASCII, and the two characters that most languages escape. */
const notPlain = /[^\x20\x21\x23-\x5B\x5D-\x7E]/;

/**
 * Whether a text is printable ASCII without double quotes and backslashes. Printers ask this of each text first: most need no
 * more, and what is slower is not even loaded.
 */
export function isPlain(text: string): boolean {
  return !notPlain.test(text);
}
