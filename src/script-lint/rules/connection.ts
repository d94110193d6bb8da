/** Commands that cut the connection over which the build runs its steps. */
import type { Command } from '../command';
import type { ScriptRule } from '../script-rule';
import {
  cmdlet,
  hasParameter,
  hasWord,
  isShell,
  operands,
  parameterValue,
  shown,
  stretchOf,
  subcommand,
} from './command-words';
import { restartStepEdit } from './restart-edit';

const featureCommands = /^(?:un)?(?:install|add|remove)-windowsfeature$|^(?:add|rename)-computer$/;

/** Restarts and shutdowns inside of a step. */
export const restarts: ScriptRule = (context) => {
  const { script, report } = context;
  for (const command of script.commands) {
    if (isShell(script)) {
      if (!restartsLinux(command)) continue;
      report('AIB530', { command: shown(script, command) }, stretchOf(command));
    } else if (restartsWindows(command, script.text)) {
      const text = shown(script, command);
      report('AIB531', { command: text }, stretchOf(command), restartStepEdit(context, command));
    }
  }
};

function restartsLinux(command: Command): boolean {
  const { name } = command;
  const verb = subcommand(command)?.value ?? '';
  if (/^(?:reboot|poweroff|halt)$/.test(name))
    return !hasWord(command, /^(?:--help|-w|--wtmp-only)$/);
  if (name === 'shutdown') return !hasWord(command, /^(?:-c|--help|-k)$/);
  if (name === 'init' || name === 'telinit') return verb === '0' || verb === '6';
  return name === 'systemctl' && /^(?:reboot|poweroff|halt|kexec|soft-reboot)$/.test(verb);
}

function restartsWindows(command: Command, text: string): boolean {
  const name = cmdlet(command);
  if (name === 'restart-computer' || name === 'stop-computer') {
    return !hasParameter(command, 'ComputerName') && !hasParameter(command, 'WhatIf');
  }
  if (name === 'shutdown') {
    return hasWord(command, /^[-/](?:r|s|g|sg|p|h)$/i) && !hasWord(command, /^[-/]a$/i);
  }
  if (featureCommands.test(name)) return hasParameter(command, 'Restart');
  if (name === 'install-windowsupdate' || name === 'get-windowsupdate') {
    return hasParameter(command, 'AutoReboot');
  }
  const written = text.slice(command.start, command.end);
  return name === 'msiexec' && /\/forcerestart\b/i.test(written);
}

const sshServices =
  /^(?:sshd?|ssh\.socket|walinuxagent|waagent|networkmanager|systemd-networkd|networking)(?:\.service)?$/i;
const windowsServices = /^(?:winrm|rdagent|windowsazureguestagent|windowsazuretelemetryservice)$/i;

/** Stopping SSH, WinRM or the Azure agent. */
export const neededServices: ScriptRule = ({ script, report }) => {
  for (const command of script.commands) {
    const service = isShell(script) ? stoppedOnLinux(command) : stoppedOnWindows(command);
    if (service === undefined) continue;
    report('AIB533', { command: shown(script, command), service }, stretchOf(command));
  }
};

function stoppedOnLinux(command: Command): string | undefined {
  const words = operands(command).map((one) => one.value);
  const [verb = '', ...rest] = words;
  switch (command.name) {
    case 'systemctl':
      return /^(?:stop|disable|mask|kill)$/.test(verb)
        ? rest.find((one) => sshServices.test(one))
        : undefined;
    case 'service':
      return rest[0] === 'stop' && sshServices.test(verb) ? verb : undefined;
    case 'chkconfig':
      return rest[0] === 'off' && sshServices.test(verb) ? verb : undefined;
    case 'pkill':
    case 'killall':
      return words.find((one) => /^(?:sshd|waagent)$/.test(one));
    case 'ifdown':
      return verb;
    case 'ip':
      return verb === 'link' && words.includes('down')
        ? `the network interface "${words[2] ?? ''}"`
        : undefined;
    case 'apt':
    case 'apt-get':
    case 'dnf':
    case 'yum':
    case 'zypper':
      return /^(?:remove|purge|autoremove|erase|rm)$/.test(verb)
        ? rest.find((one) => /^(?:openssh-server|walinuxagent)$/i.test(one))
        : undefined;
    default:
      return undefined;
  }
}

function stoppedOnWindows(command: Command): string | undefined {
  const words = command.words.map((one) => one.value);
  const service = words.find((one) => windowsServices.test(one));
  switch (cmdlet(command)) {
    case 'disable-psremoting':
      return 'WinRM';
    case 'stop-service':
    case 'remove-service':
      return service;
    case 'set-service':
      return /^disabled$/i.test(parameterValue(command, 'StartupType') ?? '') ||
        /^stopped$/i.test(parameterValue(command, 'Status') ?? '')
        ? service
        : undefined;
    case 'sc':
      return /^(?:stop|delete|config)$/i.test(words[0] ?? '') &&
        (!/^config$/i.test(words[0] ?? '') || words.some((one) => /disabled/i.test(one)))
        ? service
        : undefined;
    case 'net':
      return /^stop$/i.test(words[0] ?? '') ? service : undefined;
    case 'winrm':
      return /^delete$/i.test(words[0] ?? '') && words.some((one) => /listener/i.test(one))
        ? 'the listener of WinRM'
        : undefined;
    case 'remove-item':
      return words.some((one) => /^wsman:.*listener/i.test(one))
        ? 'the listener of WinRM'
        : undefined;
    case 'disable-netadapter':
      return 'the network adapter';
    default:
      return undefined;
  }
}
