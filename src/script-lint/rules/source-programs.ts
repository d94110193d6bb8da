/** What the source image has and lacks. */
import { getOwn } from '../../lib/get-own';
import { managerFamilies } from '../../service/distributions';
import type { Command } from '../command';
import type { ScriptStep } from '../script';
import {
  type ImagePlace,
  type ImageScripts,
  isBefore,
  oncePerImage,
  type ScriptRule,
} from '../script-rule';
import { isShell, shown, stretchOf } from './command-words';

/** Package managers of another distribution. */
export const otherManagers: ScriptRule = ({ script, all, report }) => {
  const { distribution } = all;
  if (!isShell(script) || !distribution || looksFirst(script.text)) return;
  for (const command of script.commands) {
    const families = getOwn(managerFamilies, command.name);
    const fits =
      families?.includes(distribution.family) || distribution.managers.includes(command.name);
    if (!families || fits || command.tested) continue;
    const { title: os, managers } = distribution;
    report('AIB570', { command: command.name, os, managers }, stretchOf(command));
  }
};

/** True for a script that finds out on which distribution it runs. */
function looksFirst(text: string): boolean {
  return /os-release|redhat-release|debian_version|lsb_release|command -v|\bwhich\s|\btype\s|-x \/usr\/bin\/|\bhash\s/.test(
    text,
  );
}

/** Programs that the image lacks: `python` on Ubuntu, `pwsh` on Windows. */
export const missingPrograms: ScriptRule = ({ script, step, all, report }) => {
  const lacks: Readonly<Record<string, string>> =
    all.os === 'windows' ? { pwsh: 'powershell' } : (all.distribution?.lacks ?? {});
  const os = all.os === 'windows' ? 'Windows' : (all.distribution?.title ?? 'Linux');
  const line = /^#!\s*(?:\/usr\/bin\/env\s+(?:-S\s+)?)?(\S*?)([^/\s]+)\s/.exec(
    `${script.text.slice(0, 200)}\n`,
  );
  const program = line?.[2] ?? '';
  const instead = Object.hasOwn(lacks, program) ? lacks[program] : undefined;
  if (
    line &&
    all.os === 'linux' &&
    instead !== undefined &&
    !installedBefore(all, step.index, Infinity, program)
  ) {
    report('AIB510', { program, os, instead }, { start: 0, end: line[0].trimEnd().length });
  }
  for (const command of script.commands) {
    const { name } = command;
    const other = getOwn(lacks, name);
    if (other === undefined || command.tested || command.path !== name) continue;
    if (installedBefore(all, step.index, command.start, name)) continue;
    report('AIB510', { program: name, os, instead: other }, stretchOf(command));
  }
};

const installers =
  /^(?:apt|apt-get|dnf|yum|tdnf|snap|alternatives|update-alternatives|ln|choco|winget|msiexec|start-process|install-\w+|dotnet|conda)$/;

/** True where a command before the place may have installed a program. */
function installedBefore(all: ImageScripts, index: number, at: number, program: string): boolean {
  return isBefore(firstInstall(all, program), { index, at });
}

const never: ImagePlace = { index: Infinity, at: 0 };

/** The first place of `customize` where a program may be installed. */
const firstInstall = oncePerImage((all, program): ImagePlace => {
  const pattern =
    program === 'pwsh'
      ? /pwsh|powershell/i
      : new RegExp(`^(?:.*/)?${program}(?:2|-is-python3|-unversioned-command)?$`);
  for (const { script, step, index, list } of all.steps) {
    if (list !== 'customize') continue;
    // What a script from elsewhere installs is unknown.
    const runs = !['WindowsRestart', 'WindowsUpdate', 'File'].includes(step.type);
    if (!script && runs) return { index, at: Infinity };
    const starts = (script?.commands ?? [])
      .filter((one) => installers.test(one.name))
      .filter((one) => one.words.some(({ value }) => pattern.test(value)))
      .map((one) => one.start);
    if (starts.length > 0) return { index, at: starts.reduce((a, b) => Math.min(a, b)) };
  }
  return never;
});

/** The position of the step after which cloud-init is done, or other steps have been installing already. */
const firstBusy = oncePerImage((all): number => {
  const first = (is: (one: ScriptStep) => boolean): number => {
    const index = all.steps.findIndex(is);
    return index === -1 ? Infinity : index;
  };
  return Math.max(
    first(({ script, step }) => !script || step.type === 'Shell'),
    first(({ script }) => !script || script.commands.some(waitsOrInstalls)),
  );
});

/** Packages that are installed before cloud-init is done with the new VM. */
export const firstBoot: ScriptRule = ({ script, step, all, report }) => {
  if (all.distribution?.family !== 'debian' || step.list !== 'customize' || !isShell(script))
    return;
  if (firstBusy(all, '') < all.steps.indexOf(step)) return;
  const first = script.commands.find(waitsOrInstalls);
  if (!first || !isInstall(first)) return;
  const [prefix = ''] = /[^\n]*$/.exec(sourceBefore(script.place(first.start, first.end))) ?? [];
  const startsLine = /^\s*(?:- )?$/.test(prefix);
  const text = `cloud-init status --wait || [ $? -eq 2 ]\n${prefix}`;
  const edit = { start: first.start, end: first.start, text };
  report(
    'AIB571',
    { command: shown(script, first, 1) },
    stretchOf(first),
    startsLine ? [edit] : [],
  );
};

function sourceBefore({
  span,
}: {
  readonly span?: { readonly source: { readonly text: string }; readonly start: number };
}): string {
  return span?.source.text.slice(0, span.start) ?? '';
}

function isInstall({ name }: Command): boolean {
  return /^(?:apt|apt-get|aptitude)$/.test(name);
}

function waitsOrInstalls(command: Command): boolean {
  const { name, words } = command;
  if (isInstall(command))
    return !words.some((one) => /^(?:list|show|search|policy|--version)$/.test(one.value));
  if (name === 'cloud-init')
    return words.some((one) => one.value === '--wait' || one.value === '-w');
  return (
    /^(?:fuser|lsof)$/.test(name) && words.some((one) => /\/var\/lib\/(?:dpkg|apt)/.test(one.value))
  );
}

const serverOnly: Readonly<Record<string, string>> = {
  'install-windowsfeature': '"Enable-WindowsOptionalFeature -Online -NoRestart"',
  'add-windowsfeature': '"Enable-WindowsOptionalFeature -Online -NoRestart"',
  'uninstall-windowsfeature': '"Disable-WindowsOptionalFeature -Online -NoRestart"',
  'remove-windowsfeature': '"Disable-WindowsOptionalFeature -Online -NoRestart"',
  'get-windowsfeature': '"Get-WindowsOptionalFeature -Online"',
};

/** Commands of Windows Server in an image of a Windows client. */
export const serverCommands: ScriptRule = ({ script, all, report }) => {
  if (isShell(script) || !/^microsoftwindowsdesktop:/i.test(all.source)) return;
  for (const command of script.commands) {
    const instead = getOwn(serverOnly, command.name);
    if (instead !== undefined && !command.tested) {
      report('AIB575', { command: shown(script, command, 0), instead }, stretchOf(command));
    }
  }
};
