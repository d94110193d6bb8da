/** How a pipeline that aibgen made is told from other YAML. */

/** The first words of every pipeline. */
const mark = '# Made by aibgen.';

/** True for the content of a pipeline that aibgen made: a spec cannot pass for one, since it has no jobs. */
export function isPipeline(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes.subarray(0, 100_000));
  return text.startsWith(mark) && /^(?:jobs|stages):/m.test(text);
}
