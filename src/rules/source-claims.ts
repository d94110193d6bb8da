import { sourceName } from '../image/source-facts';
import { describeMarketplaceImage } from '../service/marketplace';
import type { Rule } from './rule';

/** What the spec says of its source should not contradict what the source's name surely tells. */
export const sourceClaims: Rule = ({ properties, facts }, report) => {
  const known = describeMarketplaceImage(sourceName(properties.source));
  const claims = [
    { key: 'os', fact: facts.os, expected: known.os },
    {
      key: 'generation',
      fact: facts.generation,
      expected: known.generationSure ? known.generation : undefined,
    },
    { key: 'architecture', fact: facts.architecture, expected: known.architecture },
  ];
  for (const { key, fact, expected } of claims) {
    if (fact?.origin.kind !== 'spec' || expected === undefined || expected === fact.value) continue;
    const fields = {
      key,
      value: String(fact.value),
      source: facts.label,
      expected: String(expected),
    };
    report('AIB440', fields, fact);
  }
};
