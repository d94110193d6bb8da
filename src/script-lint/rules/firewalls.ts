/** Firewalls that close the ports over which the build runs its steps. */
import type { Command } from '../command';
import type { ImageScripts, RuleContext, ScriptRule } from '../script-rule';
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
    const closes = isShell(script)
      ? closesSsh(command) &&
        !allowedBefore(context, command, /\b(?:22|ssh|openssh)\b/i, linuxAllows)
      : closesWinrm(command, written) &&
        !allowedBefore(context, command, /598[56]|winrm|windows remote management/i, windowsAllows);
    if (!closes) continue;
    const ports = all.os === 'linux' ? ssh : winrm;
    report('AIB534', { command: shown(script, command, 5), ports }, stretchOf(command));
  }
};

const linuxAllows = /^(?:ufw|iptables|firewall-cmd|nft)$/;
const windowsAllows = /^(?:new|set|enable)-netfirewallrule$|^netsh$/;

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
function allowedBefore(
  { script, all, step }: RuleContext,
  command: Command,
  what: RegExp,
  names: RegExp,
): boolean {
  return commandsBefore(all, step.index, step.list)
    .concat(
      script.commands
        .filter((one) => one.start < command.start)
        .map((one) => ({ one, text: script.text })),
    )
    .some(({ one, text }) => {
      const written = text.slice(one.start, one.end);
      const refuses = /\b(?:deny|reject|drop|block|remove)\b/i.test(written);
      return names.test(cmdlet(one)) && what.test(written) && !refuses;
    });
}

function commandsBefore(all: ImageScripts, index: number, list: string) {
  return all.steps
    .filter((one) => one.list === list && one.index < index)
    .flatMap(({ script }) =>
      script ? script.commands.map((one) => ({ one, text: script.text })) : [],
    );
}
