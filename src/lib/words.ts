/** Words in quotes as a list in a sentence. */
export function quoted(words: readonly string[], last = 'or'): string {
  const all = words.map((word) => `"${word}"`);
  const end = all.pop() ?? '';
  return all.length === 0 ? end : `${all.join(', ')} ${last} ${end}`;
}
