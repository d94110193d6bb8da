/** References with the wrong braces: `${params.x}`, `{params.x}`, `{{ params.x }`, `{ params.x }` as a mapping of YAML. */
import { isNull, type Node } from './node';

/** A slip in a text. */
export interface ReferenceSlip {
  readonly written: string;
  readonly name: string;
  /** The reference that was meant. */
  readonly instead: string;
  /** Written as a variable of a shell, which a script with such a name cannot have. */
  readonly isVariable: boolean;
}

const reference = String.raw`\s{0,9}(params|matrix)\.([A-Za-z_][\w-]{0,99})\s{0,9}`;
const slips = new RegExp(
  [
    String.raw`\$\{\{${reference}\}\}`,
    String.raw`(?<!\{)\$?\{${reference}\}{1,2}`,
    String.raw`(?<!\{)\{\{${reference}\}(?!\})`,
    String.raw`\$\(${reference}\)`,
    String.raw`\[\[${reference}\]\]`,
    String.raw`%${reference}%`,
  ].join('|'),
  'g',
);

/** Finds references with the wrong braces in a text. */
export function referenceSlips(text: string): readonly ReferenceSlip[] {
  if (!text.includes('params.') && !text.includes('matrix.')) return [];
  return [...text.matchAll(slips)].map(([written, ...groups]) => {
    const [kind = '', name = ''] = groups.filter((one) => one !== undefined);
    const isVariable = /^\$[{(][^{]/.test(written);
    return { written, name, instead: `{{ ${kind}.${name} }}`, isVariable };
  });
}

/** The reference that was meant by `{ params.x }`, which YAML reads as a mapping with one key and no value. */
export function referenceInMapping(node: Node): string | undefined {
  const only = node.kind === 'map' && node.entries.length === 1 ? node.entries[0] : undefined;
  if (!only || !isNull(only.value)) return undefined;
  const [, kind, name] = /^(params|matrix)\.([A-Za-z_][\w-]*)$/.exec(only.key.trim()) ?? [];
  return kind === undefined ? undefined : `{{ ${kind}.${name} }}`;
}
