import { textKey } from '../value/value';
import type { Rule } from './rule';

/** The staging group is in the subscription of the template, and is not the template's own group, which is not empty. */
export const stagingGroup: Rule = ({ properties, own }, report) => {
  const staging = properties.stagingResourceGroup;
  const { subscription: elsewhere, resourceGroup } = staging?.scope ?? {};
  if (staging && !elsewhere && !resourceGroup && own.resourceGroup !== undefined) {
    report('AIB376', { group: own.resourceGroup }, staging);
  }
  if (!staging?.scope.subscription || !own.subscription) return;
  const subscription = textKey(staging.scope.subscription);
  report('AIB354', { subscription }, staging);
};
