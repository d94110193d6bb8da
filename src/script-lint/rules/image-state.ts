/** Commands that leave the image in a state from which it cannot be captured, and programs that hardened images refuse. */
import { isHardened } from '../../service/distributions';
import type { ScriptRule } from '../script-rule';
import { cmdlet, hasParameter, hasWord, isShell, shown, stretchOf } from './command-words';

/** Sysprep and `waagent -deprovision` in a step. */
export const generalizing: ScriptRule = ({ script, step, report }) => {
  if (step.list !== 'customize') return;
  for (const command of script.commands) {
    const { name, words } = command;
    const written = words.map((one) => one.value).join(' ');
    const calls = isShell(script)
      ? name === 'waagent' && hasWord(command, /^-{1,2}deprovision/)
      : name === 'sysprep' ||
        (cmdlet(command) === 'start-process' && /sysprep(?:\.exe)?(?:["'\s]|$)/i.test(written));
    const generalizes = isShell(script) || /[-/](?:generalize|oobe|audit)\b/i.test(written);
    if (calls && generalizes) {
      report('AIB532', { command: shown(script, command) }, stretchOf(command));
    }
  }
};

/** Apps that are added or removed for one user. */
export const appPackages: ScriptRule = ({ script, report }) => {
  for (const command of isShell(script) ? [] : script.commands) {
    const { name } = command;
    if (
      name === 'remove-appxpackage' &&
      !hasParameter(command, 'AllUsers') &&
      !hasParameter(command, 'User')
    ) {
      const users =
        'Add "-AllUsers" to "Get-AppxPackage" and "Remove-AppxPackage", and remove the provisioned package as well.';
      const edit = { start: command.end, end: command.end, text: ' -AllUsers' };
      report('AIB536', { command: shown(script, command), users }, stretchOf(command), [edit]);
    } else if (name === 'add-appxpackage') {
      const users = 'Use "Add-AppxProvisionedPackage -Online", which adds it for all users.';
      report('AIB536', { command: shown(script, command), users }, stretchOf(command));
    }
  }
};

/** Programs that are run from `/tmp` on an image that mounts it with `noexec`. */
export const programsInTmp: ScriptRule = ({ script, all, report }) => {
  if (!isShell(script) || !isHardened(all.source)) return;
  let folder = '';
  for (const command of script.commands) {
    if (command.name === 'cd') folder = command.words[0]?.value ?? '';
    const path = command.path.startsWith('./')
      ? `${folder}/${command.path.slice(2)}`
      : command.path;
    if (/^\/(?:var\/)?tmp\//.test(path)) report('AIB537', { path }, stretchOf(command));
  }
};
