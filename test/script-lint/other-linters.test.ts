/** Scripts too large to check, shellcheck and PSScriptAnalyzer. */
import { runShellcheck } from '../../src/disk/script-linters';
import { resolve } from '../../src/resolve';
import { lintScripts } from '../../src/script-lint/lint-scripts';
import {
  type OtherLinter,
  readScriptAnalyzer,
  readShellcheck,
  type RunLinter,
} from '../../src/script-lint/other-linters';
import { describeIf, hasProgram } from '../support/programs';
import { block, lint, specOf } from '../support/scripts';

test('AIB509: a script of 10 MB is not read', () => {
  const spec = specOf(
    '  - shell: ./big.sh\n',
    'linux',
    'scripts: { baseUri: "https://example.com/" }\n',
  );
  const content = `${'reboot\n'.repeat(1_500_000)}`;
  const found = lint(spec, { 'big.sh': content }).filter((one) => one.code.startsWith('AIB5'));
  expect(found.map((one) => `${one.code} ${one.line}:${one.column} ${one.message}`)).toEqual([
    'AIB509 7:12 The script "big.sh" has 10 MB; scripts of more than 1 MB are not checked.',
  ]);
});

function lintWith(spec: string, linters: readonly OtherLinter[], run: RunLinter) {
  const lintAll = (...[image, files]: Parameters<typeof lintScripts>) =>
    lintScripts(image, files, { linters, run });
  const read = (path: string) => (path === 'image.yaml' ? spec : undefined);
  return resolve(read, 'image.yaml', {}, new Map(), lintAll)
    .diagnostics.filter((one) => one.code.startsWith('AIB58'))
    .map((one) => `${one.code} ${one.line}:${one.column}-${one.endColumn} ${one.message}`);
}

test('AIB581: what PSScriptAnalyzer finds, at its place', () => {
  const output =
    '[{"RuleName":"PSAvoidUsingCmdletAliases","Message":"\'gci\' is an alias","Extent":{"StartLineNumber":2,"StartColumnNumber":1,"EndLineNumber":2,"EndColumnNumber":4}}]';
  const spec = specOf(block('powershell', 'Get-Date\ngci C:\\'), 'windows');
  expect(lintWith(spec, ['psScriptAnalyzer'], () => readScriptAnalyzer(output))).toEqual([
    "AIB581 8:7-10 PSAvoidUsingCmdletAliases: 'gci' is an alias.",
  ]);
  expect(lintWith(spec, ['psScriptAnalyzer'], () => undefined)).toEqual([]);
});

describeIf(hasProgram('shellcheck'), 'shellcheck', 'shellcheck', () => {
  test('AIB580: what shellcheck finds, at its place', () => {
    const run: RunLinter = (_linter, { text }) => readShellcheck(runShellcheck(text, 'sh') ?? '');
    const spec = specOf(block('shell', 'cloud-init status --wait\nrm -f $HOME/a'));
    expect(lintWith(spec, ['shellcheck'], run)).toEqual([
      'AIB580 8:13-18 SC2086: Double quote to prevent globbing and word splitting.',
    ]);
    expect(lintWith(spec, ['psScriptAnalyzer'], run)).toEqual([]);
  });
});
