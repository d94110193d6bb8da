import { eachValue, object, type Text, type Value } from '../value/value';
import type { Rule } from './rule';

/** Terraform keeps strings in one Unicode form: a text in another one would reach Azure with other bytes. */
export const terraformText: Rule = (
  { properties, tags, definitions, network, formats },
  report,
) => {
  if (!formats.includes('terraform')) return;
  const values: readonly (Value | undefined)[] = [
    object(properties),
    tags,
    network?.tags,
    ...definitions.flatMap((one) => [one.tags, one.properties]),
  ];
  for (const value of values) {
    if (!value) continue;
    eachValue(value, (one) => {
      if (one.kind === 'text' && changes(one)) report('AIB482', {}, one);
    });
  }
};

function changes({ parts }: Text): boolean {
  return parts.some((part) => typeof part === 'string' && part !== part.normalize('NFC'));
}
