/** Firewalls that close the ports over which the build runs its steps. */
import type { Command } from '../command';
import {
  type ImagePlace,
  isBefore,
  oncePerImage,
  type RuleContext,
  type ScriptRule,
} from '../script-rule';
import {
  cmdlet,
  hasParameter,
  hasWord,
  isShell,
  operands,
  parameterValue,
  shown,
  stretchOf,
} from './command-words';

const ssh = 'the port of SSH (22)';
const winrm = 'the ports of WinRM (5985, 5986)';

/** Firewalls that close what the build comes in by. */
export const firewalls: ScriptRule = (context) => {
  const { script, all, report } = context;
  for (const command of script.commands) {
    const written = script.text.slice(command.start, command.end);
    const closes = isShell(script) ? closesSsh(command) : closesWinrm(command, written);
    if (!closes || isAllowedBefore(context, command)) continue;
    const ports = all.os === 'linux' ? ssh : winrm;
    report('AIB534', { command: shown(script, command, 5), ports }, stretchOf(command));
  }
};

/** Commands that open a port where they name it. */
const linuxAllows = {
  names: /^(?:ufw|iptables|firewall-cmd|nft)$/,
  what: /\b(?:22|ssh|openssh)\b/i,
};
const windowsAllows = {
  names: /^(?:new|set|enable)-netfirewallrule$|^netsh$/,
  what: /598[56]|winrm|windows remote management/i,
};

function closesSsh(command: Command): boolean {
  const words = operands(command).map((one) => one.value);
  switch (command.name) {
    case 'ufw':
      return (
        words[0] === 'enable' ||
        (/^(?:deny|reject)$/.test(words[0] ?? '') &&
          words.some((one) => /^(?:22(?:\/tcp)?|ssh|OpenSSH)$/i.test(one)))
      );
    case 'iptables':
    case 'ip6tables': {
      const flat = command.words.map((one) => one.value).join(' ');
      return (
        command.name === 'iptables' &&
        (/(?:-P|--policy) INPUT (?:DROP|REJECT)/.test(flat) ||
          /INPUT .*--dport (?:22|ssh)\b.*-j (?:DROP|REJECT)/.test(flat))
      );
    }
    case 'firewall-cmd':
      return hasWord(
        command,
        /^--remove-service=ssh$|^--panic-on$|^--set-default-zone=(?:drop|block)$/,
      );
    default:
      return false;
  }
}

function closesWinrm(command: Command, written: string): boolean {
  switch (cmdlet(command)) {
    case 'set-netfirewallprofile':
      return (
        /^block$/i.test(parameterValue(command, 'DefaultInboundAction') ?? '') ||
        /-AllowInboundRules[:\s]+\$?false/i.test(written)
      );
    case 'new-netfirewallrule': {
      const ports = parameterValue(command, 'LocalPort');
      const inbound = !/^outbound$/i.test(parameterValue(command, 'Direction') ?? 'inbound');
      const blocks = /^block$/i.test(parameterValue(command, 'Action') ?? '');
      const narrow =
        hasParameter(command, 'Program') ||
        hasParameter(command, 'RemoteAddress') ||
        /^udp$/i.test(parameterValue(command, 'Protocol') ?? '');
      return (
        inbound &&
        blocks &&
        !narrow &&
        (ports === undefined ||
          /^any$|598[56]/i.test(
            written
              .slice(written.search(/-LocalPort/i))
              .split(/\s+/)
              .slice(1, 6)
              .join(' '),
          ))
      );
    }
    case 'disable-netfirewallrule':
    case 'remove-netfirewallrule':
      return command.words.length === 0 || /winrm|windows remote management|-all\b/i.test(written);
    case 'netsh':
      return (
        /firewallpolicy\s+["']?blockinbound/i.test(written) ||
        (/add\s+rule/i.test(written) &&
          /dir=in/i.test(written) &&
          /action=block/i.test(written) &&
          !/localport=(?!any|598)/i.test(written))
      );
    default:
      return false;
  }
}

/** True where a command before this one, in this step or an earlier one, allows the connection. */
function isAllowedBefore({ script, all, step }: RuleContext, { start: at }: Command): boolean {
  const kind = isShell(script) ? 'linux' : 'windows';
  return isBefore(firstAllowed(all, `${kind} ${step.list}`), { index: step.index, at });
}

/** The first place in a list of steps that allows the connection; the key is the system and the list. */
const firstAllowed = oncePerImage((all, key): ImagePlace => {
  const [kind, list] = key.split(' ');
  const { names, what } = kind === 'linux' ? linuxAllows : windowsAllows;
  for (const { script, index } of all.steps.filter((one) => one.list === list)) {
    const starts = (script?.commands ?? [])
      .filter((one) => {
        const written = script?.text.slice(one.start, one.end) ?? '';
        const refuses = /\b(?:deny|reject|drop|block|remove)\b/i.test(written);
        return names.test(cmdlet(one)) && what.test(written) && !refuses;
      })
      .map((one) => one.start);
    if (starts.length > 0) return { index, at: starts.reduce((a, b) => Math.min(a, b)) };
  }
  return { index: Infinity, at: 0 };
});
