import { diagnose } from '../diagnostics/diagnostic';
import { literalText } from '../value/value';
import { placeOfValue } from './place';
import type { Rule } from './rule';

/** A VHD without an address is in the staging group, which goes with the template. */
export const vhdTargets: Rule = ({ properties }, report) => {
  for (const target of properties.distribute.items) {
    if (target.type !== 'VHD') continue;
    const { uri } = target.fields;
    if (!uri || literalText(uri) === '') report(diagnose('AIB422', {}, placeOfValue(target)));
  }
};
