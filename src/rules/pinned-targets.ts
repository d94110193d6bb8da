import { sourceVersion } from '../image/source-facts';
import { isVersion } from '../image/target-place';
import { literalText } from '../value/value';
import type { Rule } from './rule';

/** A source that moves on calls for builds again and again, and a version can be made only once. */
export const pinnedTargets: Rule = ({ properties, trigger }, report) => {
  if (trigger) return;
  if (literalText(sourceVersion(properties.source))?.toLowerCase() !== 'latest') return;
  for (const target of properties.distribute.items) {
    if (target.type !== 'SharedImage') continue;
    const { galleryImageId: made, versioning } = target.fields;
    if (!made || !isVersion(made)) continue;
    const number = made.names.at(-1);
    const version = literalText(number);
    // A malformed number, or one next to "versioning", is an error already.
    if (!/^\d+\.\d+\.\d+$/.test(version ?? '') || versioning) continue;
    report('AIB416', { version: version ?? '' }, number, made);
  }
};
