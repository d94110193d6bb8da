/** Words in quotes as a list in a sentence. */
export function quoted(words: readonly string[], last = 'or'): string {
  const all = words.map((word) => `"${word}"`);
  const end = all.pop() ?? '';
  return all.length === 0 ? end : `${all.join(', ')} ${last} ${end}`;
}

/** Names joined for reading; of many, the first ones and how many more there are. */
export function someOf(names: readonly string[], limit = 5): string {
  const shown = names.slice(0, names.length > limit + 1 ? limit : names.length);
  const more = names.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
