/** `run.sh` as a program: shellcheck finds nothing, and what the spec says is text in it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compile } from '../src';

const out = path.join(__dirname, '..', 'out');
const images = readdirSync(out, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const there = spawnSync('shellcheck', ['--version']).status === 0;
if (!there) process.stderr.write('\nNo shellcheck: run.sh is NOT CHECKED with it.\n');

const awkward = [
  'plain',
  'staging-group',
  'ls',
  "o'brien $(touch /tmp/x) `id` $HOME ${IFS}",
  '"; rm -rf / #',
  '-n',
  '*',
  '##vso[task.complete]',
  'a\\b',
];

function runSh(resourceGroup: string): string {
  const spec = [
    'location: eastus2',
    'identity: aib-identity',
    `resourceGroup: ${JSON.stringify(resourceGroup)}`,
    'source: Canonical:ubuntu-24_04-lts:server:latest',
    'distribute: [{ gallery: g/d }]',
  ].join('\n');
  const { outputs, diagnostics } = compile({ files: { 'a.yaml': spec }, entry: 'a.yaml' });
  expect(diagnostics.filter((one) => one.severity === 'error')).toEqual([]);
  return outputs['a/run.sh'] ?? '';
}

test('CI has shellcheck', () => {
  expect(there || process.env.CI !== 'true').toBe(true);
});

(there ? describe : describe.skip)('shellcheck', () => {
  test('finds nothing in out/', () => {
    const files = images.map((image) => path.join(out, image.name, 'run.sh'));
    expect(files.length).toBeGreaterThan(0);
    const { stdout } = spawnSync('shellcheck', files, { encoding: 'utf8' });
    expect(stdout).toBe('');
  });
  test.each(awkward)('finds nothing where the group is %s', (group) => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'aibgen-sh-')), 'run.sh');
    writeFileSync(file, runSh(group));
    const { stdout } = spawnSync('shellcheck', [file], { encoding: 'utf8' });
    expect(stdout).toBe('');
  });
});

test.each(awkward)('the group %s stays text', (group) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'aibgen-sh-'));
  const script = runSh(group);
  const head = script.slice(0, script.indexOf('\nusage()'));
  writeFileSync(path.join(folder, 'head.sh'), `${head}\nprintf %s "$group"\n`);
  expect(execFileSync('sh', [path.join(folder, 'head.sh')], { encoding: 'utf8' })).toBe(group);
});

test('one script, but for what the spec says', () => {
  const bodies = images.map((image) => {
    const text = readFileSync(path.join(out, image.name, 'run.sh'), 'utf8');
    return text
      .replace(
        /^(?:template|deployment|subscription|group|api|minutes|vhd_in_staging|same_name_same_content)=.*$/gm,
        '',
      )
      .replace(/^ {2}result .*\n/gm, '');
  });
  expect(new Set(bodies).size).toBe(1);
});
