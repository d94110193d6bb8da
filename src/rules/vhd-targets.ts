import { literalText } from '../value/value';
import type { Rule } from './rule';

/** A VHD without an address is in the staging group, which goes with the template. */
export const vhdTargets: Rule = ({ properties }, report) => {
  for (const target of properties.distribute.items) {
    if (target.type !== 'VHD') continue;
    const { uri } = target.fields;
    if (!uri || literalText(uri) === '') report('AIB422', {}, target);
  }
};
