/** `aibgen logs` on files and standard input. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { cli, cliWithStdin, folderWith } from '../support/cli';
import { logsFolder } from '../support/logs';

const log = readFileSync(path.join(logsFolder, 'linux/AIB705-apt-package.log'), 'utf8');
const success = readFileSync(path.join(logsFolder, 'linux/succeeded-new.log'), 'utf8');
const spec = readFileSync(path.join(logsFolder, 'linux/web.yaml'), 'utf8');
const folder = folderWith({
  'web.yaml': spec,
  'scripts/harden.sh': 'if then fi\n',
  'customization.log': log,
  'ok.log': success,
  'notes.txt': 'Nothing.\n',
});

test('a log on stdin, with and without a spec', async () => {
  const alone = await cliWithStdin(log, folder, 'logs', '-', '--format', 'json');
  expect(JSON.parse(alone.stdout)).toMatchObject({
    image: null,
    causes: [{ code: 'AIB705', file: null }],
  });
  const placed = await cliWithStdin(log, folder, 'logs', 'web.yaml', '-', '--format', 'json');
  expect(JSON.parse(placed.stdout)).toMatchObject({
    image: 'web',
    causes: [{ file: 'web.yaml', line: 18 }],
  });
  expect([alone.code, placed.code]).toEqual([1, 1]);
});

test('several logs are an array, and one that failed is enough', async () => {
  const { code, stdout } = await cli(
    folder,
    'logs',
    'customization.log',
    'ok.log',
    '--format',
    'json',
  );
  const all: readonly { readonly result: string }[] = JSON.parse(stdout);
  expect([code, all.map(({ result }) => result)]).toEqual([1, ['failed', 'succeeded']]);
  const fine = await cli(folder, 'logs', 'ok.log');
  expect(fine.code).toBe(0);
  expect(fine.stdout).toContain('The build succeeded.');
});

test('annotations and SARIF point at the line of the spec', async () => {
  const github = await cli(folder, 'logs', 'web.yaml', 'customization.log', '--format', 'github');
  expect(github.stdout).toContain('::error file=web.yaml,line=18,');
  const sarif = await cli(folder, 'logs', 'web.yaml', 'customization.log', '--format', 'sarif');
  const { runs } = JSON.parse(sarif.stdout);
  expect(runs[0].results[0]).toMatchObject({
    ruleId: 'AIB705',
    locations: [{ physicalLocation: { region: { startLine: 18 } } }],
  });
});

test('a mistake in a spec or its scripts does not keep a log from being explained', async () => {
  const wrong = folderWith({
    'web.yaml': spec.replace('timeout: 90m', 'timeout: 3m'),
    'a.log': log,
  });
  const { code, stdout } = await cli(wrong, 'logs', 'web.yaml', 'a.log');
  expect(code).toBe(1);
  expect(stdout).toContain('web.yaml:18:7: error AIB705');
});

test.each([
  ['what is no log', ['notes.txt'], 'AIB793'],
  ['a file that is not there', ['missing.log'], 'AIB901'],
  ['a spec that is not there', ['missing.yaml', 'customization.log'], 'AIB901'],
])('%s ends with 2', async (_name, args, want) => {
  const { code, stdout, stderr } = await cli(folder, 'logs', ...args);
  expect(code).toBe(2);
  expect(stdout + stderr).toContain(want);
});

test('the log of another image is not said to be of the image of the spec', async () => {
  const other = log.replaceAll('IT_images_web_', 'IT_images_other_');
  const { code, stdout } = await cliWithStdin(other, folder, 'logs', 'web.yaml', '-');
  expect(code).toBe(1);
  expect(stdout).toMatch(/^The build of another image failed in step 2/);
  expect(stdout).toContain('AIB794');
  expect(stdout).not.toContain('web.yaml:');
});

test('the codes are explained', async () => {
  const { code, stdout } = await cli(folder, 'explain', 'AIB705');
  expect(code).toBe(0);
  expect(stdout).toContain('E: Unable to locate package ngnix');
});
