/** The spec's own script for generalizing is looked into as well, with the rules that hold for it. */
import { lint } from '../support/scripts';

const spec = (deprovision: string, source: string): string =>
  `location: eastus2\nidentity: aib-identity\nsource: ${source}\nvm: { size: Standard_D4ds_v5 }\n${deprovision}distribute:\n  - gallery: corpGallery/web-base\n`;
const linux = (deprovision: string): string =>
  spec(deprovision, 'Canonical:ubuntu-24_04-lts:server:latest');
const windows = (deprovision: string): string =>
  spec(deprovision, 'MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest');

const found = (text: string, files: Readonly<Record<string, string | Uint8Array>> = {}) =>
  lint(text, files)
    .filter(({ code }) => /^AIB(?:216|5)/.test(code))
    .map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`);

const sysprep = '& $env:SystemRoot\\System32\\Sysprep\\Sysprep.exe /oobe /generalize /quiet /quit';

test.each([
  [
    'a block',
    'deprovision:\n  inline: |\n    waagent -force -deprovision\n    if [ -f x ]; then\n',
    ['AIB500 image.yaml:8:21'],
  ],
  [
    'a list',
    'deprovision:\n  inline:\n    - apt-get remove foo\n    - waagent -force -deprovision\n',
    ['AIB520 image.yaml:7:7'],
  ],
  // It is run as a file, as root, and generalizing is what it is for.
  [
    'what it is for',
    'deprovision:\n  inline: |\n    #!/bin/bash\n    words=(a b)\n    rm -rf /var/log/app\n    waagent -force -deprovision+user\n',
    [],
  ],
  ['the default', '', []],
])('commands in the spec: %s', (_name, deprovision, want) => {
  expect(found(linux(deprovision))).toEqual(want);
});

test('commands of PowerShell', () => {
  const text = `deprovision:\n  inline: |\n    Read-Host 'x'\n    ${sysprep}\n    while($true) { Start-Sleep 5 }\n`;
  expect(found(windows(text))).toEqual(['AIB523 image.yaml:7:5']);
});

test.each([
  ['a script', 'waagent -force -deprovision\nread -p "x" y\n', ['AIB522 d.sh:2:1']],
  ['what is no text', Uint8Array.from([0x7f, 0x45, 0, 0, 1]), ['AIB504 image.yaml:5:24']],
])('a file: %s', (_name, content, want) => {
  expect(found(linux('deprovision: { script: ./d.sh }\n'), { 'd.sh': content })).toEqual(want);
});

test('a file that is not there is told once', () => {
  expect(found(linux('deprovision: { script: ./d.sh }\n'))).toEqual(['AIB216 image.yaml:5:24']);
});
