import { diagnose } from '../diagnostics/diagnostic';
import { textKey } from '../value/value';
import { placeOfValue } from './place';
import type { Rule } from './rule';

/** The staging group has to be in the template's subscription. */
export const stagingGroup: Rule = ({ properties, own }, report) => {
  const staging = properties.stagingResourceGroup;
  if (!staging?.scope.subscription || !own.subscription) return;
  const subscription = textKey(staging.scope.subscription);
  report(diagnose('AIB354', { subscription }, placeOfValue(staging)));
};
