import { diagnose } from '../diagnostics/diagnostic';
import { textKey } from '../value/value';
import { placeOfValue } from './place';
import type { Rule } from './rule';

/** A managed image has to be in the template's subscription; some marketplace images need their plan. */
export const sources: Rule = ({ properties: { source }, facts, own }, report) => {
  const image = source?.type === 'ManagedImage' ? source.fields.imageId : undefined;
  if (image?.scope.subscription && own.subscription !== undefined) {
    const subscription = textKey(image.scope.subscription);
    report(diagnose('AIB317', { subscription }, placeOfValue(image)));
  }
  const plan = source?.type === 'PlatformImage' && source.fields.planInfo;
  if (facts.plan === 'required' && !plan) {
    report(diagnose('AIB409', { image: facts.label }, placeOfValue(source)));
  }
};
