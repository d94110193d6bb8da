import { osOfStep } from '../image/source-facts';
import { everyStep } from './every-step';
import type { Rule } from './rule';

/** Shell runs on Linux only; PowerShell, restarts and updates run on Windows only. */
export const stepsForOs: Rule = ({ properties, facts }, report) => {
  const os = facts.os.value === 'linux' ? 'Linux' : 'Windows';
  for (const step of everyStep(properties)) {
    const needed = osOfStep(step);
    if (needed === undefined || needed === facts.os.value) continue;
    report('AIB302', { kind: step.type, os, source: facts.label }, step);
  }
};
