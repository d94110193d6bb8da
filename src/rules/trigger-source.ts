import { types } from '../service/resource-types';
import { ancestor, scopeKey } from '../value/resource-id';
import { sourceVersion } from '../image/source-facts';
import { galleryIdOf, isVersion } from '../image/target-place';
import { literalText, type ResourceId, textKey } from '../value/value';
import type { Rule } from './rule';

/** What Azure asks of a template with a trigger: sources and targets without a fixed version, and not the same. */
export const triggers: Rule = (image, report) => {
  if (!image.trigger) return;
  const { source, distribute } = image.properties;
  const sourceId = source?.type === 'SharedImageVersion' ? source.fields.imageVersionId : undefined;
  if (source?.type === 'ManagedImage') report('AIB350', {}, source, image.trigger);
  const fixed = literalText(sourceVersion(source));
  if (fixed !== undefined && fixed.toLowerCase() !== 'latest') {
    report('AIB351', { version: fixed }, source, image.trigger);
  }
  for (const target of distribute.items) {
    const id = galleryIdOf(target);
    if (!id) continue;
    if (isVersion(id)) {
      const number = id.names.at(-1);
      report('AIB352', { version: textKey(number) }, number, id);
    }
    if (sourceId && definitionKey(sourceId) === definitionKey(id)) {
      const definition = id.names.slice(0, 2).map(textKey).join('/');
      report('AIB353', { definition }, id);
    }
  }
};

function definitionKey(id: ResourceId): string {
  return scopeKey(ancestor(id, types.definition));
}
