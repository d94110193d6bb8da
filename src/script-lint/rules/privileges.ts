/** Work for root in a step that runs as a normal user. */
import { getOwn } from '../../lib/get-own';
import type { Command } from '../command';
import type { ScriptRule } from '../script-rule';
import { hasWord, isShell, operands, shown, stretchOf, subcommand } from './command-words';

/** Reports commands and redirections that need root, and puts `sudo` before commands. */
export const rootWork: ScriptRule = ({ script, all, report }) => {
  if (!isShell(script) || all.os !== 'linux' || script.privileged) return;
  for (const command of script.commands) {
    const { root, bySudo } = command.runAs;
    const redirection = command.redirections.find(
      (one) => one.writes && isSystemPath(one.target?.value),
    );
    if (redirection && (!root || bySudo)) {
      report(
        'AIB560',
        { command: script.text.slice(redirection.start, redirection.end) },
        redirection,
      );
    } else if (!root && needsRoot(command)) {
      const edit = { start: command.start, end: command.start, text: 'sudo ' };
      report('AIB560', { command: shown(script, command, 2) }, stretchOf(command), [edit]);
    }
  }
};

const systemFolders = /^\/(?:etc|usr|opt|var|root|lib|lib64|boot|srv|bin|sbin)(?:\/|$)/;

function isSystemPath(path: string | undefined): boolean {
  return path !== undefined && systemFolders.test(path) && !path.startsWith('/var/tmp');
}

const always =
  /^(?:useradd|userdel|usermod|groupadd|groupdel|addgroup|chpasswd|umount|swapon|swapoff|mkswap|modprobe|ufw|iptables|ip6tables|nft|firewall-cmd|update-grub|update-ca-certificates|update-ca-trust|update-initramfs|grub2-mkconfig|dracut|locale-gen|dpkg-reconfigure|add-apt-repository|apt-key|debconf-set-selections|yum-config-manager|subscription-manager|growpart|resize2fs|xfs_growfs|semanage|setsebool|setenforce|mkfs|mkfs\.\w+|fdisk|parted|update-alternatives|visudo|waagent)$/;

/** Commands by the words that make them need root. */
const byWord: Readonly<Record<string, RegExp>> = {
  apt: /^(?:install|remove|purge|update|upgrade|dist-upgrade|full-upgrade|autoremove|reinstall)$/,
  'apt-get':
    /^(?:install|remove|purge|update|upgrade|dist-upgrade|autoremove|clean|autoclean|build-dep|reinstall)$/,
  'apt-mark': /^(?:auto|manual|minimize-manual|hold|unhold)$/,
  dnf: /^(?:install|remove|erase|update|upgrade|reinstall|groupinstall|autoremove|config-manager|module|clean|makecache|swap)$/,
  yum: /^(?:install|remove|erase|update|upgrade|reinstall|groupinstall|autoremove|clean|makecache)$/,
  tdnf: /^(?:install|remove|erase|update|upgrade|reinstall|clean|makecache)$/,
  zypper: /^(?:install|in|remove|rm|update|up|patch|dup|addrepo|ar|refresh|ref)$/,
  dpkg: /^(?:-[a-zA-Z]*[irP]|--install|--remove|--purge|--configure)$/,
  rpm: /^(?:-[a-zA-Z]*[iUFe][a-zA-Z]*|--import|--install|--upgrade|--erase)$/,
  snap: /^(?:install|remove|refresh|set|enable|disable|connect)$/,
  systemctl:
    /^(?:enable|disable|start|stop|restart|reload|mask|unmask|daemon-reload|set-default|preset|isolate)$/,
  service: /^(?:start|stop|restart|reload)$/,
  sysctl: /^(?:-w|--write|-p|--load|--system)$|=/,
  hostnamectl: /^set-/,
  timedatectl: /^set-/,
  localectl: /^set-/,
  'cloud-init': /^clean$/,
};

function needsRoot(command: Command): boolean {
  const { name } = command;
  if (always.test(name))
    return !hasWord(
      command,
      /^(?:--help|-h|--version|-V|status|list|showmanual|--list|--state|--query|--display|--get-selections|-n)$/,
    );
  const words = getOwn(byWord, name);
  if (!words) return writesSystemFiles(command);
  if (name === 'systemctl' && hasWord(command, /^--user$/)) return false;
  // `rpm -q --info` and `rpm -qi` only ask.
  if (name === 'rpm' && hasWord(command, /^(?:-[a-zA-Z]*[qVK]|--query)/)) return false;
  if (/^(?:dpkg|rpm|sysctl)$/.test(name)) return hasWord(command, words);
  if (name === 'service') return words.test(operands(command)[1]?.value ?? '');
  return words.test(subcommand(command)?.value ?? '');
}

/** Commands that change files, when one of the files they change belongs to the system. */
function writesSystemFiles(command: Command): boolean {
  const files = operands(command)
    .filter((one) => one.literal)
    .map((one) => one.value);
  switch (command.name) {
    case 'mkdir':
    case 'rm':
    case 'touch':
    case 'tee':
    case 'truncate':
      return files.some(isSystemPath);
    case 'chmod':
    case 'chown':
    case 'chgrp':
      return files.slice(1).some(isSystemPath);
    case 'cp':
    case 'mv':
    case 'ln':
    case 'install':
      return isSystemPath(files.at(-1));
    case 'sed':
      return hasWord(command, /^(?:-[a-zA-Z]*i|--in-place)/) && files.some(isSystemPath);
    case 'tar': {
      const at = command.words.findIndex(
        (one) => one.value === '-C' || one.value === '--directory',
      );
      return (
        at >= 0 &&
        isSystemPath(command.words[at + 1]?.value) &&
        hasWord(command, /^-?[a-zA-Z]*x|^--extract/)
      );
    }
    default:
      return false;
  }
}
