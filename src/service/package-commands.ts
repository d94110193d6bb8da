/** How package managers are told not to ask, and which packages ask by themselves. As of 2026-11. */

/** A package manager that asks before it does something. */
export interface AskingManager {
  /** Subcommands that ask. */
  readonly asks: ReadonlySet<string>;
  /** Options that answer yes, as they may be written. */
  readonly answers: RegExp;
  /** The option that a fix puts in. */
  readonly option: string;
  /** Where it goes: behind the subcommand, or before it. */
  readonly before?: true;
}

const aptCommands = new Set([
  'install',
  'remove',
  'purge',
  'upgrade',
  'dist-upgrade',
  'full-upgrade',
  'autoremove',
  'autopurge',
  'build-dep',
  'reinstall',
]);
const dnfCommands = new Set([
  'install',
  'remove',
  'erase',
  'update',
  'upgrade',
  'reinstall',
  'groupinstall',
  'autoremove',
  'localinstall',
  'downgrade',
  'distro-sync',
  'swap',
  'group',
  'module',
]);
const yes = /^(?:-[a-zA-Z]*y[a-zA-Z]*|--yes|--assume-?yes|--assumeyes)$/;

/**
 * @see https://manpages.ubuntu.com/manpages/noble/man8/apt-get.8.html (-y, -qq implies it)
 * @see https://dnf.readthedocs.io/en/latest/command_ref.html
 * @see https://en.opensuse.org/SDB:Zypper_manual (--non-interactive)
 */
export const askingManagers: Readonly<Record<string, AskingManager>> = {
  'apt-get': {
    asks: aptCommands,
    answers: /^(?:-[a-zA-Z]*y[a-zA-Z]*|-qq|-q=2|--yes|--assume-yes)$/,
    option: '-y',
  },
  apt: {
    asks: aptCommands,
    answers: /^(?:-[a-zA-Z]*y[a-zA-Z]*|-qq|--yes|--assume-yes)$/,
    option: '-y',
  },
  aptitude: { asks: aptCommands, answers: yes, option: '-y' },
  dnf: { asks: dnfCommands, answers: yes, option: '-y' },
  yum: { asks: dnfCommands, answers: yes, option: '-y' },
  tdnf: { asks: dnfCommands, answers: yes, option: '-y' },
  zypper: {
    asks: new Set([
      'install',
      'in',
      'update',
      'up',
      'remove',
      'rm',
      'patch',
      'dup',
      'dist-upgrade',
    ]),
    answers: /^(?:-[a-zA-Z]*[yn][a-zA-Z]*|--non-interactive|--no-confirm)$/,
    option: '--non-interactive',
    before: true,
  },
  'add-apt-repository': { asks: new Set(), answers: yes, option: '-y' },
};

/**
 * Packages of Debian and Ubuntu that ask for their configuration through debconf.
 * @see https://manpages.ubuntu.com/manpages/noble/man7/debconf.7.html (DEBIAN_FRONTEND=noninteractive)
 */
export const askingPackages: ReadonlySet<string> = new Set([
  'tzdata',
  'postfix',
  'krb5-user',
  'krb5-config',
  'iptables-persistent',
  'wireshark',
  'wireshark-common',
  'tshark',
  'keyboard-configuration',
  'console-setup',
  'grub-pc',
  'mysql-server-5.7',
  'phpmyadmin',
  'nslcd',
  'libpam-ldap',
  'libnss-ldap',
  'ldap-auth-config',
  'slapd',
  'jackd2',
  'macchanger',
  'ttf-mscorefonts-installer',
  'davfs2',
  'dash',
  'localepurge',
  'unattended-upgrades-config',
  'msodbcsql17',
  'msodbcsql18',
  'mssql-tools',
  'mssql-tools18',
]);
