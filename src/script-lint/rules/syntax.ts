/** Whether the shell can read the script, and whether it is the shell that the script is written for. */
import type { ScriptRule } from '../script-rule';

const lineOf = (text: string): string => /^[^\r\n]*/.exec(text)?.[0] ?? '';

/** Syntax errors, and here-documents that swallow the rest. */
export const syntax: ScriptRule = ({ script, report }) => {
  for (const fault of script.faults) {
    if (script.shell === 'powershell') report('AIB501', { detail: fault.message }, fault);
    else report('AIB500', { shell: script.shell, detail: fault.message }, fault);
  }
  for (const open of script.openHereDocuments) report('AIB513', { mark: open.message }, open);
};

/** Syntax that only bash or only PowerShell 7 knows. */
export const extensions: ScriptRule = ({ script, all, report }) => {
  const { shell, file, text } = script;
  const inline = file === undefined;
  if (shell === 'powershell') {
    if (all.os !== 'windows') return;
    for (const found of script.extensions) report('AIB503', { what: found.message }, found);
    return;
  }
  if (shell === 'sh' && all.distribution?.shIsBash !== true) {
    for (const found of script.extensions) report('AIB502', { what: found.message, inline }, found);
  }
  const line = lineOf(text);
  const isOther = shell === 'other' || (shell === 'bash' && script.extensions.length > 0);
  if (inline && line.startsWith('#!') && isOther) {
    report('AIB511', { line }, { start: 0, end: line.length });
  }
};
