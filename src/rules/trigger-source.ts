import { placeOfOrigin } from '../value/origin';
import { diagnose } from '../diagnostics/diagnostic';
import { types } from '../service/resource-types';
import { ancestor, scopeKey } from '../value/resource-id';
import { sourceVersion } from '../image/source-facts';
import { galleryIdOf, isVersion } from '../image/target-place';
import { literalText, type ResourceId, textKey } from '../value/value';
import { placeOfValue } from './place';
import type { Rule } from './rule';

/** What Azure asks of a template with a trigger: sources and targets without a fixed version, and not the same. */
export const triggers: Rule = (image, report) => {
  if (!image.trigger) return;
  const { source, distribute } = image.properties;
  const sourceId = source?.type === 'SharedImageVersion' ? source.fields.imageVersionId : undefined;
  const here = placeOfValue(source);
  const place = here.span ? here : placeOfOrigin(image.trigger.origin);
  if (source?.type === 'ManagedImage') report(diagnose('AIB350', {}, place));
  const fixed = literalText(sourceVersion(source));
  if (fixed !== undefined && fixed.toLowerCase() !== 'latest') {
    report(diagnose('AIB351', { version: fixed }, place));
  }
  for (const target of distribute.items) {
    const id = galleryIdOf(target);
    if (!id) continue;
    if (isVersion(id)) {
      const number = id.names.at(-1);
      report(diagnose('AIB352', { version: textKey(number) }, placeOfValue(number, id)));
    }
    if (sourceId && definitionKey(sourceId) === definitionKey(id)) {
      const definition = id.names.slice(0, 2).map(textKey).join('/');
      report(diagnose('AIB353', { definition }, placeOfValue(id)));
    }
  }
};

function definitionKey(id: ResourceId): string {
  return scopeKey(ancestor(id, types.definition));
}
