import { diagnose } from '../diagnostics/diagnostic';
import { field, itemsOf, textKey, valueAt, type Value } from '../value/value';
import { placeOfValue } from './place';
import type { Rule } from './rule';

/** Names of steps are unique in their list. */
export const stepNames: Rule = ({ properties }, report) => {
  const check = (steps: Value | undefined): void => {
    const seen = new Set<string>();
    for (const step of itemsOf(steps)) {
      const name = field(step, 'name');
      if (name?.kind !== 'text') continue;
      const key = textKey(name).toLowerCase();
      if (seen.has(key)) report(diagnose('AIB308', { name: textKey(name) }, placeOfValue(name)));
      seen.add(key);
    }
  };
  check(field(properties, 'customize'));
  check(valueAt(properties, 'validate', 'inVMValidations'));
};
