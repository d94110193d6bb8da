/** Files of values: `.pkrvars.hcl`, `.tfvars`, and the same as JSON. */
import type { ArmValue } from '../arm/arm-value';
import type { Source, Span } from '../diagnostics/source';
import { evaluateHcl } from './evaluate-hcl';
import { parseHcl } from './parse-hcl';
import { parseHclJson } from './parse-hcl-json';

/** The values of a file, or what is wrong with it. */
export type ValueFile =
  | { readonly ok: true; readonly values: ReadonlyMap<string, ArmValue> }
  | { readonly ok: false; readonly message: string; readonly span: Span };

/** Reads a file of values; they refer to nothing. */
export function readValueFile(source: Source): ValueFile {
  const isJson = /^\s*\{/.test(source.text);
  const result = isJson ? parseHclJson(source, {}) : parseHcl(source);
  if (!result.ok) return result;
  const scope = {
    reference: () => undefined,
    names: new Map<string, ArmValue>(),
    functions: {},
    budget: { steps: 100_000 },
  };
  const values = new Map<string, ArmValue>();
  for (const entry of result.body.entries) {
    if (entry.kind === 'attribute') values.set(entry.name, evaluateHcl(entry.value, scope));
  }
  return { ok: true, values };
}
