/** The spec to check next: open specs first, then those that use an open file. `undefined` where there is none. */
export function nextSpec(
  dirty: ReadonlySet<string>,
  open: readonly string[],
  checked: ReadonlyMap<string, { readonly inputs: ReadonlySet<string> }>,
): string | undefined {
  const own = open.find((file) => dirty.has(file));
  if (own !== undefined) return own;
  for (const spec of dirty) {
    const inputs = checked.get(spec)?.inputs;
    if (inputs && open.some((file) => inputs.has(file))) return spec;
  }
  const [first] = dirty;
  return first;
}
