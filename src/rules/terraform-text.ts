import { diagnose } from '../diagnostics/diagnostic';
import { entriesOf, object, type Text, type Value } from '../value/value';
import { placeOfValue } from './place';
import type { Rule } from './rule';

/** Terraform keeps strings in one Unicode form: a text in another one would reach Azure with other bytes. */
export const terraformText: Rule = (
  { properties, tags, definitions, network, formats },
  report,
) => {
  if (!formats.includes('terraform')) return;
  const check = (value: Value): void => {
    if (value.kind === 'text') {
      if (changes(value)) report(diagnose('AIB482', {}, placeOfValue(value)));
    } else if (value.kind === 'list') value.items.forEach(check);
    else if (value.kind === 'object' || value.kind === 'map') {
      for (const { key, value: inner } of entriesOf(value)) {
        if (key.kind === 'text' && changes(key)) report(diagnose('AIB482', {}, placeOfValue(key)));
        check(inner);
      }
    }
  };
  check(object(properties));
  for (const one of [{ tags }, ...(network ? [network] : []), ...definitions]) {
    if (one.tags) check(one.tags);
  }
  for (const one of definitions) check(one.properties);
};

function changes({ parts }: Text): boolean {
  return parts.some((part) => typeof part === 'string' && part !== part.normalize('NFC'));
}
