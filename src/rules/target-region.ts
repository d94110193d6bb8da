import type { Image } from '../image/image';
import { templateLocation } from '../image/targets';
import { field, literalText, type ModelValue, textKey } from '../value/value';
import { isGiven } from './place';

/** The name of a region of a target, undefined if a parameter decides; the template's region where the target means that. */
export function regionOf(value: ModelValue, { location }: Image): string | undefined {
  const name = value.kind === 'object' ? field<ModelValue>(value, 'name') : value;
  if (name?.kind !== 'text') return undefined;
  const isTemplates = textKey(name) === textKey(templateLocation('')) && !isGiven(name);
  return literalText(isTemplates ? location : name);
}
