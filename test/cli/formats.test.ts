/** Diagnostics in every format, standard input, comments that silence, and many problems at once. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv-draft-04';
import type { Log } from 'sarif';
import { diagnose, published } from '../../src/diagnostics/diagnostic';
import { formatGithub } from '../../src/diagnostics/formats/github';
import { formatSarif } from '../../src/diagnostics/formats/sarif';
import { formatText } from '../../src/diagnostics/formats/text';
import { cli, cliWithStdin, folderWith, minimal as firstApt } from '../support/cli';
import { root } from '../support/images';

/** Waits for cloud-init first: nothing is to be said of it. */
const minimal = firstApt.replace('sudo apt-get update', 'cloud-init status --wait');
const bad = minimal
  .replace('eastus2', 'moonbase1')
  .replace('distribute:', 'timeout: 5\ndistribute:');
const files = { 'a b/bad.yaml': bad, 'good.yaml': minimal };

const validSarif = new Ajv({ strict: false, logger: false, unicodeRegExp: false }).compile(
  JSON.parse(readFileSync(path.join(root, 'test/data/schemas/sarif-2.1.0-rtm.5.json'), 'utf8')),
);

test.each([
  ['a b/bad.yaml', 2, 1],
  ['good.yaml', 0, 0],
  ['nope.yaml', 1, 2],
])('SARIF of %s', async (spec, results, want) => {
  const { code, stdout, stderr } = await cli(
    folderWith(files),
    'validate',
    spec,
    '--format',
    'sarif',
  );
  expect({ code, stderr }).toEqual({ code: want, stderr: '' });
  const log: Log = JSON.parse(stdout);
  validSarif(log);
  expect(validSarif.errors ?? []).toEqual([]);
  expect(log.runs[0]?.results).toHaveLength(results);
  for (const { ruleId, ruleIndex } of log.runs[0]?.results ?? []) {
    expect(log.runs[0]?.tool.driver.rules?.[ruleIndex ?? -1]?.id).toBe(ruleId);
  }
});

test('SARIF names the place', async () => {
  const { stdout } = await cli(folderWith(files), 'validate', 'a b/bad.yaml', '--format', 'sarif');
  const log: Log = JSON.parse(stdout);
  expect(log.runs[0]?.results?.[1]?.locations?.[0]?.physicalLocation).toEqual({
    artifactLocation: { uri: 'a%20b/bad.yaml' },
    region: { startLine: 8, startColumn: 10, endLine: 8, endColumn: 11 },
  });
});

test('annotations of GitHub', async () => {
  const { stdout, stderr } = await cli(folderWith(files), 'validate', '.', '--format', 'github');
  expect(stderr).toBe('');
  expect(stdout.split('\n')).toEqual([
    '::warning file=a b/bad.yaml,line=1,endLine=1,col=11,endColumn=20,title=AIB402::Azure VM Image Builder is not known to be available in "moonbase1".%0ACheck the list of regions.',
    '::error file=a b/bad.yaml,line=8,endLine=8,col=10,endColumn=11,title=AIB301::Invalid build timeout of 5 minutes: the service needs at least 6, or 0 for its default.%0AUse 6 to 960 minutes, or omit it for 240.',
    '',
  ]);
});

test('a log has no line that a CI system takes for a command', async () => {
  const spec = minimal.replace('eastus2', "'##vso[task.setvariable variable=x]y ##[group]'");
  const { stderr } = await cli(folderWith({ 'bad.yaml': spec }), 'validate', 'bad.yaml');
  expect(stderr).toContain('# vso[task.setvariable variable=x]y # [group]');
  expect(stderr).not.toMatch(/##(?:vso)?\[/i);
});

test('100 problems in 20 files come out in one run, in order, each once', async () => {
  const spec = (n: number): string =>
    `location: eastus2\nidentity: aib-identity\nsource: Canonical:ubuntu-24_04-lts:server:latest\nwrong${n}: 1\ntimeout: 5000\ntags: { a: 1 }\nos: beos\nroles: all\ndistribute: [{ gallery: g/d${n} }]\n`;
  const many = Object.fromEntries(
    Array.from({ length: 20 }, (_, n) => [`s/${String(n).padStart(2, '0')}.yaml`, spec(n)]),
  );
  const { code, stdout } = await cli(folderWith(many), 'validate', 's', '--format', 'json');
  expect(code).toBe(1);
  const found: readonly { file: string; line: number; code: string }[] = JSON.parse(stdout);
  const want = Object.keys(many).flatMap((file) =>
    [4, 5, 6, 7, 8].map((line) => `${file}:${line}`),
  );
  expect(found.map((one) => `${one.file}:${one.line}`)).toEqual(want);
});

test('standard input counts as a file of the name that is given', async () => {
  const folder = folderWith({ 'specs/_base.yaml': minimal });
  const text = 'extends: _base.yaml\ntimeout: 5\n';
  const args = ['validate', '-', '--stdin-filename', 'specs/x.yaml', '--format', 'json'];
  const { code, stdout } = await cliWithStdin(text, folder, ...args);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject([{ code: 'AIB301', file: 'specs/x.yaml', line: 2 }]);
  expect((await cliWithStdin(minimal, folder, 'validate', '-')).code).toBe(0);
});

test('a comment of a base counts as used where one spec needs it', async () => {
  const base = `# aibgen-disable-next-line AIB403 quick builds\ntimeout: 30\n`;
  const windows = 'source: MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest\n';
  const rest = 'location: eastus2\nidentity: aib\nextends: _base.yaml\n';
  const folder = folderWith({
    '_base.yaml': base,
    'linux.yaml': `${rest}source: Canonical:ubuntu-24_04-lts:server:latest\ndistribute: [{ gallery: g/linux }]\n`,
    'windows.yaml': `${rest}${windows}distribute: [{ gallery: g/windows }]\n`,
  });
  const codes = async (...specs: readonly string[]) => {
    const { stdout } = await cli(folder, 'validate', ...specs, '--format', 'json');
    const found: readonly { code: string; severity: string }[] = JSON.parse(stdout);
    return found.filter((one) => one.severity !== 'info').map((one) => one.code);
  };
  expect(await codes('linux.yaml', 'windows.yaml')).toEqual([]);
  expect(await codes('linux.yaml')).toEqual(['AIB430']);
});

test('annotations carry no character that would end them', () => {
  const source = { path: 'a,b:c%d.yaml', text: 'x\n' };
  const one = diagnose(
    'AIB101',
    { key: 'a:b,c%\nd', known: [], near: undefined },
    {
      span: { source, start: 0, end: 1 },
    },
  );
  expect(formatGithub([one])).toBe(
    '::error file=a%2Cb%3Ac%25d.yaml,line=1,endLine=1,col=1,endColumn=2,title=AIB101::Unknown key "a:b,c%25%0Ad".%0ARemove it.\n',
  );
});

test('SARIF is valid for each severity, without a place, and for paths of any characters', () => {
  const source = { path: 'a b/ü#?.yaml', text: 'x\n' };
  const place = { span: { source, start: 0, end: 1 }, path: 'tags["a b"]' };
  const all = [
    diagnose('AIB101', { key: 'x', known: [], near: undefined }, place),
    diagnose('AIB402', { region: 'x', near: undefined }, place),
    diagnose('AIB422', {}, place),
    diagnose('AIB348', { code: 'AIB1', near: undefined }, {}),
  ];
  const log: Log = JSON.parse(formatSarif(all));
  validSarif(log);
  expect(validSarif.errors ?? []).toEqual([]);
  expect(log.runs[0]?.results?.map((one) => one.level)).toEqual([
    'error',
    'warning',
    'note',
    'error',
  ]);
  expect(log.runs[0]?.results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(
    'a%20b/%C3%BC%23%3F.yaml',
  );
});

test('standard input finds bases and scripts beside the name that it is given', async () => {
  const folder = folderWith({ 'specs/_base.yaml': minimal, 'specs/s/run.sh': 'true\n' });
  const text = `extends: _base.yaml\nscripts: { baseUri: "https://acct.blob.core.windows.net/scripts" }\nstorageAccounts: { acct: rg }\ncustomize: [{ shell: ./s/run.sh }, { shell: ./s/nope.sh }]\n`;
  const { stdout } = await cliWithStdin(
    text,
    folder,
    'validate',
    '-',
    '--stdin-filename',
    'specs/x.yaml',
    '--format',
    'json',
  );
  expect(JSON.parse(stdout)).toMatchObject([
    { code: 'AIB216', file: 'specs/x.yaml', line: 4, column: 45 },
  ]);
});

test('a step of a file that several specs share is said once', async () => {
  const spec = (sku: string): string =>
    `location: eastus2\nidentity: aib\nsource: Canonical:ubuntu-24_04-lts:${sku}:latest\nvm: { size: Standard_D2s_v5 }\ncustomize: [{ steps: ./_steps.yaml }]\ndistribute: [{ gallery: g/${sku} }]\n`;
  const folder = folderWith({
    'a.yaml': spec('server'),
    'b.yaml': spec('minimal'),
    '_steps.yaml': '- restart: true\n',
  });
  const { stdout } = await cli(folder, 'validate', 'a.yaml', 'b.yaml', '--format', 'json');
  expect(JSON.parse(stdout)).toMatchObject([{ code: 'AIB302', file: '_steps.yaml', line: 1 }]);
});

test.each(['explain', 'roles', 'diff'])(
  '%s prints no command of a CI system and no control character',
  async (command) => {
    const hostile = '"net##vso[task.complete]\\e[31m\\u202e"';
    const spec = minimal
      .replace('identity: aib-identity', 'identity: aib-identity\ntags: { a: ' + hostile + ' }')
      .replace(
        '  - shell: |',
        `  - { shell: "::error::x", name: ${hostile} }
  - shell: |`,
      );
    const { code, stdout, stderr } = await cli(folderWith({ 'a.yaml': spec }), command, 'a.yaml');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).not.toMatch(/##(?:vso)?\[|^\s*::|[^\P{C}\n]|\u202e/mu);
  },
);

test('a copy of a diagnostic, in this thread or another, keeps its excerpt', () => {
  const source = { path: 'a.yaml', text: 'timeout: yes\n' };
  const one = diagnose('AIB107', { raw: 'yes' }, { span: { source, start: 9, end: 12 } });
  expect(formatText([one])).toContain('1 | timeout: yes\n    |          ^^^\n');
  expect(formatText([{ ...one }])).toBe(formatText([one]));
  expect(formatText([structuredClone(one)])).toBe(formatText([one]));
  expect(Object.keys(published(one))).not.toContain('span');
});

test('a certain fix is an edit, in JSON and in SARIF', async () => {
  const folder = folderWith({ 'a.yaml': `${minimal}tags: { cost: 42 }\n` });
  const json = await cli(folder, 'validate', 'a.yaml', '--format', 'json');
  const [{ fix, line }] = JSON.parse(json.stdout);
  const edit = { line, column: 15, endLine: line, endColumn: 17 };
  expect(fix).toEqual([{ file: 'a.yaml', ...edit, text: "'42'" }]);
  const { stdout } = await cli(folder, 'validate', 'a.yaml', '--format', 'sarif');
  const log: Log = JSON.parse(stdout);
  expect(log.runs[0]?.results?.[0]?.fixes?.[0]?.artifactChanges).toEqual([
    {
      artifactLocation: { uri: 'a.yaml' },
      replacements: [
        {
          deletedRegion: { startLine: line, startColumn: 15, endLine: line, endColumn: 17 },
          insertedContent: { text: "'42'" },
        },
      ],
    },
  ]);
});
