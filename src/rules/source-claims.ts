import { sourceName } from '../image/source-facts';
import { describeMarketplaceImage } from '../service/marketplace';
import { isGiven } from './place';
import type { Rule } from './rule';

/** What the spec says of its source should not contradict what the source's name surely tells. */
export const sourceClaims: Rule = ({ properties, facts }, report) => {
  const { os, generation, architecture } = facts;
  if (![os, generation, architecture].some(isGiven)) return;
  const known = describeMarketplaceImage(sourceName(properties.source));
  const claims = [
    { key: 'os', fact: os, expected: known.os },
    {
      key: 'generation',
      fact: generation,
      expected: known.generationSure ? known.generation : undefined,
    },
    { key: 'architecture', fact: architecture, expected: known.architecture },
  ];
  for (const { key, fact, expected } of claims) {
    if (!fact || !isGiven(fact) || expected === undefined || expected === fact.value) continue;
    const fields = {
      key,
      value: String(fact.value),
      source: facts.label,
      expected: String(expected),
    };
    report('AIB440', fields, fact);
  }
};
