/** Embedded scripts, arguments and variables: the commands of the template, run by real shells. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { targetPath, writeScript } from '../../src/image/embedded-script';
import { quoteForPowerShell, quoteForShell } from '../../src/image/quote-arguments';
import { literalText, type Text, text } from '../../src/value/value';
import { compileText } from '../support/compile';
import { describeWithPowerShell, runPowerShell } from '../support/powershell';

const folder = mkdtempSync(path.join(tmpdir(), 'aibgen-embed-'));

const head = 'location: eastus2\nidentity: aib-identity\n';
const linux = `${head}source: Canonical:ubuntu-24_04-lts:server:latest\n`;
const windows = `${head}source: MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest\n`;
const target = 'distribute: [{ gallery: corpGallery/web }]\n';

interface Step {
  readonly type: string;
  readonly name: string;
  readonly inline?: readonly string[];
  readonly sourceUri?: string;
  readonly scriptUri?: string;
  readonly sha256Checksum?: string;
  readonly destination?: string;
  readonly validExitCodes?: readonly number[];
}

function stepsOf(spec: string, files: Readonly<Record<string, string>> = {}): readonly Step[] {
  const { template, errors } = compileText(`${spec}${target}`, {}, files);
  expect(errors).toEqual([]);
  return (template?.properties.customize ?? []) as readonly Step[];
}

/** Runs commands as the service does: one after the other, with `sh -e`. */
function runShell(lines: readonly string[]) {
  const { status, stdout, stderr } = spawnSync('sh', ['-e', '-c', lines.join('\n')], {
    encoding: 'utf8',
    cwd: folder,
  });
  return { status, stdout, stderr };
}

const plain = (lines: readonly Text[]): readonly string[] =>
  lines.map((line) => literalText(line) ?? '');

const awkward = [
  '',
  '\n',
  'no final newline',
  'two lines\nand no newline',
  '#!/bin/sh\necho "$HOME" `id` \\ \'x\'\n',
  'AIBGEN_SCRIPT\nAIBGEN_SCRIPT_\n',
  "'@\n@'\n\"@\n",
  'tab\there\n\n\n',
  'carriage\r\nreturns\r\n',
  'mixed\r\nends\n',
  'Grüße, 世界 😀\n',
  '\ufeffmark\n',
  'bell \u0007 and escape \u001b[0m\n',
  '[concat(1)] ${x} %{y} {{ params.x }} {{{{ params.x }}}}\n',
];
const files = fc.oneof(
  fc.constantFrom(...awkward).map((one) => new TextEncoder().encode(one)),
  fc.uint8Array({ maxLength: 300 }),
  fc.string({ maxLength: 200, unit: 'binary' }).map((one) => new TextEncoder().encode(one)),
);

test('a file arrives byte for byte through sh', () => {
  const place = path.join(folder, 'written');
  fc.assert(
    fc.property(files, (bytes) => {
      const { status } = runShell(plain(writeScript('Shell', place, bytes)));
      expect(status).toBe(0);
      expect([...readFileSync(place)]).toEqual([...bytes]);
    }),
    { numRuns: 60, seed: 7, examples: awkward.map((one) => [new TextEncoder().encode(one)]) },
  );
});

const argument = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    "it's",
    '"',
    '$HOME',
    '`id`',
    '\\',
    '-n',
    '--',
    'a b',
    '*',
    '!',
    '\n',
    '‘’',
    '%PATH%',
    '@x',
    '&|;<>(){}',
  ),
  fc.string({ maxLength: 12, unit: 'grapheme' }).filter((one) => !one.includes('\0')),
);

test('arguments and variables arrive as they are through sh', () => {
  const script = path.join(folder, 'show.sh');
  writeFileSync(script, 'printf "%s\\0" "$V" "$@"\n');
  fc.assert(
    fc.property(fc.array(argument, { maxLength: 5 }), argument, (args, value) => {
      const quoted = quoteForShell({
        args: args.map((one) => text(one)),
        env: [['V', text(value)]],
      });
      const words = plain(quoted.args);
      const variable = literalText(quoted.env[0]?.[1]) ?? '';
      const { stdout } = runShell([`V=${variable} sh ${script} ${words.join(' ')}`]);
      expect(stdout.split('\0').slice(0, -1)).toEqual([value, ...args]);
    }),
    { numRuns: 100, seed: 11 },
  );
});

test('an embedded script runs with its interpreter, arguments and variables, and is gone afterwards', () => {
  const spec = `${linux}parameters: { who: { type: string, default: "it's\\n" } }\ncustomize:\n  - shell: ./setup.sh\n    embed: true\n    args: ['a b', '{{ params.who }}!', '']\n    env: { GREETING: "say \\"{{ params.who }}\\"" }\n`;
  const content = '#!/bin/bash -e\nwords=("$@")\nprintf "%s\\0" "$0" "$GREETING" "${words[@]}"\n';
  const [step] = stepsOf(spec, { 'setup.sh': content });
  const { status, stdout } = runShell(step?.inline ?? []);
  const place = targetPath('Shell', 'setup.sh');
  expect({ status, words: stdout.split('\0').slice(0, -1) }).toEqual({
    status: 0,
    words: [place, 'say "it\'s\n"', 'a b', "it's\n!", ''],
  });
  expect(existsSync(place)).toBe(false);
});

test('an embedded script that fails ends the step with its exit code', () => {
  const [step] = stepsOf(`${linux}scripts: { embed: true }\ncustomize:\n  - shell: ./fail.sh\n`, {
    'fail.sh': 'exit 7\n',
  });
  expect(runShell(step?.inline ?? []).status).toBe(7);
});

test('with "sudo" a script runs as root, with its variables', () => {
  const spec = `${linux}customize:\n  - shell: ./setup.sh\n    embed: true\n    sudo: true\n    env: { A: a b }\n`;
  const [step] = stepsOf(spec, { 'setup.sh': '#!/bin/bash -e\ntrue\n' });
  const place = targetPath('Shell', 'setup.sh');
  expect(step?.inline).toContain(`sudo A='a b' /bin/bash -e ${place}`);
});

test('what is in braces in an embedded file stays as it is', () => {
  const [step] = stepsOf(`${linux}customize:\n  - shell: ./a.sh\n    embed: true\n`, {
    'a.sh': "docker ps --format '{{ .Names }} {{ params.x }} [x]'\n",
  });
  expect(step?.inline?.[1]).toBe("docker ps --format '{{ .Names }} {{ params.x }} [x]'");
});

test('PowerShell by path with backslashes, embedded', () => {
  const [step] = stepsOf(
    `${windows}customize:\n  - powershell: .\\scripts\\set up.ps1\n  - powershell: .\\scripts\\setup.ps1\n    embed: true\n    args: [-Name, web server]\n    exitCodes: [0, 3010]\n`,
    { 'scripts/setup.ps1': 'param($Name)\n' },
  ).slice(1);
  expect(step?.inline?.slice(-4)).toEqual([
    String.raw`& 'C:\Windows\Temp\aibgen-setup.ps1' -Name 'web server'`,
    '$code = $LASTEXITCODE',
    String.raw`Remove-Item -Path 'C:\Windows\Temp\aibgen-setup.ps1' -Force`,
    'exit $code',
  ]);
  expect(step?.validExitCodes).toEqual([0, 3010]);
});

test('arguments for a script by URI: a File step, and a call', () => {
  const checksum = 'a'.repeat(64);
  const steps = stepsOf(
    `${linux}customize:\n  - name: install\n    shell: https://example.com/x/setup.sh?sv=1\n    sha256: ${checksum}\n    args: ["it's"]\n`,
  );
  expect(steps.slice(0, 2)).toEqual([
    {
      type: 'File',
      name: 'install-file',
      sourceUri: 'https://example.com/x/setup.sh?sv=1',
      sha256Checksum: checksum,
      destination: '/tmp/aibgen-setup.sh',
    },
    {
      type: 'Shell',
      name: 'install',
      inline: [
        'chmod +x /tmp/aibgen-setup.sh',
        String.raw`/tmp/aibgen-setup.sh 'it'\''s'`,
        'rm -f /tmp/aibgen-setup.sh',
      ],
    },
  ]);
});

test('AIB270: 100 KB can be embedded, and no more', () => {
  const spec = `${linux}customize:\n  - shell: ./a.sh\n    embed: true\n${target}`;
  const said = (length: number) =>
    compileText(spec, {}, { 'a.sh': `${'#'.repeat(length - 1)}\n` }).errors;
  expect(said(100 * 1024)).toEqual([]);
  expect(said(100 * 1024 + 1)).toEqual([
    'AIB270 5:12 The script "./a.sh" has 101 KB; up to 100 KB can be embedded.',
  ]);
});

describeWithPowerShell('through PowerShell', () => {
  test('a file arrives byte for byte through PowerShell', () => {
    const samples = [
      ...awkward.map((one) => new TextEncoder().encode(one)),
      ...fc.sample(files, { numRuns: 40, seed: 7 }),
    ];
    const script = samples
      .map((bytes, index) =>
        plain(writeScript('PowerShell', path.join(folder, `ps-${index}`), bytes)).join('\n'),
      )
      .join('\n');
    const file = path.join(folder, 'write.ps1');
    writeFileSync(file, script);
    runPowerShell(`& '${file}'`);
    samples.forEach((bytes, index) => {
      expect([...readFileSync(path.join(folder, `ps-${index}`))]).toEqual([...bytes]);
    });
  });

  test('arguments and variables arrive as they are through PowerShell', () => {
    const script = path.join(folder, 'show.ps1');
    writeFileSync(script, '@(@($env:V) + $args) | ConvertTo-Json -Compress\n');
    // PowerShell removes a variable that is set to nothing.
    const cases = fc.sample(
      fc.tuple(
        fc.array(argument, { maxLength: 5 }),
        argument.filter((one) => one !== ''),
      ),
      { numRuns: 100, seed: 11 },
    );
    const calls = cases.map(([args, value]) => {
      const quoted = quoteForPowerShell({
        args: args.map((one) => text(one)),
        env: [['V', text(value)]],
      });
      return `$env:V = ${literalText(quoted.env[0]?.[1])}\n& '${script}' ${plain(quoted.args).join(' ')}`;
    });
    const file = path.join(folder, 'calls.ps1');
    writeFileSync(file, `\ufeff${calls.join('\n')}`);
    const lines = runPowerShell(`[Console]::OutputEncoding = [Text.Encoding]::UTF8; & '${file}'`)
      .trim()
      .split('\n');
    const arrived = lines.map((line): unknown => [JSON.parse(line)].flat());
    expect(arrived).toEqual(cases.map(([args, value]) => [value, ...args]));
  });

  test('names of parameters stay names', () => {
    const { args } = quoteForPowerShell({
      args: ['-Name', 'a b', '-Force', '-Wait:$false', '-5'].map((one) => text(one)),
      env: [],
    });
    const script = path.join(folder, 'named.ps1');
    writeFileSync(
      script,
      'param([string]$Name, [switch]$Force, [switch]$Wait, [int]$N)\n"$Name|$Force|$Wait|$N"\n',
    );
    expect(runPowerShell(`& '${script}' ${plain(args).join(' ')}`).trim()).toBe(
      'a b|True|False|-5',
    );
  });
});
