/** `run.sh` as a program: shellcheck finds nothing, and what the spec says is text in it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compile } from '../src';
import { describeIf, hasProgram } from './support/programs';

const out = path.join(__dirname, '..', 'out');
const images = readdirSync(out, { withFileTypes: true }).filter((entry) => entry.isDirectory());

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
  'EOF',
];

function runSh(resourceGroup: string): string {
  const spec = [
    'location: eastus2',
    'identity: aib-identity',
    `resourceGroup: ${JSON.stringify(resourceGroup)}`,
    'source: Canonical:ubuntu-24_04-lts:server:latest',
    `parameters: { group: { type: string, default: ${JSON.stringify(resourceGroup)} }, tier: { type: string } }`,
    'distribute: [{ gallery: "g/{{ params.tier }}" }]',
    'tags: { group: "{{ params.group }}" }',
  ].join('\n');
  const { outputs, diagnostics } = compile({ files: { 'a.yaml': spec }, entry: 'a.yaml' });
  expect(diagnostics.filter((one) => one.severity === 'error')).toEqual([]);
  return outputs['a/run.sh'] ?? '';
}

/** What the spec says: the lines before those that are the same for all images. */
const headOf = (script: string): string => script.slice(0, script.indexOf('\nusage()') + 1);
const all = images.map((image) => readFileSync(path.join(out, image.name, 'run.sh'), 'utf8'));

test('one script, but for what the spec says', () => {
  const scripts = [...all, ...awkward.map(runSh)];
  expect(new Set(scripts.map((script) => script.slice(headOf(script).length))).size).toBe(1);
});

// The rest being the same, one whole script and all heads are all there is to check.
describeIf(hasProgram('shellcheck'), 'shellcheck', 'shellcheck', () => {
  test('finds nothing', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'aibgen-sh-'));
    const [whole = '', ...others] = [...all, ...awkward.map(runSh)];
    const files = [whole, ...others.map(headOf)].map((text, index) => {
      const file = path.join(folder, `${index}.sh`);
      writeFileSync(file, text);
      return file;
    });
    const { stdout } = spawnSync('shellcheck', files, { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect(stdout).toBe('');
  });
});

test('what the spec says stays text', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'aibgen-sh-'));
  const read = awkward.map((group, index) => {
    const file = path.join(folder, `${index}.sh`);
    writeFileSync(file, `${headOf(runSh(group))}\nprintf '%s|%s' "$group" "$p_group"\n`);
    return execFileSync('sh', [file], { encoding: 'utf8' });
  });
  rmSync(folder, { recursive: true });
  expect(read).toEqual(awkward.map((group) => `${group}|${group}`));
});

test.each([
  { args: ['run'], says: 'The parameter tier has no value: say tier=<value>' },
  { args: ['run', 'teir=x'], says: 'There is no parameter teir' },
  { args: ['run', 'tier=x', 'group='], says: 'Say where' },
])('a parameter without a value is asked for: $args', ({ args, says }) => {
  const script = runSh('x').replace('group=x', "group=''");
  const { status, stderr } = spawnSync('sh', ['-c', script, 'run.sh', ...args], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
  });
  expect(stderr).toContain(says);
  expect(status).toBe(2);
});
