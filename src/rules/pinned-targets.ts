import { diagnose } from '../diagnostics/diagnostic';
import { field, itemsOf, literalText } from '../value/value';
import { placeOfValue } from './place';
import type { Rule } from './rule';

/** A source that moves on calls for builds again and again, and a version can be made only once. */
export const pinnedTargets: Rule = ({ properties, trigger }, report) => {
  if (trigger) return;
  const source = field(properties, 'source');
  const id = field(source, 'imageVersionId');
  const version = id?.kind === 'id' ? id.names.at(-1) : field(source, 'version');
  if (literalText(version)?.toLowerCase() !== 'latest') return;
  for (const target of itemsOf(field(properties, 'distribute'))) {
    const made = field(target, 'galleryImageId');
    if (made?.kind !== 'id' || !made.type.endsWith('/versions')) continue;
    const number = made.names.at(-1);
    const version = literalText(number);
    // A malformed number, or one beside "versioning", is an error already.
    if (!/^\d+\.\d+\.\d+$/.test(version ?? '') || field(target, 'versioning')) continue;
    report(diagnose('AIB416', { version: version ?? '' }, placeOfValue(number, made)));
  }
};
