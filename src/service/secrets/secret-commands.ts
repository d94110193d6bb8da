/** Secrets that show by the command, the option or the name that they are given to, as of 2026-11-26. */
import { anyCase, exactCase, noValue, type SecretPattern } from './secret-pattern';

/** A value, in quotes or not. */
const value = String.raw`['"]?${noValue}([^\s'"]{4,})`;
/** A value in quotes, which may hold blanks. */
const quoted = String.raw`(?<quote>['"])${noValue}(?<secret>(?:(?!\k<quote>).){4,200})\k<quote>`;
/** What stands between a command and its option. */
const options = String.raw`\b[^|;&\n]{0,500}\s`;
const exe = String.raw`(?:\.exe)?`;

/** The commands that read a password from a pipe. */
const passwordReaders = [
  String.raw`passwd\b[^|;]{0,300}--stdin`,
  String.raw`passwd\s+\w`,
  String.raw`smbpasswd\b`,
  String.raw`sudo\s+(?:-\w+\s+)*-S\b`,
  String.raw`su\s+-`,
  String.raw`(?:docker|podman|nerdctl|buildah|skopeo|crane|az|oras|helm)\s(?=[^|;\n]{0,200}--password-stdin)[^|;\n]{0,200}\blogin\b`,
  String.raw`(?:gh|glab)\s+auth\s+login\b`,
  String.raw`vault\s+login\b`,
  String.raw`kinit\b`,
  String.raw`realm\s+join\b`,
  String.raw`adcli\s+join\b`,
  String.raw`cryptsetup\b`,
  String.raw`openssl\s+passwd\b[^|;]{0,300}-stdin`,
  String.raw`gpg\b[^|;]{0,300}--passphrase-fd`,
].join('|');
const readers = String.raw`(?:sudo\s+)?(?:/\S+/)?(?:${passwordReaders})`;

/** What is a password behind an option of a command: words of it, the command, the option, and whether letter case matters. */
const optionsOfCommands: readonly (readonly [
  hints: readonly string[],
  command: string,
  option: string,
  flags?: 'i',
])[] = [
  [['mysql'], String.raw`mysql(?:dump|admin)?`, String.raw`-p`],
  [['sshpass'], 'sshpass', String.raw`-p\s*`],
  [
    ['login', 'upload'],
    String.raw`(?:docker|podman|az|oras|helm|twine)\s+(?:registry\s+)?(?:login|upload)`,
    String.raw`-p[\s=]+`,
  ],
  [['sqlcmd', 'bcp', 'osql'], String.raw`(?:sqlcmd|bcp|osql)${exe}`, String.raw`-P[\s=]*`],
  [
    ['usermod', 'useradd', 'adduser'],
    String.raw`(?:usermod|useradd|adduser)`,
    String.raw`(?:-p|--password)[\s=]+`,
  ],
  [['redis-cli'], 'redis-cli', String.raw`(?:-a|--pass)\s+`],
  [['schtasks'], String.raw`schtasks${exe}`, String.raw`/rp\s+`, 'i'],
  [
    ['plink', 'pscp', 'psftp', 'putty'],
    String.raw`(?:plink|pscp|psftp|putty)${exe}`,
    String.raw`-pw\s+`,
    'i',
  ],
  [['psexec'], String.raw`psexec(?:64)?${exe}`, String.raw`[-/]p\s+`, 'i'],
  [['zip'], String.raw`(?:zip|unzip)`, String.raw`-P\s*`],
  [['7z'], String.raw`(?:7z|7za|7zz)${exe}`, String.raw`-p`],
  [['openssl'], String.raw`openssl`, String.raw`-pass(?:in|out)?\s+pass:`],
  [['openssl'], String.raw`openssl\s+passwd`, String.raw`(?:-[156]|-apr1)\s+`],
  [['keytool'], String.raw`keytool`, String.raw`-(?:store|key|deststore|srcstore)pass\s+`],
  [['ldap'], String.raw`ldap(?:search|add|modify|delete|passwd)`, String.raw`-w\s+`],
  [['smbclient'], String.raw`smbclient`, String.raw`(?:-U|--user)[\s=]+['"]?[^\s%'"]{1,100}%`],
  [['certutil'], String.raw`certutil${exe}`, String.raw`-p\s+`, 'i'],
  [['suseconnect'], String.raw`SUSEConnect`, String.raw`(?:-r|--regcode)[\s=]+`],
  [['htpasswd'], String.raw`htpasswd`, String.raw`-\w*b\w*\s+(?:[^\s-]\S*\s+)?[^\s-]\S*\s+`],
  [
    ['onboard_agent', 'omsadmin', 'omsagent'],
    String.raw`(?:onboard_agent|omsadmin|omsagent[\w.-]*)\.sh`,
    String.raw`-s\s+`,
  ],
  [
    ['autologon'],
    String.raw`autologon(?:64)?${exe}`,
    String.raw`(?:/accepteula\s+)?[^\s/]\S*\s+\S+\s+`,
    'i',
  ],
  [['mongo'], String.raw`(?:mongo|mongosh|mongodump|mongorestore)`, String.raw`-p[\s=]+`],
  [['splunk'], String.raw`splunk`, String.raw`-auth\s+['"]?\w{1,60}:`],
];

/** The names of keys that are secrets, before `=`, `:` or behind a dash. */
const keyNames = String.raw`(?:account|storage|primary|secondary|shared|access|workspace|function|subscription|sas|encryption|licen[cs]e|signing)[-_ ]?key`;

/** Secrets by the name that they are given in a command. */
export const secretUses: readonly SecretPattern[] = [
  {
    what: 'a plain-text password',
    hints: ['convertto-securestring'],
    regex: () =>
      anyCase`ConvertTo-SecureString\b(?=[^|;]{0,300}-AsPlainText)[^|;]{0,300}?-(?:String|AsPlainText)\s+${quoted}`,
  },
  {
    what: 'a plain-text password',
    hints: ['convertto-securestring'],
    regex: () =>
      anyCase`ConvertTo-SecureString\s+(?:-String\s+)?${value}['"]?[^|;]{0,300}-AsPlainText`,
  },
  {
    what: 'a plain-text password',
    hints: ['convertto-securestring'],
    regex: () => anyCase`${quoted}\s*\|\s*ConvertTo-SecureString\b`,
  },
  {
    what: 'a password',
    hints: ['networkcredential'],
    regex: () =>
      anyCase`NetworkCredential['"]?\]?(?:::new)?\s*(?:\(|-ArgumentList\s+)[^,()\n]{1,100},\s*${quoted}`,
  },
  {
    what: 'a password',
    hints: ['setpassword'],
    regex: () => anyCase`\bSetPassword['"]?\s*[(,]\s*${quoted}`,
  },
  ...optionsOfCommands.map(([hints, command, option, flags]) => ({
    what: 'a password',
    hints,
    regex: () => new RegExp(String.raw`\b${command}${options}${option}${value}`, flags),
  })),
  {
    what: 'a password',
    hints: ['curl'],
    regex: () =>
      exactCase`\bcurl${exe}${options}(?:-u|--user|-U|--proxy-user)[\s=]*['"]?[^\s:'"$]{1,100}:${noValue}([^\s'"]{4,})`,
  },
  {
    what: 'a password',
    hints: [['net', 'user']],
    regex: () =>
      anyCase`\bnet1?${exe}['"]?\s+user\s+(?:"[^"]{1,60}"|'[^']{1,60}'|[^\s/]\S*)\s+(?!['"]?/)${value}`,
  },
  {
    what: 'a password',
    hints: [['net', 'use', '\\\\']],
    regex: () =>
      anyCase`\bnet1?${exe}['"]?\s+use\s+(?:(?:[A-Za-z]:|\*)\s+)?['"]?\\\\[^\s'"]+['"]?\s+(?:/user:\S+\s+)?(?!['"]?/)${value}`,
  },
  {
    what: 'a password',
    hints: [
      ['echo', '|'],
      ['printf', '|'],
    ],
    regex: () =>
      exactCase`\b(?:echo|printf)\s+(?:-\w+\s+)*['"]?${noValue}([^\s'"|\\;)]{4,})[^|\n]{0,200}\|\s*${readers}`,
  },
  {
    what: 'a password',
    hints: ['<<<'],
    regex: () => exactCase`\b${readers}[^|;\n]{0,200}<<<\s*${value}`,
  },
  {
    what: 'a password',
    hints: ['--password-stdin'],
    regex: () =>
      exactCase`${quoted}\s*\|\s*(?:docker|podman|az|oras|helm)(?:\.exe)?\s[^|;]{0,300}--password-stdin`,
  },
  {
    what: 'a password',
    hints: ['chpasswd'],
    regex: () =>
      anyCase`\b(?:echo|printf)\s+(?:-\w+\s+)*['"]?[\w.$-]{1,60}:${noValue}([^'"\s|\\]{4,})[^|\n]{0,200}\|\s*(?:sudo\s+)?(?:/\S+/)?chpasswd`,
  },
  {
    what: 'a password',
    hints: ['chpasswd'],
    regex: () =>
      exactCase`\bchpasswd\b[^|;\n]{0,60}<<<\s*['"]?[\w.$-]{1,60}:${noValue}([^'"\s]{4,})`,
  },
  {
    what: 'a password',
    hints: [['reg', 'add', '/v', '/d']],
    regex: () =>
      anyCase`\breg${exe}\s+add\b[^|;&\n]{0,300}\s/v\s+['"]?\w{0,60}(?:Password|Passwd|Secret|Token|ApiKey)['"]?\s[^|;&\n]{0,300}?/d\s+(?!['"]?0x)${value}`,
  },
  {
    what: 'a password',
    hints: ['itemproperty'],
    regex: () =>
      anyCase`ItemProperty\b[^|;\n]{0,300}-Name\s+['"]?\w{0,60}(?:Password|Passwd|Secret|Token|ApiKey)\b['"]?[^|;\n]{0,300}-Value\s+${value}`,
  },
  {
    what: 'a password',
    hints: ['itemproperty'],
    regex: () =>
      anyCase`ItemProperty\b[^|;\n]{0,300}-Value\s+['"]?${noValue}([^\s'"]{4,})['"]?\s[^|;\n]{0,300}-Name\s+['"]?\w{0,60}Password\b`,
  },
  {
    what: 'a password',
    hints: ['defaultpassword'],
    regex: () => anyCase`['"]DefaultPassword['"]\s*,\s*${quoted}`,
  },
  {
    what: 'a password of an answer file',
    hints: ['<value>'],
    regex: () => anyCase`Password>\s*<Value>${noValue}([^<\n]{4,200})<`,
  },
  {
    // In an answer file each line may be a command of its own. A value of this form is hardly anything else.
    what: 'a password of an answer file',
    hints: ['<value>'],
    regex: () =>
      /<Value>(?=[^<]{0,60}[a-z])(?=[^<]{0,60}[A-Z])(?=[^<]{0,60}\d)(?=[^<]{0,60}[!@#$%^*?&])([^<\s]{8,60})<\/Value>/,
  },
  {
    what: 'a key',
    hints: ['key'],
    regex: () =>
      anyCase`(?:${keyNames}['"]?(?:\s*(?:=|:(?!:))\s*|\s+(?<=-[\w-]+\s+)))['"]?${noValue}(?=[^\s'"]{0,200}[\d+/=])([\w+/=.~-]{8,})`,
  },
  {
    what: 'a key',
    hints: ['aeg-sas-key', 'x-functions-key', 'subscription-key'],
    regex: () => anyCase`\b(?:aeg-sas-key|x-functions-key|Ocp-Apim-Subscription-Key):\s*${value}`,
  },
  {
    what: 'a key',
    hints: ['activation'],
    regex: () => anyCase`activation[-_]?key[\s=:]+${value}`,
  },
  {
    what: 'a key',
    hints: ['addcloudworkspace'],
    regex: () => anyCase`AddCloudWorkspace\(\s*[^,()\n]{1,100},\s*${quoted}`,
  },
  {
    what: 'a token',
    hints: [['attach', 'c1']],
    regex: () => exactCase`\b(?:pro|ua|ubuntu-advantage)\s+attach\s+${noValue}(C1[A-Za-z\d]{20,})`,
  },
  {
    what: 'a password, token or key',
    hints: ['setx', 'setenvironmentvariable'],
    regex: () =>
      anyCase`\b(?:setx${exe}\s+['"]?|SetEnvironmentVariable\(\s*['"])\w{0,60}(?:password|secret|token|_key|api_?key)\w{0,60}['"]?[\s,]+${value}`,
  },
  {
    what: 'a password, token or key',
    hints: [
      'pass',
      'pwd',
      'secret',
      'apikey',
      'api_key',
      'api-key',
      'token',
      'pat=',
      'pat:',
      'pat"',
      "pat'",
      'pat ',
      'pat\t',
      'pat\r',
      'pat\n',
    ],
    regex: () =>
      anyCase`(?:password|passwd|passphrase|pwd|secret|api[_-]?key|access[_-]?token|auth[_-]?token|(?<![A-Za-z])(?:token|pat|pass))(?:['"]?\s*(?:=|:(?!:))\s*|\s+(?<=--?[\w-]+\s+))['"]?${noValue}([^\s'"&|;]{6,})`,
  },
];

/** Secrets that only several lines together show. The lines are separated by one line feed. */
export const secretBlocks: readonly SecretPattern[] = [
  {
    what: 'a password',
    hints: ['chpasswd'],
    regex: () =>
      exactCase`\bchpasswd\b[^|;\n]{0,60}<<-?\s*['"]?(?<end>\w{1,40})['"]?[^\n]{0,100}\n\s*(?:(?!\k<end>)[^\n]{1,200}\n\s*){0,3}?[\w.$-]{1,60}:${noValue}(?<secret>[^\s]{4,})`,
  },
  {
    what: 'a password',
    hints: ['passwd'],
    regex: () =>
      exactCase`(?<!ch)passwd\b[^|;\n]{0,60}<<-?\s*['"]?(?<end>\w{1,40})['"]?[^\n]{0,100}\n\s*(?!\k<end>)${noValue}(?<secret>[^\s]{4,})`,
  },
  {
    what: 'a password of an answer file',
    hints: ['<value>'],
    regex: () => anyCase`Password>\s*\n\s*<Value>\s*${noValue}(?<secret>[^<\s]{4,200})\s*<`,
  },
];
