import { assertNever } from '../lib/assert-never';
import type { Step } from '../image/model-types';
import { literalText, type ModelValue } from '../value/value';
import { everyStep } from './every-step';
import type { Report, Rule } from './rule';

/** Steps: exactly one of script and commands, elevation, checksums, restart times. */
export const scripts: Rule = ({ properties }, report) => {
  for (const step of everyStep(properties)) {
    switch (step.type) {
      case 'PowerShell': {
        const { runAsSystem: system, runElevated } = step.fields;
        oneScript(step, report);
        if (isTrue(system) && !isTrue(runElevated) && runElevated?.kind !== 'parameter') {
          report('AIB305', {}, system);
        }
        break;
      }
      case 'Shell':
        oneScript(step, report);
        break;
      case 'WindowsRestart': {
        const timeout = step.fields.restartTimeout;
        const value = literalText(timeout);
        if (value !== undefined && !/^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/.test(value)) {
          report('AIB310', { value }, timeout);
        }
        break;
      }
      case 'File':
      case 'WindowsUpdate':
        break;
      default:
        assertNever(step);
    }
  }
};

/** A script step has either commands or the address of a script, and a checksum only with an address. */
function oneScript(
  step: Extract<Step, { readonly type: 'Shell' | 'PowerShell' }>,
  report: Report,
): void {
  const { scriptUri, inline, sha256Checksum } = step.fields;
  if ((scriptUri === undefined) === (inline === undefined)) {
    const keys = '"inline" and "scriptUri"';
    const fields = { kind: step.type, both: scriptUri !== undefined, keys };
    report('AIB304', fields, step);
  }
  if (sha256Checksum && !scriptUri) {
    report('AIB406', { value: '' }, sha256Checksum);
  }
}

function isTrue(value: ModelValue | undefined): boolean {
  return value?.kind === 'boolean' && value.value;
}
