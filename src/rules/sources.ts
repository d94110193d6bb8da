import { diagnose } from '../diagnostics/diagnostic';
import { field, textKey, valueAt } from '../value/value';
import { placeOfValue } from './place';
import type { Rule } from './rule';

/** A managed image has to be in the template's subscription; some marketplace images need their plan. */
export const sources: Rule = ({ properties, facts, own }, report) => {
  const source = field(properties, 'source');
  const image = field(source, 'imageId');
  if (image?.kind === 'id' && image.scope.subscription && own.subscription !== undefined) {
    const subscription = textKey(image.scope.subscription);
    report(diagnose('AIB317', { subscription }, placeOfValue(image)));
  }
  if (facts.plan === 'required' && !valueAt(source, 'planInfo')) {
    report(diagnose('AIB409', { image: facts.label }, placeOfValue(source)));
  }
};
