import { diagnose } from '../diagnostics/diagnostic';
import { field, valueAt } from '../value/value';
import { isGiven, placeOfValue } from './place';
import type { Rule } from './rule';

/** Where the generation of the source is not known and no size is given, the size is a guess. */
export const generation: Rule = ({ facts, properties }, report) => {
  const size = valueAt(properties, 'vmProfile', 'vmSize');
  if (facts.generation || isGiven(size)) return;
  report(diagnose('AIB401', { source: facts.label }, placeOfValue(field(properties, 'source'))));
};
