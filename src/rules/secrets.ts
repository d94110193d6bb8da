import { diagnose, type Place } from '../diagnostics/diagnostic';
import { itemsOf, textKey, type Value, valueAt } from '../model/value';
import {
  secretForms,
  secretParts,
  secretUses,
  type SecretPattern,
} from '../service/secret-patterns';
import { isGiven, narrowed, placeOfValue } from './place';
import { everyStep } from './every-step';
import type { Rule } from '.';

/** Commands and addresses are readable in the resource and in its deployments: no place for secrets. */
export const secrets: Rule = ({ properties }, report) => {
  for (const step of everyStep(properties)) {
    for (const line of itemsOf(valueAt(step, 'inline'))) {
      const found = findSecret(line, [...secretForms, ...secretUses]);
      if (found) report(diagnose('AIB411', { what: found.what }, found.place));
    }
  }
  for (const address of addressesOf(properties)) {
    const found = findSecret(address, [...secretForms, ...secretParts]);
    if (found) report(diagnose('AIB412', { what: found.what }, found.place));
  }
};

function addressesOf(properties: Value): readonly (Value | undefined)[] {
  return [
    ...everyStep(properties).flatMap((step) => [
      valueAt(step, 'scriptUri'),
      valueAt(step, 'sourceUri'),
    ]),
    valueAt(properties, 'optimize', 'workload', 'scriptUri'),
    ...itemsOf(valueAt(properties, 'distribute')).map((target) => valueAt(target, 'uri')),
  ];
}

/** The first secret of a text, and exactly where it stands. */
function findSecret(
  value: Value | undefined,
  patterns: readonly SecretPattern[],
): { readonly what: string; readonly place: Place } | undefined {
  if (value?.kind !== 'text' || !isGiven(value)) return undefined;
  const content = textKey(value);
  for (const { what, regex } of patterns) {
    const secret = regex.exec(content)?.[1];
    if (secret !== undefined) return { what, place: narrowed(placeOfValue(value), secret) };
  }
  return undefined;
}
