/** What looks like a mistake in a script and is none: at least two for each code. */
import { codeNames } from '../../src/diagnostics/codes';
import { commandCodes } from '../support/examples';
import { block, found, type SourceName, specOf } from '../support/scripts';

interface Innocent {
  readonly code: string;
  readonly steps: string;
  readonly source?: SourceName;
  readonly head?: string;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

const sh = (code: string, text: string, source: SourceName = 'linux'): Innocent => ({
  code,
  steps: block('shell', text),
  source,
});
const ps = (code: string, text: string, source: SourceName = 'windows'): Innocent => ({
  code,
  steps: block('powershell', text),
  source,
});
/** A shell script in a file, embedded. */
const file = (code: string, content: string | Uint8Array, name = 'setup.sh'): Innocent => ({
  code,
  steps: `  - ${name.endsWith('.ps1') ? 'powershell' : 'shell'}: ./${name}\n    embed: true\n`,
  source: name.endsWith('.ps1') ? 'windows' : 'linux',
  files: { [name]: content },
});
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string): Uint8Array =>
  Uint8Array.from([0xff, 0xfe, ...[...text].flatMap((c) => [c.charCodeAt(0), 0])]);

const innocents: readonly Innocent[] = [
  file('AIB271', 'true\n'),
  { code: 'AIB271', steps: '  - shell: echo hello\n    embed: false\n' },
  {
    code: 'AIB272',
    steps: '  - shell: ./setup.sh\n    embed: true\n    args: [a, b]\n    env: { A: b }\n',
    files: { 'setup.sh': '#!/bin/sh -e\necho "$@"\n' },
  },
  {
    code: 'AIB272',
    steps: `  - shell: https://example.com/setup.sh\n    sha256: ${'0'.repeat(64)}\n    args: [a]\n`,
  },
  {
    code: 'AIB273',
    steps: '  - shell: ./setup.sh\n    embed: true\n    env: { _A1: x, path2: "" }\n',
    files: { 'setup.sh': 'true\n' },
  },
  {
    code: 'AIB273',
    steps: '  - powershell: ./setup.ps1\n    embed: true\n    env: { APP_HOME: "C:\\\\app" }\n',
    source: 'windows',
    files: { 'setup.ps1': 'Get-Date\n' },
  },
  { code: 'AIB274', steps: '  - shell: setup.sh --all\n' },
  {
    code: 'AIB274',
    steps: '  - shell: /usr/local/bin/setup.sh --all\n',
    files: { 'setup.sh': 'true\n' },
  },
  sh('AIB275', '/usr/bin/env true'),
  sh('AIB275', 'curl -fsSLo /tmp/setup.sh https://example.com/setup.sh && sh /tmp/setup.sh'),
  sh('AIB500', 'case "$1" in\n  a) echo a;;\n  *) echo b;;\nesac'),
  sh('AIB500', "cat <<'END'\nif [ unbalanced (\nEND\necho \"it's\""),
  ps('AIB501', 'if( Test-Path $env:SystemRoot\\system32\\Sysprep\\unattend.xml ){ exit 1 }'),
  ps(
    'AIB501',
    "$text = @'\n{ ( \"\n'@\n[void][IO.File]::Exists('a')\nGet-Item -Path $env:SystemRoot\\system32\\x.txt",
  ),
  sh('AIB502', 'if [ "$HOME" = /root ]; then echo "${HOME%/*}"; fi'),
  sh('AIB502', 'hosts=(one two); [[ -f /etc/app ]] && echo "${hosts[0]}"', 'redhat'),
  file('AIB502', '#!/bin/bash -e\nhosts=(one two)\n[[ -f /etc/app ]] || exit 1\n'),
  ps('AIB503', 'if (Test-Path C:\\app) { Write-Host found }'),
  ps('AIB503', "Write-Host 'a && b'; # a || b ? c : d"),
  file('AIB504', bytes('#!/bin/sh -e\necho "Grüße, 世界"\n')),
  file('AIB504', ''),
  file('AIB505', 'echo a\n'),
  file('AIB505', utf16("Write-Host 'a'\r\n"), 'setup.ps1'),
  file('AIB506', "Write-Host 'a'\r\n", 'setup.ps1'),
  file('AIB506', "\ufeffWrite-Host 'ä'\r\n", 'setup.ps1'),
  file('AIB507', 'echo "\ufeff"\n'),
  file('AIB507', "\ufeffWrite-Host 'ä'\n", 'setup.ps1'),
  file('AIB508', '#!/bin/sh\nprintf "a\\r\\n"\n'),
  file('AIB508', "Write-Host 'a'\r\n", 'setup.ps1'),
  sh('AIB510', 'python3 setup.py'),
  sh(
    'AIB510',
    'cloud-init status --wait\nsudo apt-get install -y python-is-python3\npython setup.py',
  ),
  sh('AIB510', 'python setup.py', 'redhat'),
  sh('AIB511', '#!/bin/sh -e\nls /etc'),
  sh('AIB511', '# a comment\nls /etc'),
  sh('AIB511', '#!/bin/bash\nls /etc'),
  file('AIB512', '#!/bin/sh -e\ncd /opt/app\n./run.sh\n'),
  file(
    'AIB512',
    '#!/bin/sh -e\ncurl -fsSLo install.sh https://example.com/install.sh\nsha256sum -c sums\n. ./install.sh\n',
  ),
  file('AIB512', "Import-Module Az\n. 'C:\\tools\\lib.ps1'\n", 'setup.ps1'),
  sh('AIB513', "cat <<'END' | sudo tee /etc/app.conf\nport = 80\nEND"),
  sh('AIB513', 'cat <<-END\n\tone\n\tEND\necho "1 << 2"'),
  sh('AIB520', 'cloud-init status --wait\nsudo apt-get -qq install nginx\nsudo apt-get update'),
  sh('AIB520', 'sudo dnf -y install nginx && sudo yum list installed', 'redhat'),
  sh('AIB520', 'echo "apt-get install nginx" # apt-get install nginx'),
  sh('AIB520', 'cloud-init status --wait\nyes | sudo apt-get install nginx'),
  ps('AIB520', 'choco install git --yes'),
  sh(
    'AIB521',
    'cloud-init status --wait\nsudo DEBIAN_FRONTEND=noninteractive apt-get install -y postfix',
  ),
  sh('AIB521', 'cloud-init status --wait\nsudo apt-get install -y nginx'),
  sh(
    'AIB522',
    'ls | while read -r name; do echo "$name"; done\nrm -f a\nssh-keygen -q -t ed25519 -N "" -f key',
  ),
  sh(
    'AIB522',
    'read -r name < /etc/hostname\necho "root:x" | passwd --stdin root\naz login --identity',
  ),
  ps(
    'AIB523',
    "Install-Module Az -Force\nWrite-Host 'Read-Host'\nRemove-Item C:\\a -Confirm:$false",
  ),
  ps(
    'AIB523',
    'Enable-WindowsOptionalFeature -Online -FeatureName TelnetClient -NoRestart\nSet-ExecutionPolicy Bypass -Scope Process -Force',
  ),
  sh('AIB524', "sudo su -c 'true' postgres\nsudo sh -c 'echo a'\nsudo -u www-data id"),
  sh('AIB524', 'sudo bash <<END\nid\nEND\nbash /opt/setup.sh'),
  sh('AIB530', 'echo reboot\nsudo shutdown -c\nsudo systemctl enable reboot-guard'),
  sh('AIB530', "sudo tee /usr/local/bin/later <<'END'\nreboot\nEND"),
  ps('AIB531', "Write-Host 'Restart-Computer'\nshutdown /a\nInstall-WindowsFeature Web-Server"),
  ps('AIB531', '# Restart-Computer -Force\nRestart-Service Spooler'),
  sh('AIB532', "waagent --version\necho 'waagent -deprovision+user'"),
  ps(
    'AIB532',
    "Get-Item C:\\Windows\\System32\\Sysprep\\Sysprep.exe\nWrite-Host 'sysprep /generalize'",
  ),
  sh('AIB533', 'sudo systemctl restart ssh\nsudo systemctl stop nginx'),
  ps('AIB533', 'Stop-Service Spooler\nSet-Service -Name WinRM -StartupType Automatic'),
  sh('AIB534', 'sudo ufw allow OpenSSH\nsudo ufw --force enable'),
  sh('AIB534', 'sudo ufw status\nsudo iptables -A INPUT -p tcp --dport 80 -j ACCEPT'),
  ps(
    'AIB534',
    "New-NetFirewallRule -DisplayName 'web' -Direction Inbound -LocalPort 443 -Protocol TCP -Action Allow",
  ),
  ps(
    'AIB534',
    "New-NetFirewallRule -DisplayName 'smb' -Direction Inbound -LocalPort 445 -Protocol TCP -Action Block",
  ),
  {
    code: 'AIB535',
    steps:
      '  - shell: echo "$HOME"\n  - name: cis-hardening\n    shell: sudo usg fix cis_level1_server\n',
  },
  {
    code: 'AIB535',
    steps: '  - name: cisco-client\n    shell: echo a\n  - shell: sudo usg audit\n',
  },
  ps('AIB536', 'Get-AppxPackage -AllUsers *Xbox* | Remove-AppxPackage -AllUsers', 'client'),
  ps(
    'AIB536',
    "Get-AppxProvisionedPackage -Online | Where-Object DisplayName -like '*Xbox*' | Remove-AppxProvisionedPackage -Online",
    'client',
  ),
  { ...sh('AIB537', 'sh /tmp/setup.sh\ncp /tmp/a /home/b', 'hardened'), head: 'generation: 2\n' },
  sh('AIB537', '/tmp/setup'),
  sh(
    'AIB540',
    'curl -fsSL https://example.com/a.tgz | tar -xz\ncurl -fsSL https://example.com/k | gpg --dearmor > k',
  ),
  sh(
    'AIB540',
    'curl -fsSLo i.sh https://example.com/i.sh\necho "$SUM i.sh" | sha256sum -c\nbash i.sh\ncurl -s x | python3 -m json.tool',
  ),
  ps(
    'AIB540',
    "Invoke-WebRequest https://example.com/a.exe -OutFile a.exe\nInvoke-Expression 'Get-Date'",
  ),
  sh('AIB541', 'chmod 755 a\nchmod 0644 b\nchmod u+w,go-w c\nsudo chmod 1777 /srv/spool'),
  sh('AIB541', 'echo chmod 777 x\nmkdir -m 750 d'),
  sh(
    'AIB542',
    'curl -H Metadata:true http://169.254.169.254/metadata/instance\ncurl -f http://localhost:8080/health',
  ),
  sh('AIB542', 'curl -fsSLo a.tgz http://example.com/a.tgz\necho "$SUM a.tgz" | sha256sum -c'),
  sh('AIB543', 'curl -fsSLo a https://example.com/a\ngit config --global http.sslVerify true'),
  sh('AIB543', 'wget -q https://example.com/a\ntar -kxf a.tar'),
  sh('AIB550', '[ -f /etc/app ] && rm -f app\nmake || exit 1\necho done'),
  sh('AIB550', 'echo start\ncd /tmp/app && make'),
  sh('AIB550', '( cd /tmp/app && make )\necho done'),
  sh('AIB550', 'build() { cd /tmp/app && make; }\nbuild\necho done'),
  sh('AIB550', "sudo sh -c 'apt-get update && apt-get install -y jq'\necho done"),
  sh('AIB551', 'if [ -f /etc/app ]; then exit 0; fi\nmake'),
  file('AIB551', '#!/bin/sh\nset -e\nmake\nexit 0\n'),
  ps(
    'AIB552',
    'choco install git -y\nif ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }\nchoco install nodejs -y',
  ),
  ps('AIB552', '$version = git --version\nchoco install git -y'),
  ps(
    'AIB553',
    '$p = Start-Process msiexec -ArgumentList "/i a.msi /qn" -Wait -PassThru\nexit $p.ExitCode',
  ),
  ps('AIB553', 'msiexec /i a.msi /qn /norestart | Out-Null'),
  file('AIB554', '#!/bin/bash\nset -euo pipefail\nmkdir a\ncp b a\n'),
  file('AIB554', '#!/bin/sh\necho a\nmkdir b\n'),
  ps('AIB555', "$ErrorActionPreference = 'Stop'\nNew-Item C:\\a\nCopy-Item b C:\\a\nGet-Date"),
  ps('AIB555', 'Get-Date\nNew-Item C:\\a'),
  sh(
    'AIB560',
    "sudo apt-get clean\napt list --installed\nsystemctl status nginx\nsudo sh -c 'echo a > /etc/app'",
  ),
  sh('AIB560', 'apt-mark showhold; update-alternatives --display editor'),
  sh('AIB560', 'echo a | sudo tee /etc/app\ncp /etc/hosts /home/me/hosts\nmkdir -p /tmp/a'),
  file(
    'AIB560',
    '#!/bin/sh -e\n[ "$(id -u)" -eq 0 ] || exec sudo "$0" "$@"\nsysctl -w vm.swappiness=1\n',
  ),
  sh('AIB570', 'sudo dnf install -y nginx', 'redhat'),
  sh('AIB570', 'if command -v yum; then sudo yum install -y nginx; fi'),
  sh('AIB571', 'cloud-init status --wait\nsudo apt-get update'),
  sh('AIB571', 'sudo dnf -y update', 'redhat'),
  {
    code: 'AIB572',
    steps: `${block('powershell', 'Enable-WindowsOptionalFeature -Online -FeatureName Microsoft-Hyper-V -NoRestart')}  - restart: true\n`,
    source: 'windows',
  },
  ps(
    'AIB572',
    'Enable-WindowsOptionalFeature -Online -FeatureName NetFx3 -All -NoRestart',
    'client',
  ),
  ps('AIB572', 'Install-WindowsFeature Web-Server'),
  {
    code: 'AIB573',
    steps: '  - windowsUpdate: true\n  - restart: true\n  - powershell: Stop-Service wuauserv\n',
    source: 'windows',
  },
  {
    code: 'AIB573',
    steps:
      '  - shell: sudo systemctl stop docker\n  - shell: |\n      sudo systemctl start docker\n      docker info\n',
  },
  { code: 'AIB574', steps: '  - file: https://example.com/a\n    to: /tmp/a\n' },
  {
    code: 'AIB574',
    steps:
      '  - shell: mkdir -p /tmp/app/conf\n  - file: https://example.com/a\n    to: /tmp/app/a\n',
  },
  ps('AIB575', 'Install-WindowsFeature Web-Server'),
  ps('AIB575', "Write-Host 'Install-WindowsFeature'", 'client'),
];

test.each(innocents.map((one) => [`${one.code} ${one.steps.trim().slice(0, 70)}`, one] as const))(
  '%s',
  (_name, { code, steps, source, head, files }) => {
    const all = found(specOf(steps, source, head), files);
    expect(all.filter((one) => one.startsWith(code))).toEqual([]);
  },
);

test('every code has two innocents', () => {
  const count = (code: string): number => innocents.filter((one) => one.code === code).length;
  const rules = codeNames().filter((code) => /^AIB(?:27|5)/.test(code));
  expect(rules.filter((code) => count(code) < 2 && !commandCodes.includes(code))).toEqual([]);
});
