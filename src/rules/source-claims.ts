import { placeOfOrigin } from '../value/origin';
import { diagnose } from '../diagnostics/diagnostic';
import { sourceName } from '../image/source-facts';
import { describeMarketplaceImage } from '../service/marketplace';
import type { Rule } from './rule';

/** What the spec says of its source should not contradict what the source's name surely tells. */
export const sourceClaims: Rule = ({ properties, facts }, report) => {
  const known = describeMarketplaceImage(sourceName(properties.source));
  const claims = [
    { key: 'os', fact: facts.os, told: known.os },
    {
      key: 'generation',
      fact: facts.generation,
      told: known.generationSure ? known.generation : undefined,
    },
    { key: 'architecture', fact: facts.architecture, told: known.architecture },
  ];
  for (const { key, fact, told } of claims) {
    if (fact?.origin.kind !== 'spec' || told === undefined || told === fact.value) continue;
    const said = { key, value: String(fact.value), source: facts.label, told: String(told) };
    report(diagnose('AIB440', said, placeOfOrigin(fact.origin)));
  }
};
