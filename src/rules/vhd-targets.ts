import { diagnose } from '../diagnostics/diagnostic';
import { field, itemsOf, literalText } from '../value/value';
import { placeOfValue } from './place';
import type { Rule } from './rule';

/** A VHD without an address lies in the staging group, which goes with the template. */
export const vhdTargets: Rule = ({ properties }, report) => {
  for (const target of itemsOf(field(properties, 'distribute'))) {
    if (literalText(field(target, 'type')) !== 'VHD') continue;
    const uri = field(target, 'uri');
    if (!uri || literalText(uri) === '') report(diagnose('AIB422', {}, placeOfValue(target)));
  }
};
