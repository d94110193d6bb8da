import { diagnose } from '../diagnostics/diagnostic';
import { child, itemsOf, type Node } from '../spec/node';
import { expandedTargetType } from '../language/target-kinds';
import type { NormalizeContext } from './image-context';
import type { Target } from './model-types';
import { toValue } from './to-value';
import { field } from '../value/value';

/** The targets as values; the version of a short gallery target becomes part of its id. */
export function readTargets(node: Node | undefined, context: NormalizeContext): readonly Target[] {
  return itemsOf(node).flatMap((item): readonly Target[] => {
    const target = toValue(item, expandedTargetType, context);
    if (!target) return [];
    if (target.type !== 'SharedImage') return [target];
    checkStorage(target, item, context);
    const version = field(target, 'version');
    const id = target.fields.galleryImageId;
    if (version?.kind !== 'text' || !id) return [target];
    const versionNode = child(item, 'version') ?? item;
    if (id.type.endsWith('/versions')) {
      context.report(diagnose('AIB105', { first: 'gallery', second: 'version' }, versionNode));
      return [target];
    }
    const galleryImageId = { ...id, type: `${id.type}/versions`, names: [...id.names, version] };
    return [{ ...target, fields: { ...target.fields, galleryImageId } }];
  });
}

/** The storage of a target is that of regions which name none: where each names its own, it would count for nothing. */
function checkStorage(target: Target, node: Node, { report }: NormalizeContext): void {
  const storage = child(node, 'storageAccountType');
  const regions = field(target, 'targetRegions') ?? field(target, 'regions');
  if (!storage || regions?.kind !== 'list' || regions.items.length === 0) return;
  const named = regions.items.every(
    (region) => region.kind === 'object' && region.fields.storageAccountType,
  );
  if (!named) return;
  const second = 'storageAccountType of each region';
  report(diagnose('AIB105', { first: 'storage', second }, storage));
}
