import { diagnose } from '../diagnostics/diagnostic';
import { field, itemsOf, literalText, textKey, type Value } from '../value/value';
import { placeOfValue } from './place';
import type { Rule } from './rule';

/** Commands that leave an installer or a restart pending. */
const installs =
  /\b(?:Install|Add|Enable)-\w+|\bmsiexec\b|\b(?:choco|winget|scoop)\s+\S*\s*(?:install|upgrade)|\bdism\b|\bwusa\b|\bsetup\.exe\b|\bRename-Computer\b|Start-Process\b[^|;]*\.(?:exe|msi)/i;

/** Updates fail (0x80240016) while an installer or a restart is pending: a restart belongs before them. */
export const windowsUpdates: Rule = ({ properties }, report) => {
  let pending = false;
  for (const step of itemsOf(field(properties, 'customize'))) {
    const type = literalText(field(step, 'type'));
    if (type === 'WindowsRestart') pending = false;
    if (type === 'WindowsUpdate') {
      if (pending) report(diagnose('AIB413', {}, placeOfValue(step)));
      pending = true;
    }
    if (type === 'PowerShell') pending ||= isInstall(step);
  }
};

function isInstall(step: Value): boolean {
  if (field(step, 'scriptUri')) return true;
  return itemsOf(field(step, 'inline')).some(
    (line) => line.kind === 'text' && installs.test(textKey(line)),
  );
}
