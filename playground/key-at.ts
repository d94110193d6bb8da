/** What the key below the mouse is for. */
import { summary } from '../src/editor/describe-key';
import { nodeAt } from '../src/editor/yaml-tree';
import { getOwn } from '../src/lib/get-own';

/** The meaning of a stretch of a spec. */
export interface Meaning {
  readonly from: number;
  readonly to: number;
  readonly doc: string;
  readonly see?: string;
}

/** The meaning of the key at an offset; `undefined` where there is no key that is known. */
export function keyAt(text: string, offset: number): Meaning | undefined {
  const placed = nodeAt({ path: 'spec.yaml', text }, offset);
  const { role, key, owners = [], span } = placed ?? {};
  if (role !== 'key' || key === undefined || !span) return undefined;
  for (const owner of owners) {
    const field = owner.kind === 'object' ? getOwn(owner.fields, key) : undefined;
    if (field) return { from: span.start, to: span.end, ...summary(field) };
  }
  return undefined;
}
