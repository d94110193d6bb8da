import { assertNever } from '../lib/assert-never';
import { addressOf, inlineOf } from '../image/step-content';
import type { Step } from '../image/model-types';
import { textKey } from '../value/value';
import type { Rule } from './rule';

/** Commands that leave an installer or a restart pending. */
const installs =
  /\b(?:Install|Add|Enable)-\w+|\bmsiexec\b|\b(?:choco|winget|scoop)\s+\S*\s*(?:install|upgrade)|\bdism\b|\bwusa\b|\bsetup\.exe\b|\bRename-Computer\b|Start-Process\b[^|;]*\.(?:exe|msi)/i;

/** Updates fail (0x80240016) while an installer or a restart is pending: a restart belongs before them. */
export const windowsUpdates: Rule = ({ properties }, report) => {
  let pending = false;
  for (const step of properties.customize?.items ?? []) {
    switch (step.type) {
      case 'WindowsRestart':
        pending = false;
        break;
      case 'WindowsUpdate':
        if (pending) report('AIB413', {}, step);
        pending = true;
        break;
      case 'PowerShell':
        pending ||= isInstall(step);
        break;
      case 'Shell':
      case 'File':
        break;
      default:
        assertNever(step);
    }
  }
};

function isInstall(step: Step): boolean {
  return (
    addressOf(step) !== undefined || inlineOf(step).some((line) => installs.test(textKey(line)))
  );
}
