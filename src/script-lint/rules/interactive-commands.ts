/** Commands that ask, and how they are told not to. */
import type { Distribution } from '../../service/distributions';
import type { Command } from '../command';
import type { Script } from '../script';
import { hasParameter, hasWord, operands, subcommand } from './command-words';

interface Interactive {
  readonly waits: (command: Command, distribution: Distribution | undefined) => boolean;
  /** One sentence: what to write instead. */
  readonly instead: string;
}

const always = (): boolean => true;
const without =
  (pattern: RegExp) =>
  (command: Command): boolean =>
    !hasWord(command, pattern);
const withOption =
  (pattern: RegExp) =>
  (command: Command): boolean =>
    hasWord(command, pattern);

const editor: Interactive = { waits: always, instead: 'Write the file with "tee" or "sed -i".' };
const pager: Interactive = {
  waits: (command) => operands(command).length > 0,
  instead: 'Use "cat".',
};
const asks = {
  waits: withOption(/^-[a-z]*i[a-z]*$|^--interactive(?:=always)?$/),
  instead: 'Remove "-i".',
};
const endless = 'It never ends: remove it, or limit it with "timeout".';

/** Commands of Linux. */
export const interactiveCommands: Readonly<Partial<Record<string, Interactive>>> = {
  read: {
    waits: (command) => !command.inFunction && !hasWord(command, /^-[a-z]*t/),
    instead: 'Take the value from an argument or a variable.',
  },
  rm: asks,
  cp: asks,
  mv: asks,
  passwd: {
    waits: without(
      /^(?:-[a-zA-Z]*[lLuUdeSnxwi][a-zA-Z]*|--(?:stdin|lock|unlock|delete|expire|status|inactive|help).*)$/,
    ),
    instead: 'Use "usermod -p" with a hash, "passwd -l", or an SSH key.',
  },
  adduser: {
    waits: (command, distribution) =>
      (distribution === undefined || distribution.family === 'debian') &&
      operands(command).length < 2 &&
      !hasWord(command, /^--(?:disabled-password|disabled-login|system|group)$/),
    instead: 'Use "useradd -m", or add "--disabled-password --gecos \'\'".',
  },
  'ssh-keygen': {
    waits: (command) =>
      !hasWord(command, /^-(?:[lyRFAHsekBcpDQUY]|-help)/) &&
      !(hasWord(command, /^-[a-z]*N/) && hasWord(command, /^-[a-z]*f/)),
    instead: 'Add "-N \'\' -f FILE".',
  },
  mysql_secure_installation: { waits: always, instead: 'Run the SQL statements with "mysql -e".' },
  vi: editor,
  vim: editor,
  nano: editor,
  emacs: editor,
  visudo: {
    waits: without(/^-[a-z]*c|^--check/),
    instead: 'Write a file in /etc/sudoers.d, and check it with "visudo -cf".',
  },
  less: pager,
  more: pager,
  top: { waits: without(/^-[a-z]*b/), instead: 'Use "top -b -n 1".' },
  htop: { waits: always, instead: 'Use "top -b -n 1".' },
  watch: { waits: always, instead: endless },
  tail: { waits: withOption(/^-[a-z]*[fF]$|^--follow/), instead: endless },
  journalctl: { waits: withOption(/^-[a-z]*f$|^--follow$/), instead: endless },
  crontab: { waits: withOption(/^-[a-z]*e$/), instead: 'Write a file in /etc/cron.d.' },
  fdisk: {
    waits: without(/^(?:-l|--list|-s|--version).*/),
    instead: 'Use "sfdisk" or "parted -s".',
  },
  parted: { waits: without(/^(?:-[a-z]*s|--script|-l|--list)$/), instead: 'Add "-s".' },
  'dpkg-reconfigure': {
    waits: (command) =>
      !hasWord(command, /^(?:-f.*|--frontend.*)$/) &&
      command.environment.get('DEBIAN_FRONTEND')?.toLowerCase() !== 'noninteractive',
    instead: 'Add "-f noninteractive".',
  },
  gpg: {
    waits: (command) =>
      hasWord(command, /^--(?:full-)?gen(?:erate)?-key$/) && !hasWord(command, /^--batch$/),
    instead: 'Use "gpg --batch --generate-key FILE".',
  },
  openssl: {
    waits: (command) =>
      subcommand(command)?.value === 'req' &&
      hasWord(command, /^-(?:new|x509|newkey)$/) &&
      !hasWord(command, /^-(?:subj|config|batch|in)$/),
    instead:
      'Add "-subj" with the name of the certificate, and "-nodes" for a key without a password.',
  },
  ufw: {
    waits: (command) =>
      /^(?:enable|reset|delete)$/.test(subcommand(command)?.value ?? '') &&
      !hasWord(command, /^--(?:force|dry-run)$/),
    instead: 'Add "--force".',
  },
  az: {
    waits: (command) =>
      subcommand(command)?.value === 'login' &&
      !hasWord(command, /^(?:--identity|-i|--service-principal|-u|--username|--federated-token)$/),
    instead: 'Use "az login --identity" with an identity in "vm: { identities: [...] }".',
  },
  conda: {
    waits: (command) =>
      /^(?:install|create|remove|update)$/.test(subcommand(command)?.value ?? '') &&
      !hasWord(command, /^(?:-[a-z]*y|--yes)$/),
    instead: 'Add "-y".',
  },
  pacman: {
    waits: (command) => hasWord(command, /^-[A-Za-z]*[SRU]/) && !hasWord(command, /^--noconfirm$/),
    instead: 'Add "--noconfirm".',
  },
};

interface InteractiveCmdlet {
  readonly waits: (command: Command, script: Script) => boolean;
  readonly instead: string;
  /** What a fix adds at the end of the command. */
  readonly add?: string;
}

const needsForce: InteractiveCmdlet = {
  waits: (command) => !hasParameter(command, 'Force') && !hasParameter(command, 'WhatIf'),
  instead: 'Add "-Force".',
  add: '-Force',
};
const needsTrust: InteractiveCmdlet = {
  ...needsForce,
  waits: (command, { text }) =>
    !hasParameter(command, 'Force') && !/InstallationPolicy\s+Trusted/i.test(text),
};
const needsNoRestart: InteractiveCmdlet = {
  waits: (command) => !hasParameter(command, 'NoRestart'),
  instead: 'Add "-NoRestart", and a step "restart: true" behind this one.',
  add: '-NoRestart',
};
const fromElsewhere = 'Take the value from an argument or a variable.';

/** Commands of PowerShell, in lower case. */
export const interactiveCmdlets: Readonly<Partial<Record<string, InteractiveCmdlet>>> = {
  'read-host': { waits: always, instead: fromElsewhere },
  'get-credential': { waits: always, instead: fromElsewhere },
  pause: { waits: always, instead: 'Remove it.' },
  'out-gridview': { waits: always, instead: 'Remove it.' },
  'set-executionpolicy': needsForce,
  'install-packageprovider': needsForce,
  'install-module': needsTrust,
  'install-script': needsTrust,
  'install-package': needsTrust,
  'enable-windowsoptionalfeature': needsNoRestart,
  'disable-windowsoptionalfeature': needsNoRestart,
  'connect-azaccount': {
    waits: (command) =>
      !['Identity', 'ServicePrincipal', 'Credential', 'AccessToken'].some((one) =>
        hasParameter(command, one),
      ),
    instead: 'Use "Connect-AzAccount -Identity" with an identity in "vm: { identities: [...] }".',
  },
  msiexec: {
    waits: (command) => !hasWord(command, /^[/-](?:q[nbr]?[+!-]*|quiet|passive)$/i),
    instead: 'Add "/qn /norestart".',
  },
};
