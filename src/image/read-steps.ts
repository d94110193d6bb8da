import { itemsOf, type Node } from '../spec/node';
import type { stepShape, validatorShape } from './canonical-lists';
import type { NormalizeContext } from './image-context';
import { resolveScript } from './script-files';
import { toValue } from './to-value';
import type { Value } from '../value/value';

/** The steps of a list as values: scripts that are named by path get their address and checksum. */
export function readSteps(
  node: Node | undefined,
  shape: typeof stepShape | typeof validatorShape,
  context: NormalizeContext,
): readonly Value[] | undefined {
  if (!node) return undefined;
  return itemsOf(node).flatMap(
    (item) => toValue(resolveScript(item, context), shape, context) ?? [],
  );
}
