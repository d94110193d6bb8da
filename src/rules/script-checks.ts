import { diagnose } from '../diagnostics/diagnostic';
import { field, literalText, type Value } from '../value/value';
import { everyStep } from './every-step';
import { placeOfValue } from './place';
import type { Rule } from './rule';

/** Steps: exactly one of script and commands, elevation, checksums, restart times. */
export const scripts: Rule = ({ properties }, report) => {
  for (const step of everyStep(properties)) {
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
  }
};

function isTrue(value: Value | undefined, orParameter = false): boolean {
  return (value?.kind === 'boolean' && value.value) || (orParameter && value?.kind === 'parameter');
}
