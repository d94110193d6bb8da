import { isGiven } from './place';
import type { Rule } from './rule';

/** Where the generation of the source is not known and no size is given, the size is a guess. */
export const generation: Rule = ({ facts, properties }, report) => {
  const size = properties.vmProfile.fields.vmSize;
  if (facts.generation || isGiven(size)) return;
  report('AIB401', { source: facts.label }, properties.source);
};
