/** Logs of all shapes and states: what is told of each, and what is not. */
import { createLogReader, explainLog, type LogContext } from '../../src/build-logs/explain-log';
import { compile } from '../../src/compile';
import type { Image } from '../../src/image/image';

const spec = `location: eastus2
identity: aib-identity
source: Canonical:ubuntu-24_04-lts:server:latest
customize:
  - shell: echo first
  - shell: |
      echo one
      missing-tool
      echo three
  - file: https://example.com/a.txt
    to: /tmp/a.txt
deprovision: service
validate:
  - shell: ["true", "false"]
distribute:
  - gallery: corpGallery/web
`;

function imagesOf(text: string, files: Readonly<Record<string, string>> = {}): readonly Image[] {
  return compile({ files: { 'web.yaml': text, ...files }, entry: 'web.yaml' }).model.images;
}

const images = imagesOf(spec);

const start = (kind: string): string => `[INFO] (telemetry) Starting provisioner ${kind}`;
const end = (kind: string): string => `[INFO] (telemetry) ending ${kind}`;
const whole = (kind: string): readonly string[] => [start(kind), end(kind)];
const errored =
  "Build 'azure-arm' errored after 5 minutes: Script exited with non-zero exit status: 127. Allowed exit codes are: [0]";
const finished = "Build 'azure-arm' finished after 5 minutes.";
const notFound = '    azure-arm: /tmp/script_4821.sh: 3: missing-tool: not found';
const all = ['shell', 'shell', 'file', 'shell', 'shell'].flatMap(whole);

function explain(lines: readonly string[], context: LogContext = { images }) {
  return explainLog(lines, context);
}

function places(lines: readonly string[], context?: LogContext) {
  return explain(lines, context).causes.map(({ code, file, line }) => `${code} ${file}:${line}`);
}

function noteCodes(lines: readonly string[], context?: LogContext) {
  return (explain(lines, context).notes ?? []).map(({ code }) => code);
}

test('no excerpt, tail or message shows a secret that a script has printed', () => {
  const secret = 'Correct-Horse-7';
  const printed = [
    `    azure-arm: + mysql --password=${secret}`,
    `    azure-arm: fatal: unable to access 'https://a:${secret}@example.com/x.git/': Could not resolve host: example.com`,
  ];
  const reader = createLogReader({ images });
  reader.write([start('shell'), ...printed, end('shell'), errored].join('\n'));
  const { explanation, diagnostics } = reader.end();
  expect(explanation.causes.length).toBeGreaterThan(0);
  expect(explanation.causes.flatMap(({ excerpt }) => excerpt).join()).toContain('*'.repeat(secret.length));
  expect(explanation.tail.join()).toContain('*'.repeat(secret.length));
  expect(JSON.stringify([explanation, diagnostics])).not.toContain(secret);
}); // prettier-ignore

test('a failed step, its line, and what was not reached', () => {
  const { image, result, steps, causes, tail, notes } = explain([
    ...whole('shell'),
    start('shell'),
    notFound,
    end('shell'),
    errored,
  ]);
  expect({ image, result, notes, tail }).toEqual({
    image: 'web',
    result: 'failed',
    notes: undefined,
    tail: ['/tmp/script_4821.sh: 3: missing-tool: not found'],
  });
  expect(steps.map(({ index, name, state, line }) => [index, name, state, line])).toEqual([
    [0, 'shell-1', 'done', 5],
    [1, 'shell-2', 'failed', 6],
    [2, 'file-3', 'not reached', 10],
    [3, 'shell-1', 'not reached', 14],
  ]);
  expect(causes).toMatchObject([
    { code: 'AIB702', step: 1, file: 'web.yaml', line: 8, logLine: 4, severity: 'error' },
  ]);
});

test('the output may come before or after the brackets, which another process writes', () => {
  const brackets = [...whole('shell'), start('shell'), end('shell')];
  const heading = '==> azure-arm: Provisioning with shell script: /tmp/packer-shell1';
  expect(places([...brackets, heading, heading, notFound, errored])).toEqual(['AIB702 web.yaml:8']);
  // What the first step says, and goes on.
  const early = '    azure-arm: /tmp/script_1.sh: 2: missing-tool: not found';
  const late = [...brackets, heading, early, heading, errored];
  expect(places(late)).toEqual(['AIB701 web.yaml:6']);
});

test.each([
  [
    'a name in another script',
    '    azure-arm: /tmp/install.sh: line 3: missing-tool: not found',
    8,
  ],
  ['a line that holds another command', '    azure-arm: /tmp/script_1.sh: 2: foo: not found', 6],
])('%s', (_name, line, want) => {
  const lines = [...whole('shell'), start('shell'), line, end('shell'), errored];
  expect(places(lines)).toEqual([`AIB702 web.yaml:${want}`]);
});

test('the script that ran for the step is the one whose lines count', () => {
  const command =
    'packer-plugin-azure plugin: [DEBUG] starting remote command: /tmp/script_4821.sh';
  const other = "==> azure-arm: /tmp/script_1.sh: line 2: syntax error near unexpected token `fi'";
  const dated = `2023/06/13 08:28:58 ${command}`;
  const lines = (line: string) => [...whole('shell'), start('shell'), dated, line, errored];
  expect(places(lines(other))).toEqual(['AIB704 web.yaml:6']);
  expect(places(lines(other.replace('script_1', 'script_4821')))).toEqual(['AIB704 web.yaml:7']);
});

test('the hidden step of the service has no line; validations behind it have theirs', () => {
  const before = ['shell', 'shell', 'file'].flatMap(whole);
  expect(places([...before, start('shell'), errored])).toEqual(['AIB701 null:null']);
  expect(places([...before, ...whole('shell'), start('shell'), errored])).toEqual([
    'AIB701 web.yaml:14',
  ]);
  const { steps } = explain([...before, start('shell'), errored]);
  expect(steps[3]).toMatchObject({ name: 'generalize (by the service)', state: 'failed' });
  expect(places([start('shell'), errored], { images, logName: 'validation.log' })).toEqual([
    'AIB701 web.yaml:14',
  ]);
});

test.each([
  ['another kind', [...whole('powershell'), start('shell'), notFound, errored]],
  ['more steps than the spec has', [...all, ...whole('shell'), start('shell'), errored]],
  ['a beginning that is missing', [...whole('shell'), end('shell'), start('file'), errored]],
  ['an end that is missing', [start('shell'), start('shell'), notFound, errored]],
  ['the end of another kind', [start('shell'), end('file'), start('shell'), errored]],
  [
    'more headings than steps',
    [
      '==> azure-arm: Provisioning with shell script: a',
      start('shell'),
      '==> azure-arm: Provisioning with shell script: b',
      errored,
    ],
  ],
  [
    'commands after the end',
    [...whole('shell'), '2023/06/13 08:28:58 x: starting remote command: y', errored],
  ],
])('no line is given: %s', (_name, lines) => {
  const { causes, notes } = explain(lines);
  expect(causes.map(({ line }) => line)).toEqual(causes.map(() => null));
  expect(notes?.map(({ code }) => code)).toContain('AIB791');
});

test('inline PowerShell begins with line 1, and its commands are a checksum', () => {
  const windows = imagesOf(`location: eastus2
identity: aib-identity
source: MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest
customize:
  - powershell:
      - Get-One
      - Get-Two
distribute:
  - gallery: corpGallery/web
`);
  const failure = [
    "==> azure-arm: Get-Two : The term 'Get-Two' is not recognized as the name of a cmdlet",
    '==> azure-arm: At C:\\Windows\\Temp\\script-5f956214.ps1:2 char:1',
    errored.replace('127', '1'),
  ];
  const command = (text: string): string =>
    `2023/06/13 08:28:58 packer-provisioner-powershell plugin: Found command: ${text}`;
  const context = { images: windows };
  expect(places([start('powershell'), command('Get-One'), ...failure], context)).toEqual([
    'AIB720 web.yaml:7',
  ]);
  expect(places([start('powershell'), command('Get-Else'), ...failure], context)).toEqual([
    'AIB720 null:null',
  ]);
});

test('steps of other files, variants and scripts by path point there', () => {
  const base = (steps: string): string => `location: eastus2
identity: aib-identity
source: Canonical:ubuntu-24_04-lts:server:latest
matrix:
  size: [small, large]
scripts: { baseUri: "https://corp.blob.core.windows.net/scripts" }
customize:
${steps}
distribute:
  - gallery: corpGallery/web
`;
  const files = {
    '_part.yaml': '- shell: echo part\n- shell: |\n    echo {{ matrix.size }}\n    missing-tool\n',
    'install.sh': '#!/bin/bash\ntrue\nmissing-tool\n',
  };
  const variants = imagesOf(base('  - steps: ./_part.yaml\n  - shell: ./install.sh'), files);
  expect(variants.length).toBe(2);
  const failing = (count: number): readonly string[] => [
    ...Array.from({ length: count }, () => whole('shell')).flat(),
    start('shell'),
    notFound,
    errored,
  ];
  const context = { images: variants };
  expect(places(failing(1), context)).toEqual(['AIB702 _part.yaml:4']);
  expect(places(failing(2), context)).toEqual(['AIB702 install.sh:3']);
  const called = failing(2).map((line) => line.replace('script_4821', 'corp/install'));
  expect(places(called, context)).toEqual(['AIB702 install.sh:3']);
  const embedded = failing(2).map((line) => line.replace('script_4821', 'aibgen-install'));
  expect(places(embedded, context)).toEqual(['AIB702 install.sh:3']);
  // Which variant it is, the staging group tells.
  expect(explain(failing(1), context).image).toBe(null);
  const group =
    '2023/06/13 08:28:58 x request="/subscriptions/0/resourceGroups/IT_rg_web-large_dec33089-1cc3/x"';
  expect(explain([group, ...failing(1)], context).image).toBe('web-large');
});

test('the log of another image is told, and no line is given', () => {
  const group =
    '2023/06/13 08:28:58 x request="/subscriptions/0/resourceGroups/IT_rg_other_dec33089-1cc3/x"';
  const lines = [group, ...whole('shell'), start('shell'), notFound, errored];
  expect(places(lines)).toEqual(['AIB702 null:null']);
  expect(noteCodes(lines)).toEqual(['AIB794']);
});

test.each([
  ['in a step', [...whole('shell'), start('shell'), notFound]],
  ['after a step', whole('shell')],
  ['before the first', ['[1] PACKER ERR 2023/06/13 08:28:58 [INFO] Packer version: 1.9.4']],
])('a log that ends %s is incomplete and has no cause', (_name, lines) => {
  const { result, causes } = explain(lines);
  expect({ result, causes }).toEqual({ result: 'incomplete', causes: [] });
  expect(noteCodes(lines)).toEqual(['AIB792']);
});

test('a build that succeeded has no cause, whatever its output says', () => {
  const { result, causes, steps, notes } = explain([...all, notFound, finished]);
  expect({ result, causes, notes }).toEqual({ result: 'succeeded', causes: [], notes: undefined });
  expect(steps.map(({ state }) => state)).toEqual(Array(5).fill('done'));
  expect(explain([...all, '(telemetry) Finalizing.']).result).toBe('succeeded');
});

test.each([
  ['empty', ''],
  ['a README', '# aibgen\n\nBuild images. Errors such as QuotaExceeded are explained.\n'],
  ['a spec', spec],
  ['JSON of something else', '{"name": "x", "version": 1}'],
  ['binary', '\u0000\u0001\u0002PACKER OUT\u0000'],
])('not a log: %s', (_name, text) => {
  const { result, steps, causes, tail, notes } = explainLog(text, { images });
  expect({ result, steps, causes, tail }).toEqual({
    result: 'unknown',
    steps: [],
    causes: [],
    tail: [],
  });
  expect(notes?.map(({ code }) => code)).toEqual(['AIB793']);
});

test('nothing that is passed on can move a cursor or command a CI system', () => {
  const hostile =
    '    azure-arm: \u001b[2J\u001b]0;owned\u0007##vso[task.setvariable]x\u202e\u0000 ::set-output name=a::b';
  const lines = [
    start('shell'),
    hostile,
    `==> azure-arm: E: Unable to locate package \u001b[31m##vso[x]\u0007`,
    errored,
  ];
  const told = JSON.stringify(explain(lines, {}));
  expect(told).not.toMatch(/##vso\[|[\u0000-\u001f\u007f-\u009f\u202e]|\\u00[01]/);
});

test('script output cannot pass for a line of Packer', () => {
  const fake = [
    `    azure-arm: ${start('shell')}`,
    `==> azure-arm: ${errored}`,
    `    azure-arm: ${finished}`,
  ];
  const { result, steps } = explain([start('shell'), ...fake, end('shell'), 'x'], {});
  expect([result, steps.length]).toEqual(['incomplete', 1]);
});

test('chunks of any size, CR LF, colours, UTF-16 and time stamps of a CI system make no difference', () => {
  const lines = [...whole('shell'), start('shell'), notFound, end('shell'), errored];
  const text = lines
    .map((line) => `\u001b[0;32m2025-02-17T15:30:10.8905154Z ${line}\u001b[0m\r\n`)
    .join('');
  const want = explain(lines);
  const read = (bytes: Uint8Array, size: number) => {
    const reader = createLogReader({ images });
    for (let at = 0; at < bytes.length; at += size) reader.write(bytes.subarray(at, at + size));
    return reader.end().explanation;
  };
  for (const size of [1, 7, 64, 100_000]) {
    expect(read(new TextEncoder().encode(text), size)).toEqual(want);
    expect(read(Buffer.from(`\ufeff${text}`, 'utf16le'), size + (size % 2))).toEqual(want);
  }
});

test('what runs can be asked while the log is read', () => {
  const reader = createLogReader({ images });
  reader.write(
    `${[...whole('shell'), start('shell'), '    azure-arm: Unpacking nginx'].join('\n')}\n`,
  );
  expect(reader.progress()).toEqual({
    step: { index: 1, provisioner: 'shell' },
    lastLine: 'Unpacking nginx',
  });
});

test('lines are counted from 1, through chunks', () => {
  const lines = [...Array(5_000).fill('    azure-arm: nothing'), start('shell'), notFound, errored];
  const reader = createLogReader();
  const text = `${lines.join('\n')}\n`;
  for (let at = 0; at < text.length; at += 1_000) reader.write(text.slice(at, at + 1_000));
  expect(reader.end().explanation.causes[0]?.logLine).toBe(5_002);
});

test('a log of a great many steps or repetitions is no burden', () => {
  const lines = Array.from({ length: 20_000 }, () => whole('shell')).flat();
  const { steps } = explainLog([...lines, errored], {});
  expect(steps.length).toBe(2_000);
  const loop = Array(50_000).fill('    azure-arm: IMAGE_STATE_UNDEPLOYABLE');
  const { causes } = explainLog([start('powershell'), ...loop, errored], {});
  expect(causes).toHaveLength(1);
});
