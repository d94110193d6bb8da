import { diagnose } from '../diagnostics/diagnostic';
import { child, itemsOf, type Node, placeOf } from '../spec/node';
import { targetShape } from './canonical-lists';
import type { NormalizeContext } from './image-context';
import { toValue } from './to-value';
import {
  field,
  itemsOf as valuesOf,
  type ObjectValue,
  type Value,
  withField,
} from '../value/value';

/** The targets as values; the version of a short gallery target becomes part of its id. */
export function readTargets(
  node: Node | undefined,
  context: NormalizeContext,
): readonly ObjectValue[] {
  return itemsOf(node).flatMap((item) => {
    const value = toValue(item, targetShape, context);
    if (value?.kind !== 'object') return [];
    checkStorage(value, item, context);
    const version = field(value, 'version');
    const id = field(value, 'galleryImageId');
    if (version?.kind !== 'text' || id?.kind !== 'id') return [value];
    const versionNode = child(item, 'version') ?? item;
    if (id.type.endsWith('/versions')) {
      context.report(
        diagnose('AIB105', { first: 'gallery', second: 'version' }, placeOf(versionNode)),
      );
      return [value];
    }
    const versioned: Value = { ...id, type: `${id.type}/versions`, names: [...id.names, version] };
    return [withField(value, 'galleryImageId', versioned)];
  });
}

/** The storage of a target is that of regions which name none: where each names its own, it would count for nothing. */
function checkStorage(target: ObjectValue, node: Node, { report }: NormalizeContext): void {
  const storage = child(node, 'storageAccountType');
  const regions = valuesOf(field(target, 'targetRegions') ?? field(target, 'regions'));
  if (!storage || regions.length === 0) return;
  if (!regions.every((region) => field(region, 'storageAccountType'))) return;
  const second = 'storageAccountType of each region';
  report(diagnose('AIB105', { first: 'storage', second }, placeOf(storage)));
}
