/** Script files that use files next to them: the build VM gets the script alone. */
import { literalText } from '../../value/value';
import type { ScriptRule } from '../script-rule';
import { isShell, stretchOf } from './command-words';

const besideShell =
  /(?:\$\(\s*dirname\s+(?:--\s+)?["']?(?:\$\{?0\}?|\$\{?BASH_SOURCE(?:\[0\])?\}?)["']?\s*\)|\$\{0%\/\*\})["']?\/([\w.-][\w./-]*)/g;
const besidePowerShell =
  /\$\{?PSScriptRoot\}?["']?[\\/]([\w.-][\w.\\/-]*)|Join-Path\s+(?:-Path\s+)?\$PSScriptRoot\s+(?:-ChildPath\s+)?["']?([\w.-][\w.\\/-]*)/gi;

/** Reports the files that a script expects next to itself. */
export const neighbours: ScriptRule = ({ script, all, report }) => {
  if (script.file === undefined || script.shell === 'other') return;
  const copied = all.steps.flatMap(({ step }) =>
    step.type === 'File' ? (literalText(step.fields.destination)?.split(/[\\/]/).at(-1) ?? []) : [],
  );
  const known = (name: string, before: string): boolean =>
    copied.includes(name.split(/[\\/]/).at(-1) ?? '') || before.includes(name);
  const pattern = isShell(script) ? besideShell : besidePowerShell;
  for (const match of script.text.matchAll(pattern)) {
    const name = match[1] ?? match[2] ?? '';
    const [line = ''] = /[^\n]*$/.exec(script.text.slice(0, match.index)) ?? [];
    if (name === '' || line.trimStart().startsWith('#') || known(name, '')) continue;
    const start = match.index;
    report('AIB512', { name }, { start, end: start + match[0].length });
  }
  const move = /(?:^|[\s;&|])(?:cd|pushd|set-location|push-location|sl|chdir)\s/im.exec(
    script.text,
  );
  const movedAt = move ? move.index + move[0].length : Infinity;
  for (const command of script.commands) {
    const path = neighbourOf(
      command.name === '.' || /^(?:source|ba?sh|sh)$/.test(command.name)
        ? (command.words[0]?.value ?? '')
        : command.path,
    );
    if (path === undefined) continue;
    if (movedAt <= command.start || known(path, script.text.slice(0, command.start))) continue;
    report('AIB512', { name: path }, stretchOf(command));
  }
};

/** The path of a script below the folder in which a script runs. */
function neighbourOf(path: string): string | undefined {
  return /^\.[\\/]((?:[\w-]+[\\/])*[\w-]+\.(?:sh|bash|py|ps1|psm1|cmd|bat))$/i.exec(path)?.[1];
}
