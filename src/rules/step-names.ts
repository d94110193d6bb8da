import type { Step, Validator } from '../image/model-types';
import { textKey } from '../value/value';
import type { Rule } from './rule';

/** Names of steps are unique in their list. */
export const stepNames: Rule = ({ properties: { customize, validate } }, report) => {
  const check = (steps: readonly (Step | Validator)[] = []): void => {
    const seen = new Set<string>();
    for (const { fields } of steps) {
      const { name } = fields;
      if (!name) continue;
      const key = textKey(name).toLowerCase();
      if (seen.has(key)) report('AIB308', { name: textKey(name) }, name);
      seen.add(key);
    }
  };
  check(customize?.items);
  check(validate?.fields.inVMValidations?.items);
};
