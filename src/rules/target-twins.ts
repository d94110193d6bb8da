import { scopeKey } from '../value/resource-id';
import { isVersion, targetPlace } from '../image/target-place';
import { literalText, type ResourceId, type Text, textKey } from '../value/value';
import type { Rule } from './rule';

/** Two targets of an image do not write one and the same thing. */
export const targetTwins: Rule = ({ properties }, report) => {
  const seen = new Set<string>();
  for (const target of properties.distribute.items) {
    const made = targetPlace(target);
    // A definition gets another version from each target; a version that is named is one.
    if (
      target.type === 'SharedImage' &&
      target.fields.galleryImageId &&
      !isVersion(target.fields.galleryImageId)
    )
      continue;
    const key = made && keyOf(made);
    if (!made || key === undefined) continue;
    if (seen.has(key)) report('AIB361', { name: nameOf(made) }, made);
    seen.add(key);
  }
};

function keyOf(value: ResourceId | Text): string | undefined {
  if (value.kind === 'id') return `${value.type} ${scopeKey(value)}`.toLowerCase();
  const uri = literalText(value)?.trim();
  return uri === undefined || uri === '' ? undefined : uri.toLowerCase();
}

function nameOf(value: ResourceId | Text): string {
  if (value.kind === 'id') return value.names.map(textKey).join('/');
  return literalText(value) ?? '';
}
