/** The edits that come with findings: applied, they leave nothing of their code behind. */
import type { TextEdit } from '../../src/diagnostics/diagnostic';
import { block, lint, specOf } from '../support/scripts';

/** A text with edits applied, last one first. */
function applied(text: string, edits: readonly TextEdit[]): string {
  const lines = text.split('\n');
  const offset = (line: number, column: number): number =>
    lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  return edits
    .toSorted((a, b) => b.line - a.line || b.column - a.column)
    .reduce(
      (made, edit) =>
        made.slice(0, offset(edit.line, edit.column)) +
        edit.text +
        made.slice(offset(edit.endLine, edit.endColumn)),
      text,
    );
}

function fixed(code: string, spec: string): string {
  const edits = lint(spec).flatMap((one) => (one.code === code ? (one.fix ?? []) : []));
  const made = applied(spec, edits);
  expect(lint(made).filter((one) => one.code === code)).toEqual([]);
  return made;
}

const windows = (text: string): string => specOf(block('powershell', text), 'windows');
const linux = (text: string): string => specOf(block('shell', text));

test.each([
  ['AIB520', linux('sudo apt-get install nginx'), linux('sudo apt-get install -y nginx')],
  [
    'AIB520',
    linux('sudo zypper install nginx'),
    linux('sudo zypper --non-interactive install nginx'),
  ],
  [
    'AIB521',
    linux('sudo apt-get install -y postfix'),
    linux('sudo DEBIAN_FRONTEND=noninteractive apt-get install -y postfix'),
  ],
  [
    'AIB560',
    linux('if true; then apt-get update; fi'),
    linux('if true; then sudo apt-get update; fi'),
  ],
  ['AIB523', windows('Install-Module Az'), windows('Install-Module Az -Force')],
  ['AIB536', windows('Remove-AppxPackage a'), windows('Remove-AppxPackage a -AllUsers')],
  [
    'AIB571',
    linux('sudo apt-get update'),
    linux('cloud-init status --wait || [ $? -eq 2 ]\nsudo apt-get update'),
  ],
  [
    'AIB571',
    specOf('  - shell:\n      - sudo apt-get update\n'),
    specOf(
      '  - shell:\n      - cloud-init status --wait || [ $? -eq 2 ]\n      - sudo apt-get update\n',
    ),
  ],
  [
    'AIB531',
    windows('Get-Date\nRestart-Computer -Force'),
    specOf('  - powershell: |\n      Get-Date\n  - restart: true\n', 'windows'),
  ],
  [
    'AIB531',
    specOf(
      '  - powershell:\n      - Get-Date\n      - Restart-Computer\n  - restart: true\n',
      'windows',
    ),
    specOf('  - powershell:\n      - Get-Date\n  - restart: true\n  - restart: true\n', 'windows'),
  ],
])('%s', (code, spec, want) => {
  expect(fixed(code, spec)).toBe(want);
});

test.each([
  [
    'more of the step follows',
    specOf(
      '  - powershell: |\n      Get-Date\n      Restart-Computer\n    elevated: true\n',
      'windows',
    ),
  ],
  ['it is the only command', specOf('  - powershell: |\n      Restart-Computer\n', 'windows')],
  ['it stands in a condition', windows('if ($a) {\n  Restart-Computer\n}')],
])('no restart step where %s', (_name, spec) => {
  const found = lint(spec).filter((one) => one.code === 'AIB531');
  expect(found.map((one) => one.fix)).toEqual([undefined]);
});

test('an edit inside a value of the matrix is not certain', () => {
  const spec = specOf(
    block('shell', 'sudo {{ matrix.command }} nginx'),
    'linux',
    'matrix: { command: [apt-get install] }\n',
  );
  const found = lint(spec).filter((one) => one.code === 'AIB520');
  expect(found.map((one) => one.fix)).toEqual([undefined]);
});
