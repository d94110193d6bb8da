/** True where a text fits a pattern in which `*` stands for any characters; letter case does not matter. */
export function fitsPattern(text: string, pattern: string): boolean {
  const [first = '', ...others] = pattern.toLowerCase().split('*');
  const lower = text.toLowerCase();
  const last = others.pop();
  if (last === undefined) return lower === first;
  if (!lower.startsWith(first)) return false;
  let at = first.length;
  for (const part of others) {
    const found = lower.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return lower.length - last.length >= at && lower.endsWith(last);
}
