import { itemsOf, type Node } from '../spec/node';
import type { Infer, UnionType } from '../language/type';
import type { Model } from './model-types';
import type { NormalizeContext } from './image-context';
import { resolveScript } from './script-files';
import { toValue } from './to-value';

/** The steps of a list as values: scripts that are named by path get their address and checksum. */
export function readSteps<T extends UnionType>(
  node: Node | undefined,
  shape: T,
  context: NormalizeContext,
): readonly Model<Infer<T>>[] | undefined {
  if (!node) return undefined;
  return itemsOf(node).flatMap(
    (item) => toValue(resolveScript(item, context), shape, context) ?? [],
  );
}
