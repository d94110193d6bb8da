import { diagnose } from '../diagnostics/diagnostic';
import { osOfStep } from '../model/source-facts';
import { field, itemsOf, literalText, valueAt } from '../model/value';
import { placeOfValue } from './place';
import type { Rule } from '.';

/** Shell runs on Linux only; PowerShell, restarts and updates run on Windows only. */
export const stepsForOs: Rule = ({ properties, facts }, report) => {
  const steps = [
    ...itemsOf(field(properties, 'customize')),
    ...itemsOf(valueAt(properties, 'validate', 'inVMValidations')),
  ];
  const os = facts.os.value === 'linux' ? 'Linux' : 'Windows';
  for (const step of steps) {
    const needed = osOfStep(step);
    if (needed === undefined || needed === facts.os.value) continue;
    const kind = literalText(field(step, 'type')) ?? '';
    report(diagnose('AIB302', { kind, os, source: facts.label }, placeOfValue(step)));
  }
};
