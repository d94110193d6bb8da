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

/** What is a password behind an option of a command: the command, the option, and whether letter case matters. */
const optionsOfCommands: readonly (readonly [command: string, option: string, flags?: 'i'])[] = [
  [String.raw`mysql(?:dump|admin)?`, String.raw`-p`],
  ['sshpass', String.raw`-p\s*`],
  [
    String.raw`(?:docker|podman|az|oras|helm|twine)\s+(?:registry\s+)?(?:login|upload)`,
    String.raw`-p[\s=]+`,
  ],
  [String.raw`(?:sqlcmd|bcp|osql)${exe}`, String.raw`-P[\s=]*`],
  [String.raw`(?:usermod|useradd|adduser)`, String.raw`(?:-p|--password)[\s=]+`],
  ['redis-cli', String.raw`(?:-a|--pass)\s+`],
  [String.raw`schtasks${exe}`, String.raw`/rp\s+`, 'i'],
  [String.raw`(?:plink|pscp|psftp|putty)${exe}`, String.raw`-pw\s+`, 'i'],
  [String.raw`psexec(?:64)?${exe}`, String.raw`[-/]p\s+`, 'i'],
  [String.raw`(?:zip|unzip)`, String.raw`-P\s*`],
  [String.raw`(?:7z|7za|7zz)${exe}`, String.raw`-p`],
  [String.raw`openssl`, String.raw`-pass(?:in|out)?\s+pass:`],
  [String.raw`openssl\s+passwd`, String.raw`(?:-[156]|-apr1)\s+`],
  [String.raw`keytool`, String.raw`-(?:store|key|deststore|srcstore)pass\s+`],
  [String.raw`ldap(?:search|add|modify|delete|passwd)`, String.raw`-w\s+`],
  [String.raw`smbclient`, String.raw`(?:-U|--user)[\s=]+['"]?[^\s%'"]{1,100}%`],
  [String.raw`certutil${exe}`, String.raw`-p\s+`, 'i'],
  [String.raw`SUSEConnect`, String.raw`(?:-r|--regcode)[\s=]+`],
  [String.raw`htpasswd`, String.raw`-\w*b\w*\s+(?:[^\s-]\S*\s+)?[^\s-]\S*\s+`],
  [String.raw`(?:onboard_agent|omsadmin|omsagent[\w.-]*)\.sh`, String.raw`-s\s+`],
  [String.raw`autologon(?:64)?${exe}`, String.raw`(?:/accepteula\s+)?[^\s/]\S*\s+\S+\s+`, 'i'],
  [String.raw`(?:mongo|mongosh|mongodump|mongorestore)`, String.raw`-p[\s=]+`],
  [String.raw`splunk`, String.raw`-auth\s+['"]?\w{1,60}:`],
];

/** The first words by which the commands above are found. */
const commandHint =
  'mysql|sshpass|login|twine|sqlcmd|bcp|osql|usermod|useradd|adduser|redis-cli|schtasks|plink|pscp|psftp|putty|psexec|zip|7z|openssl|keytool|ldap|smbclient|certutil|suseconnect|htpasswd|onboard_agent|omsadmin|omsagent|autologon|mongo|splunk';

/** The names of keys that are secrets, before `=`, `:` or behind a dash. */
const keyNames = String.raw`(?:account|storage|primary|secondary|shared|access|workspace|function|subscription|sas|encryption|licen[cs]e|signing)[-_ ]?key`;

/** Secrets by the name that they are given in a command. */
export const secretUses: readonly SecretPattern[] = [
  {
    what: 'a plain-text password',
    hint: 'convertto-securestring',
    regex: anyCase`ConvertTo-SecureString\b(?=[^|;]{0,300}-AsPlainText)[^|;]{0,300}?-(?:String|AsPlainText)\s+${quoted}`,
  },
  {
    what: 'a plain-text password',
    hint: 'convertto-securestring',
    regex: anyCase`ConvertTo-SecureString\s+(?:-String\s+)?${value}['"]?[^|;]{0,300}-AsPlainText`,
  },
  {
    what: 'a plain-text password',
    hint: 'convertto-securestring',
    regex: anyCase`${quoted}\s*\|\s*ConvertTo-SecureString\b`,
  },
  {
    what: 'a password',
    hint: 'networkcredential',
    regex: anyCase`NetworkCredential['"]?\]?(?:::new)?\s*(?:\(|-ArgumentList\s+)[^,()\n]{1,100},\s*${quoted}`,
  },
  {
    what: 'a password',
    hint: 'setpassword',
    regex: anyCase`\bSetPassword['"]?\s*[(,]\s*${quoted}`,
  },
  ...optionsOfCommands.map(([command, option, flags]) => ({
    what: 'a password',
    hint: commandHint,
    regex: new RegExp(String.raw`\b${command}${options}${option}${value}`, flags),
  })),
  {
    what: 'a password',
    hint: 'curl',
    regex: exactCase`\bcurl${exe}${options}(?:-u|--user|-U|--proxy-user)[\s=]*['"]?[^\s:'"$]{1,100}:${noValue}([^\s'"]{4,})`,
  },
  {
    what: 'a password',
    hint: 'net1?(?:\\.exe)?["\']?\\s+us',
    regex: anyCase`\bnet1?${exe}['"]?\s+user\s+(?:"[^"]{1,60}"|'[^']{1,60}'|[^\s/]\S*)\s+(?!['"]?/)${value}`,
  },
  {
    what: 'a password',
    hint: 'net1?(?:\\.exe)?["\']?\\s+us',
    regex: anyCase`\bnet1?${exe}['"]?\s+use\s+(?:(?:[A-Za-z]:|\*)\s+)?['"]?\\\\[^\s'"]+['"]?\s+(?:/user:\S+\s+)?(?!['"]?/)${value}`,
  },
  {
    what: 'a password',
    hint: '\\||<<<',
    regex: exactCase`\b(?:echo|printf)\s+(?:-\w+\s+)*['"]?${noValue}([^\s'"|\\;)]{4,})[^|\n]{0,200}\|\s*${readers}`,
  },
  {
    what: 'a password',
    hint: '\\||<<<',
    regex: exactCase`\b${readers}[^|;\n]{0,200}<<<\s*${value}`,
  },
  {
    what: 'a password',
    hint: '\\||<<<',
    regex: exactCase`${quoted}\s*\|\s*(?:docker|podman|az|oras|helm)(?:\.exe)?\s[^|;]{0,300}--password-stdin`,
  },
  {
    what: 'a password',
    hint: 'chpasswd',
    regex: anyCase`\b(?:echo|printf)\s+(?:-\w+\s+)*['"]?[\w.$-]{1,60}:${noValue}([^'"\s|\\]{4,})[^|\n]{0,200}\|\s*(?:sudo\s+)?(?:/\S+/)?chpasswd`,
  },
  {
    what: 'a password',
    hint: 'chpasswd',
    regex: exactCase`\bchpasswd\b[^|;\n]{0,60}<<<\s*['"]?[\w.$-]{1,60}:${noValue}([^'"\s]{4,})`,
  },
  {
    what: 'a password',
    hint: 'reg(?:\\.exe)?\\s+add',
    regex: anyCase`\breg${exe}\s+add\b[^|;&\n]{0,300}\s/v\s+['"]?\w{0,60}(?:Password|Passwd|Secret|Token|ApiKey)['"]?\s[^|;&\n]{0,300}?/d\s+(?!['"]?0x)${value}`,
  },
  {
    what: 'a password',
    hint: 'itemproperty',
    regex: anyCase`ItemProperty\b[^|;\n]{0,300}-Name\s+['"]?\w{0,60}(?:Password|Passwd|Secret|Token|ApiKey)\b['"]?[^|;\n]{0,300}-Value\s+${value}`,
  },
  {
    what: 'a password',
    hint: 'itemproperty',
    regex: anyCase`ItemProperty\b[^|;\n]{0,300}-Value\s+['"]?${noValue}([^\s'"]{4,})['"]?\s[^|;\n]{0,300}-Name\s+['"]?\w{0,60}Password\b`,
  },
  {
    what: 'a password',
    hint: 'defaultpassword',
    regex: anyCase`['"]DefaultPassword['"]\s*,\s*${quoted}`,
  },
  {
    what: 'a password of an answer file',
    hint: '<value>',
    regex: anyCase`Password>\s*<Value>${noValue}([^<\n]{4,200})<`,
  },
  {
    // In an answer file each line may be a command of its own. A value of this form is hardly anything else.
    what: 'a password of an answer file',
    hint: '<value>',
    regex:
      /<Value>(?=[^<]{0,60}[a-z])(?=[^<]{0,60}[A-Z])(?=[^<]{0,60}\d)(?=[^<]{0,60}[!@#$%^*?&])([^<\s]{8,60})<\/Value>/,
  },
  {
    what: 'a key',
    hint: 'key',
    regex: anyCase`(?:${keyNames}['"]?(?:\s*(?:=|:(?!:))\s*|\s+(?<=-[\w-]+\s+)))['"]?${noValue}(?=[^\s'"]{0,200}[\d+/=])([\w+/=.~-]{8,})`,
  },
  {
    what: 'a key',
    hint: 'aeg-sas-key|x-functions-key|subscription-key',
    regex: anyCase`\b(?:aeg-sas-key|x-functions-key|Ocp-Apim-Subscription-Key):\s*${value}`,
  },
  {
    what: 'a key',
    hint: 'activation-?_?key',
    regex: anyCase`activation[-_]?key[\s=:]+${value}`,
  },
  {
    what: 'a key',
    hint: 'addcloudworkspace',
    regex: anyCase`AddCloudWorkspace\(\s*[^,()\n]{1,100},\s*${quoted}`,
  },
  {
    what: 'a token',
    hint: '\\b(?:pro|ua|advantage)\\s+attach',
    regex: exactCase`\b(?:pro|ua|ubuntu-advantage)\s+attach\s+${noValue}(C1[A-Za-z\d]{20,})`,
  },
  {
    what: 'a password, token or key',
    hint: 'setx|setenvironmentvariable',
    regex: anyCase`\b(?:setx${exe}\s+['"]?|SetEnvironmentVariable\(\s*['"])\w{0,60}(?:password|secret|token|_key|api_?key)\w{0,60}['"]?[\s,]+${value}`,
  },
  {
    what: 'a password, token or key',
    hint: 'password|passwd|passphrase|pwd|secret|api[_-]?key|token|(?<![a-z])pat|pass',
    regex: anyCase`(?:password|passwd|passphrase|pwd|secret|api[_-]?key|access[_-]?token|auth[_-]?token|(?<![A-Za-z])(?:token|pat|pass))(?:['"]?\s*(?:=|:(?!:))\s*|\s+(?<=--?[\w-]+\s+))['"]?${noValue}([^\s'"&|;]{6,})`,
  },
];

/** Secrets that only several lines together show. The lines are separated by one line feed. */
export const secretBlocks: readonly SecretPattern[] = [
  {
    what: 'a password',
    hint: 'chpasswd',
    regex: exactCase`\bchpasswd\b[^|;\n]{0,60}<<-?\s*['"]?(?<end>\w{1,40})['"]?[^\n]{0,100}\n\s*(?:(?!\k<end>)[^\n]{1,200}\n\s*){0,3}?[\w.$-]{1,60}:${noValue}(?<secret>[^\s]{4,})`,
  },
  {
    what: 'a password',
    hint: 'passwd',
    regex: exactCase`(?<!ch)passwd\b[^|;\n]{0,60}<<-?\s*['"]?(?<end>\w{1,40})['"]?[^\n]{0,100}\n\s*(?!\k<end>)${noValue}(?<secret>[^\s]{4,})`,
  },
  {
    what: 'a password of an answer file',
    hint: '<value>',
    regex: anyCase`Password>\s*\n\s*<Value>\s*${noValue}(?<secret>[^<\s]{4,200})\s*<`,
  },
];
