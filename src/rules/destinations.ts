import { literalText } from '../value/value';
import { everyStep } from './every-step';
import { isGiven } from './place';
import type { Rule } from './rule';

/** A file goes to a full path with its name, on Linux below /tmp. */
export const destinations: Rule = ({ properties, facts }, report) => {
  for (const step of everyStep(properties)) {
    if (step.type !== 'File') continue;
    const { destination } = step.fields;
    const value = literalText(destination);
    if (value === undefined || !isGiven(destination)) continue;
    if (/[/\\]$/.test(value)) report('AIB410', { value }, destination);
    else if (facts.os.value === 'linux' && !isBelowTmp(value)) {
      report('AIB404', { value }, destination);
    }
  }
};

function isBelowTmp(path: string): boolean {
  return path.startsWith('/tmp/') && !path.split('/').includes('..');
}
