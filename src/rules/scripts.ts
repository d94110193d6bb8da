import { diagnose } from '../diagnostics/diagnostic';
import { field, itemsOf, literalText, type Value, valueAt } from '../model/value';
import { isGiven, placeOfValue } from './place';
import type { Rule } from '.';

/** Steps: exactly one of script and commands, elevation, checksums, restart times, destinations. */
export const scripts: Rule = ({ properties, facts }, report) => {
  const steps = [
    ...itemsOf(field(properties, 'customize')),
    ...itemsOf(valueAt(properties, 'validate', 'inVMValidations')),
  ];
  for (const step of steps) {
    const kind = literalText(field(step, 'type')) ?? '';
    const place = placeOfValue(step);
    if (kind === 'Shell' || kind === 'PowerShell') {
      const uri = field(step, 'scriptUri');
      const inline = field(step, 'inline');
      if ((uri === undefined) === (inline === undefined)) {
        const keys = '"inline" and "scriptUri"';
        report(diagnose('AIB304', { kind, both: uri !== undefined, keys }, place));
      }
      const checksum = field(step, 'sha256Checksum');
      if (checksum && !uri) report(diagnose('AIB406', { value: '' }, placeOfValue(checksum)));
    }
    const system = field(step, 'runAsSystem');
    if (isTrue(system) && !isTrue(field(step, 'runElevated'), true)) {
      report(diagnose('AIB305', {}, placeOfValue(system)));
    }
    const timeout = field(step, 'restartTimeout');
    const value = literalText(timeout);
    if (value !== undefined && !/^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/.test(value)) {
      report(diagnose('AIB310', { value }, placeOfValue(timeout)));
    }
    const destination = field(step, 'destination');
    const path = literalText(destination);
    if (path === undefined || !isGiven(destination)) continue;
    if (/[/\\]$/.test(path)) report(diagnose('AIB410', { value: path }, placeOfValue(destination)));
    else if (facts.os.value === 'linux' && !isBelowTmp(path)) {
      report(diagnose('AIB404', { value: path }, placeOfValue(destination)));
    }
  }
};

function isTrue(value: Value | undefined, orParameter = false): boolean {
  return (value?.kind === 'boolean' && value.value) || (orParameter && value?.kind === 'parameter');
}

function isBelowTmp(path: string): boolean {
  return path.startsWith('/tmp/') && !path.split('/').includes('..');
}
