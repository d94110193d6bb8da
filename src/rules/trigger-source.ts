import { diagnose } from '../diagnostics/diagnostic';
import { scopeKey } from '../value/resource-id';
import { field, itemsOf, literalText, type ResourceId, textKey } from '../value/value';
import { placeOfOrigin, placeOfValue } from './place';
import type { Rule } from './rule';

/** What Azure asks of a template with a trigger: sources and targets without a fixed version, and not the same. */
export const triggers: Rule = (image, report) => {
  if (!image.trigger) return;
  const source = field(image.properties, 'source');
  const sourceId = field(source, 'imageVersionId');
  const here = placeOfValue(source);
  const place = here.span ? here : placeOfOrigin(image.trigger.origin);
  if (field(source, 'imageId')) report(diagnose('AIB350', {}, place));
  const version = sourceId?.kind === 'id' ? sourceId.names.at(-1) : field(source, 'version');
  const fixed = literalText(version);
  if (fixed !== undefined && fixed.toLowerCase() !== 'latest') {
    report(diagnose('AIB351', { version: fixed }, place));
  }
  for (const target of itemsOf(field(image.properties, 'distribute'))) {
    const id = field(target, 'galleryImageId');
    if (id?.kind !== 'id') continue;
    if (id.type.endsWith('/versions')) {
      const number = id.names.at(-1);
      report(diagnose('AIB352', { version: textKey(number) }, placeOfValue(number, id)));
    }
    if (sourceId?.kind === 'id' && definitionKey(sourceId) === definitionKey(id)) {
      const definition = id.names.slice(0, 2).map(textKey).join('/');
      report(diagnose('AIB353', { definition }, placeOfValue(id)));
    }
  }
};

function definitionKey({ scope, names }: ResourceId): string {
  return scopeKey({ kind: 'id', scope, type: 'definition', names: names.slice(0, 2) });
}
