import { diagnose } from '../diagnostics/diagnostic';
import { scopeKey } from '../value/resource-id';
import { field, itemsOf, literalText, textKey, type Value } from '../value/value';
import { placeOfValue } from './place';
import type { Rule } from './rule';

/** Two targets of an image do not write one and the same thing. */
export const targetTwins: Rule = ({ properties }, report) => {
  const seen = new Set<string>();
  for (const target of itemsOf(field(properties, 'distribute'))) {
    const made = field(target, 'imageId') ?? versionOf(target) ?? field(target, 'uri');
    const key = made && keyOf(made);
    if (!made || key === undefined) continue;
    if (seen.has(key)) report(diagnose('AIB361', { name: nameOf(made) }, placeOfValue(made)));
    seen.add(key);
  }
};

/** A definition gets another version from each target; one that is named is one. */
function versionOf(target: Value): Value | undefined {
  const id = field(target, 'galleryImageId');
  return id?.kind === 'id' && id.type.endsWith('/versions') ? id : undefined;
}

function keyOf(value: Value): string | undefined {
  if (value.kind === 'id') return `${value.type} ${scopeKey(value)}`.toLowerCase();
  const uri = literalText(value)?.trim();
  return uri === undefined || uri === '' ? undefined : uri.toLowerCase();
}

function nameOf(value: Value): string {
  if (value.kind === 'id') return value.names.map(textKey).join('/');
  return literalText(value) ?? '';
}
