import type { Value } from '../value/value';
import { diagnose } from '../diagnostics/diagnostic';
import { field, itemsOf, textKey, valueAt } from '../value/value';
import { kindOfText } from '../spec/expand';
import { everyStep } from './every-step';
import { isGiven, placeOfValue } from './place';
import type { Rule } from './rule';

/** The addresses of the steps, of the workload script and of the targets. */
export function addressesOf(properties: Value): readonly Value[] {
  const workload = valueAt(properties, 'optimize', 'workload');
  const scripts = [...everyStep(properties), ...(workload ? [workload] : [])];
  return [
    ...scripts.flatMap((step) => field(step, 'scriptUri') ?? field(step, 'sourceUri') ?? []),
    ...itemsOf(field(properties, 'distribute')).flatMap((target) => field(target, 'uri') ?? []),
  ];
}

/** An address is one of the web; a path is none, except in the short form. */
export const addresses: Rule = ({ properties }, report) => {
  for (const uri of addressesOf(properties)) {
    if (uri.kind !== 'text' || !isGiven(uri)) continue;
    const [first] = uri.parts;
    const value = textKey(uri);
    if (typeof first !== 'string' || /^(?:https?:\/\/[^\s/]|<)/i.test(value.trim())) continue;
    const place = placeOfValue(uri);
    // Of a path in the short form more was said where it was looked for.
    const isShortPath = kindOfText(value) === 'path' && !place.path?.endsWith('Uri');
    if (!isShortPath) report(diagnose('AIB441', { value }, place));
  }
};
