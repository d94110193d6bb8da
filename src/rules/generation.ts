import { diagnose } from '../diagnostics/diagnostic';
import { field } from '../model/value';
import { placeOfValue } from './place';
import type { Rule } from '.';

/** Where the generation of the source is not known and no size is given, the size is a guess. */
export const generation: Rule = ({ facts, properties }, report) => {
  if (facts.generation) return;
  report(diagnose('AIB401', { source: facts.label }, placeOfValue(field(properties, 'source'))));
};
