/**
 * Work grows with the input, not with its square: four times the input takes about four times the processor time, and sixteen times where
 * something is quadratic. A ratio that is too high is measured again, and what may be between the two is wide.
 */
import { compile } from '../../src/compile';
import { explainLog } from '../../src/build-logs/explain-log';
import { lintScripts } from '../../src/script-lint/lint-scripts';
import { inlineText } from '../../src/script-lint/script-text';
import { readYaml } from '../../src/spec/yaml/read-yaml';
import { sourced, text } from '../../src/value/value';
import { minimal } from '../support/cli';

const lines = (count: number, line: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => line(n)).join('');
const spec = (extra: string, steps = '', targets = ''): string =>
  `${minimal.replace('customize:\n', `customize:\n${steps}`)}${targets}${extra}`;
const compiled = (text: string, files: Readonly<Record<string, string>> = {}) =>
  compile({ files: { ...files, 'a.yaml': text }, entry: 'a.yaml' });

const linted = (steps: string) =>
  compile({ files: { 'a.yaml': spec('', steps) }, entry: 'a.yaml', lintScripts });

/** Looks for the place of each of some lines that are scalars of their own. */
function placesOfLines(count: number): unknown {
  const source = { path: 'a.yaml', text: 'ls\n'.repeat(count) };
  const scalars = Array.from({ length: count }, (_, n) => {
    const span = { source, start: n * 3, end: n * 3 + 2 };
    return sourced(text('ls'), { kind: 'spec', span, path: `inline[${n}]` });
  });
  const placed = inlineText(scalars, []);
  return scalars.map((_, n) => placed?.place(n * 3, n * 3 + 2));
}

/** Commands about which rules ask what other steps do. */
const orderly = {
  'of the same step': 'x',
  'that close a firewall': 'ufw enable',
  'that stop a service': 'systemctl stop docker',
};

/** An input of a size, the size to begin with, and what is done with it. */
const inputs: Readonly<Record<string, readonly [size: number, work: (size: number) => unknown]>> = {
  'galleries in groups of their own': [
    100,
    (n) => compiled(spec('', '', lines(n, (k) => `  - { gallery: rg${k}/g${k}/d, runOutputName: r${k} }\n`))),
  ],
  'targets in one gallery': [
    100,
    (n) => compiled(spec('', '', lines(n, (k) => `  - { gallery: g/d${k}, runOutputName: r${k} }\n`))),
  ],
  'build identities': [
    100,
    (n) => compiled(spec(`vm:\n  identities:\n${lines(n, (k) => `    - rg${k}/id${k}\n`)}`)),
  ],
  parameters: [
    200,
    (n) => compiled(spec(`parameters:\n${lines(n, (k) => `  p${k}: { type: string, default: a }\n`)}`, `  - shell: |\n${lines(n, (k) => `      echo {{ params.p${k} }}\n`)}`)),
  ],
  'storage accounts': [
    200,
    (n) => compiled(spec(`storageAccounts:\n${lines(n, (k) => `  acct${k}: rg${k}\n`)}`, lines(n, (k) => `  - { file: "https://acct${k}.blob.core.windows.net/c/x", to: /tmp/${k} }\n`))),
  ],
  'aliases': [
    500,
    (n) => compiled(spec(`x-a: &a [b, c]\nx-b:\n${lines(n, () => '  - *a\n')}`)),
  ],
  'anchors and aliases of their own': [
    500,
    (n) => compiled(spec(`x-b:\n${lines(n, (k) => `  - &a${k} x\n  - *a${k}\n`)}`)),
  ],
  steps: [200, (n) => compiled(spec('', lines(n, (k) => `  - shell: echo ${k}\n`)))],
  ...Object.fromEntries(
    Object.entries(orderly).flatMap(([what, command]) => [
      [`steps ${what}`, [250, (n: number) => linted(lines(n, () => `  - shell: ${command}\n`))]],
      [`lines ${what}`, [2000, (n: number) => linted(`  - shell: |\n${lines(n, () => `      ${command}\n`)}`)]],
    ]),
  ),
  'places in a list of lines': [5000, placesOfLines],
  'steps of one name': [200, (n) => compiled(spec('', lines(n, () => '  - { shell: ls, name: x }\n')))],
  'step files': [
    100,
    (n) => compiled(spec('', lines(n, () => '  - steps: ./_s.yaml\n')), { '_s.yaml': '- shell: ls\n' }),
  ],
  'variants of a matrix': [
    20,
    (n) => compiled(spec(`matrix:\n  v: [${Array.from({ length: n }, (_, k) => k).join(', ')}]\n`)),
  ],
  'unknown keys': [300, (n) => compiled(spec(lines(n, (k) => `wrong${k}: 1\n`)))],
  'findings on one line': [
    300,
    (n) => compiled(spec('', `  - shell: "${'{{ params.x }} '.repeat(n)}"\n`)),
  ],
  'other findings on one line': [
    300,
    (n) => compiled(spec('', `  - shell: "${lines(n, (k) => `{{ params.x${k} }} `)}"\n`)),
  ],
  'names that are nearly right': [
    10_000,
    (n) => compiled(spec(`${'location'.repeat(n)}: x\ntags: { a: "{{ params.${'p'.repeat(n)} }}" }\n`)),
  ],
  'comments that suppress': [
    1000,
    (n) => compiled(spec(lines(n, () => '# aibgen-disable-next-line AIB401 why\n'))),
  ],
  'a line of commands': [4000, (n) => compiled(spec('', `  - shell: "${'curl -u token '.repeat(n)}"\n`))],
  'lines of a script': [
    1000,
    (n) => compiled(spec('', '  - { shell: ./x.sh, embed: true }\n'), { 'x.sh': lines(n, (k) => `echo ${k} | sudo tee /x\n`) }),
  ],
  'text with escapes': [20_000, (n) => compiled(spec(`tags: { a: "${'\\u202e\\n'.repeat(n)}" }\n`))],
  'a line of brackets': [20_000, (n) => readYaml('a.yaml', `a: "${"['{".repeat(n)}"\n`)],
  'a log': [
    3000,
    (n) => explainLog(lines(n, (k) => `[${k}] PACKER OUT     azure-arm: E: Unable to locate package x${k}\n`), {}),
  ],
  'a line of a log': [20_000, (n) => explainLog(`PACKER ERR ${'Error: code= '.repeat(n)}\n`, {})],
}; // prettier-ignore

/** Milliseconds of processor time. */
function cost(work: (size: number) => unknown, size: number): number {
  const before = process.cpuUsage();
  work(size);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** How often a ratio that looks like that of a square is measured again: one may be disturbed. */
const attempts = 4;

// It measures, so `AIBGEN_HOSTILE=full npx jest test/hostile/growth` tries all of them, and `npm test` only that each can be done.
const isFull = process.env['AIBGEN_HOSTILE'] === 'full';

/** The least of some ratios of what four times the input costs; 1 where that is not measured. */
function ratioOf(start: number, work: (size: number) => unknown): number {
  work(start);
  if (!isFull) return 1;
  // Large enough that what it costs to begin does not count.
  let size = start;
  while (cost(work, size) < 15 && size < start * 16) size *= 2;
  let least = Infinity;
  for (let attempt = 0; attempt < attempts && least > 8; attempt += 1) {
    least = Math.min(least, cost(work, size * 4) / cost(work, size));
  }
  return least;
}

test.each(Object.entries(inputs))('%s', (_what, [start, work]) => {
  expect(ratioOf(start, work)).toBeLessThan(12);
});
