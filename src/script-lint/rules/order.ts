/** The order of steps: what a step needs from those before it, and takes from those behind it. */
import { diagnose, type Report } from '../../diagnostics/diagnostic';
import { folderOf } from '../../lib/paths';
import { literalText, textKey } from '../../value/value';
import type { Command } from '../command';
import type { ImageScripts } from '../script-rule';
import type { ScriptStep } from '../script';
import {
  cmdlet,
  hasParameter,
  hasWord,
  isShell,
  operands,
  parameterValue,
  shown,
} from './command-words';

/** Looks at all steps of an image. */
export type OrderRule = (all: ImageScripts, report: Report) => void;

function customizing(all: ImageScripts): readonly ScriptStep[] {
  return all.steps.filter((one) => one.list === 'customize');
}

/** True for the step that aibgen adds, or the spec's own, for generalizing. */
function isDeprovision({ step }: ScriptStep): boolean {
  const { origin } = step;
  return (
    origin.kind === 'default' || (origin.kind === 'spec' && origin.path.startsWith('deprovision'))
  );
}

const hardeningName = /(?:^|[^a-z])(?:harden|hardening|cis|stig)(?![a-z])/i;

/** Hardening that other steps follow. */
export const hardeningLast: OrderRule = (all, report) => {
  const steps = customizing(all).map((one) => ({ ...one, found: hardens(one) }));
  const last = steps.findLastIndex(
    (one) => !one.found && one.step.type !== 'WindowsRestart' && !isDeprovision(one),
  );
  for (const { found } of steps.slice(0, Math.max(last, 0))) {
    if (found) report(diagnose('AIB535', { what: found.what }, found.place));
  }
};

function hardens({ step, script }: ScriptStep) {
  for (const command of script?.commands ?? []) {
    if (!isHardening(command) || !script) continue;
    const place = script.place(command.nameStart, command.end);
    return { what: `"${shown(script, command)}"`, place };
  }
  const { name } = step.fields;
  const uri = 'scriptUri' in step.fields ? step.fields.scriptUri : undefined;
  for (const text of [name, uri]) {
    if (!text || text.origin.kind !== 'spec' || !hardeningName.test(textKey(text))) continue;
    const { span, path } = text.origin;
    return { what: `The step "${textKey(name) || textKey(uri)}"`, place: { span, path } };
  }
  return undefined;
}

function isHardening(command: Command): boolean {
  const { name, words } = command;
  const [first] = operands(command);
  if (name === 'usg') return first?.value === 'fix';
  if (name === 'oscap') return hasWord(command, /^--remediate$/);
  if (name === 'secedit') return hasWord(command, /^\/configure$/i);
  if (name === 'ansible-playbook') return words.some((one) => hardeningName.test(one.value));
  return name === 'lgpo' && hasWord(command, /^\/(?:g|s|m|t)$/i);
}

const needsRestart = /hyper-?v|containers|virtualmachineplatform|subsystem-linux|smb1/i;

/** Features and updates of Windows that take effect after a restart which never comes. */
export const missingRestart: OrderRule = (all, report) => {
  const steps = customizing(all);
  const restart = steps.findLastIndex((one) => one.step.type === 'WindowsRestart');
  steps.forEach(({ script }, index) => {
    if (!script || isShell(script) || index < restart) return;
    for (const command of script.commands) {
      const written = script.text.slice(command.start, command.end);
      const wants =
        (/^(?:enable-windowsoptionalfeature|(?:install|add)-windowsfeature)$/.test(command.name) &&
          needsRestart.test(written)) ||
        (command.name === 'dism' && /\/enable-feature/i.test(written)) ||
        command.name === 'wusa' ||
        command.name === 'rename-computer' ||
        ((command.name === 'install-windowsupdate' ||
          (command.name === 'get-windowsupdate' && hasParameter(command, 'Install'))) &&
          !hasParameter(command, 'AutoReboot'));
      if (!wants || hasParameter(command, 'Restart')) continue;
      const place = script.place(command.nameStart, command.end);
      report(diagnose('AIB572', { command: shown(script, command) }, place));
    }
  });
};

/** Services, and the commands or kinds of steps that need them. */
const users: readonly (readonly [service: RegExp, user: RegExp])[] = [
  [/^(?:wuauserv|bits|usosvc|trustedinstaller)$/i, /^WindowsUpdate$/],
  [/^docker(?:\.service|\.socket)?$/, /^docker(?:-compose)?$/],
  [/^containerd(?:\.service)?$/, /^(?:docker|ctr|nerdctl)$/],
  [/^snapd(?:\.service|\.socket)?$/, /^snap$/],
  [/^(?:mysqld?|mariadb)(?:\.service)?$/, /^(?:mysql|mysqladmin|mariadb)$/],
  [/^postgresql(?:\.service)?$/, /^(?:psql|createdb|createuser)$/],
  [/^firewalld(?:\.service)?$/, /^firewall-cmd$/],
  [/^libvirtd(?:\.service)?$/, /^virsh$/],
];

/** Services that a step stops and a later one needs. */
export const neededLater: OrderRule = (all, report) => {
  const steps = customizing(all);
  const known = new Map<string, readonly (string | undefined)[]>();
  steps.forEach(({ script }, index) => {
    for (const command of script?.commands ?? []) {
      const service = stoppedService(command);
      const user = users.find(([pattern]) => service !== undefined && pattern.test(service))?.[1];
      if (!script || service === undefined || !user) continue;
      const bare = service.replace(/\.\w+$/, '').toLowerCase();
      const after = known.get(bare) ?? laterUsers(steps, bare, user);
      known.set(bare, after);
      const later = after[index];
      if (later === undefined) continue;
      const place = script.place(command.nameStart, command.end);
      report(diagnose('AIB573', { service, later }, place));
    }
  });
};

function stoppedService(command: Command): string | undefined {
  const [verb = '', ...rest] = operands(command).map((one) => one.value);
  switch (cmdlet(command)) {
    case 'systemctl':
      return /^(?:stop|disable|mask)$/.test(verb) ? rest[0] : undefined;
    case 'service':
      return rest[0] === 'stop' ? verb : undefined;
    case 'stop-service':
      return parameterValue(command, 'Name') ?? verb;
    case 'set-service':
      return /^disabled$/i.test(parameterValue(command, 'StartupType') ?? '')
        ? (parameterValue(command, 'Name') ?? verb)
        : undefined;
    case 'net':
      return /^stop$/i.test(verb) ? rest[0] : undefined;
    case 'sc':
      return /^(?:stop|config)$/i.test(verb) ? rest[0] : undefined;
    default:
      return undefined;
  }
}

/** For each step the first later one that needs a service, unless the service is started again before. */
function laterUsers(
  steps: readonly ScriptStep[],
  bare: string,
  user: RegExp,
): readonly (string | undefined)[] {
  const after: (string | undefined)[] = [];
  let next: string | undefined;
  for (const [index, step] of [...steps.entries()].toReversed()) {
    after[index] = next;
    const found = serviceUse(step, bare, user);
    if (found) next = found.user;
  }
  return after;
}

/** What a step does with a stopped service: needs it, or may start it (no user); undefined where it does neither. */
function serviceUse(
  { step, script }: ScriptStep,
  bare: string,
  user: RegExp,
): { readonly user: string | undefined } | undefined {
  if (user.test(step.type)) return { user: `the step "${textKey(step.fields.name)}"` };
  for (const command of script?.commands ?? []) {
    const starts =
      /^(?:systemctl|service|start-service|set-service|net|sc)$/.test(cmdlet(command)) &&
      hasWord(command, /^(?:start|restart|enable|automatic|manual|running)$/i);
    const isStarted = starts || cmdlet(command) === 'start-service';
    if (isStarted && command.words.some((one) => one.value.toLowerCase().startsWith(bare)))
      return { user: undefined };
    if (user.test(command.name)) return { user: `"${command.name}" in a later step` };
  }
  // What a script from elsewhere does is unknown.
  const isUnknown = !script && (step.type === 'Shell' || step.type === 'PowerShell');
  return isUnknown ? { user: undefined } : undefined;
}

/** Folders below those to which the service can copy, which are empty in a new VM. */
const emptyFolders = /^\/(?:var\/)?tmp\/./;

/** Files that are copied to a folder which no step makes. */
export const missingFolders: OrderRule = (all, report) => {
  if (all.os !== 'linux') return;
  const steps = customizing(all);
  steps.forEach(({ step }, index) => {
    if (step.type !== 'File' || step.fields.destination?.origin.kind !== 'spec') return;
    const destination = literalText(step.fields.destination);
    const folder = destination?.startsWith('/') ? folderOf(destination) : '';
    const before = steps.slice(0, index);
    const unknown = before.some(({ script, step: { type } }) => !script && type === 'Shell');
    if (!emptyFolders.test(folder) || unknown || before.some((one) => mayMake(one, folder))) return;
    const { span, path } = step.fields.destination.origin;
    report(diagnose('AIB574', { folder }, { span, path }));
  });
};

function mayMake({ script }: ScriptStep, folder: string): boolean {
  const makers = /^(?:mkdir|install|tar|unzip|git|cp|mv|ln|rsync|useradd|adduser|mount)$/;
  return (script?.commands ?? []).some(
    (one) =>
      makers.test(one.name) &&
      operands(one).some(
        ({ value, literal }) =>
          !literal ||
          `${value}/`.startsWith(`${folder}/`) ||
          folder.startsWith(`${value.replace(/\/$/, '')}/`),
      ),
  );
}
