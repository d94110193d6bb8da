/** Whatever a spec is put together from, there is a limit with a message at the place, and little work before it. */
import { compile } from '../../src/compile';
import { importDocument } from '../../src/import/import-document';
import { parsePowerShell } from '../../src/script-lint/powershell/parse-powershell';
import { lintScripts } from '../../src/script-lint/lint-scripts';
import { parseShell } from '../../src/script-lint/shell/parse-shell';
import { minimal } from '../support/cli';

/** The errors of a spec, as `file:line code`. */
function errors(files: Readonly<Record<string, string>>): readonly string[] {
  const { diagnostics, outputs } = compile({ files, entry: 'a.yaml' });
  expect(Object.keys(outputs)).toEqual([]);
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ file, line, code }) => `${file}:${line} ${code}`);
}

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n);

test('defaults of a folder that extend the spec', () => {
  const { diagnostics } = compile({
    files: { 'a.yaml': `locaton: x\n${minimal}`, '_defaults.yaml': 'extends: a.yaml\n' },
    entry: 'a.yaml',
  });
  expect(diagnostics.map(({ file, line, code }) => `${file}:${line} ${code}`)).toContain(
    'a.yaml:1 AIB101',
  );
});

test('characters that are blanks for some: a script with them in a word is read to its end', () => {
  const blanks = [...numbers(0x3100), 0xfeff].map((one) => String.fromCharCode(one));
  const odd = blanks.filter((one) => /\s|\p{C}|\p{Z}/u.test(one) && /[^\0\r\n]/.test(one));
  for (const one of odd.flatMap((c) => [`a b${c}c`, `a ${c}`, `a -b${c}c`, `${c}a`, `a b,${c}`])) {
    expect(parsePowerShell(one).faults.length).toBeLessThan(2);
    expect(parseShell(one)).toBeDefined();
  }
});

test.each(['sh', 'powershell'])('commands of %s with names that every object has', (shell) => {
  const names = Object.getOwnPropertyNames(Object.prototype);
  const lines = names.flatMap((name) => [`      ${name} ${name}`, `      sudo ${name} -y ${name}`]);
  const [key, source] =
    shell === 'sh'
      ? ['shell', 'Canonical:ubuntu-24_04-lts:server:latest']
      : ['powershell', 'MicrosoftWindowsDesktop:windows-11:win11-24h2-pro:latest'];
  const spec = `location: eastus2
identity: aib-identity
source: ${source}
customize:
  - ${key}: |
${lines.join('\n')}
distribute:
  - gallery: corpGallery/web-base
`;
  const found = compile({ files: { 'a.yaml': spec }, entry: 'a.yaml', lintScripts });
  expect(found.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('bases that name each other twice', () => {
  const bases = numbers(40).map((n) => [
    `_${n}.yaml`,
    `extends: [_${n + 1}.yaml, _${n + 1}.yaml]\n`,
  ]);
  const files = {
    ...Object.fromEntries(bases),
    '_40.yaml': 'tags: {a: b}\n',
    'a.yaml': `extends: _0.yaml\n${minimal}`,
  };
  const found = errors(files);
  expect(found).toEqual([expect.stringMatching(/^_\d+\.yaml:1 AIB232$/)]);
});

test('bases in a row, and many of them beside each other', () => {
  const row = numbers(3000).map((n) => [`_${n}.yaml`, `extends: _${n + 1}.yaml\n`]);
  expect(
    errors({
      ...Object.fromEntries(row),
      '_3000.yaml': 'tags: {a: b}\n',
      'a.yaml': `extends: _0.yaml\n${minimal}`,
    }),
  ).toEqual(['_49.yaml:1 AIB232']);
  const list = `extends: [${numbers(3000)
    .map(() => '_b.yaml')
    .join(', ')}]\n`;
  expect(errors({ 'a.yaml': list + minimal, '_b.yaml': list, '_c.yaml': '' }).at(-1)).toMatch(
    /AIB(221|232)$/,
  );
});

test('step files that name each other twice, and in a row', () => {
  const twice = numbers(40).map((n) => [
    `_${n}.yaml`,
    `- steps: _${n + 1}.yaml\n- steps: _${n + 1}.yaml\n`,
  ]);
  const spec = minimal.replace('customize:\n', 'customize:\n  - steps: _0.yaml\n');
  expect(
    errors({ ...Object.fromEntries(twice), '_40.yaml': '- shell: ls\n', 'a.yaml': spec }),
  ).toEqual([expect.stringMatching(/ AIB232$/)]);
  const row = numbers(3000).map((n) => [`_${n}.yaml`, `- steps: _${n + 1}.yaml\n`]);
  expect(
    errors({ ...Object.fromEntries(row), '_3000.yaml': '- shell: ls\n', 'a.yaml': spec }),
  ).toEqual([expect.stringMatching(/ AIB232$/)]);
});

test('a list with more entries than any image has', () => {
  const many = (one: string): string =>
    numbers(1001)
      .map(() => one)
      .join('');
  const steps = minimal.replace('customize:\n', 'customize:\n  - steps: _s.yaml\n');
  expect(errors({ 'a.yaml': steps, '_s.yaml': many('- shell: ls\n') })).toEqual([
    expect.stringMatching(/^(?:a|_s)\.yaml:\d+ AIB113$/),
  ]);
  const regions = `distribute:\n  - gallery: g/d\n    regions: [${many('nowhere, ')}]\n`;
  expect(errors({ 'a.yaml': minimal.replace(/distribute:[^]*/, regions) })).toEqual([
    expect.stringMatching(/ AIB113$/),
  ]);
  const lines = minimal.replace(
    /customize:\n[^]*?(?=\w+:\n)/,
    `customize:\n  - shell:\n${many('      - ls\n')}`,
  );
  expect(compile({ files: { 'a.yaml': lines }, entry: 'a.yaml' }).diagnostics).toEqual([]);
});

test('a matrix of too many values, and of too many included entries', () => {
  const steps = numbers(1200)
    .map((n) => `      - echo ${n}\n`)
    .join('');
  const axis = `[${numbers(10).join(', ')}]`;
  const large = `matrix: {a: ${axis}, b: ${axis}, c: ${axis}}\n${minimal.replace('  - shell: |\n', `  - shell:\n${steps}  - shell: |\n`)}`;
  expect(errors({ 'a.yaml': large })).toEqual(['a.yaml:1 AIB232']);
  const include = numbers(1001).map((n) => `{a: x${n}}`);
  expect(errors({ 'a.yaml': `matrix: {include: [${include.join(', ')}]}\n${minimal}` })).toEqual([
    'a.yaml:1 AIB225',
  ]);
});

test.each(['replicationRegions', 'targetRegions'])('a template with endless %s', (regions) => {
  const text = (count: number): string =>
    JSON.stringify({
      type: 'Microsoft.VirtualMachineImages/imageTemplates',
      apiVersion: '2024-02-01',
      name: 'web',
      location: 'eastus',
      properties: {
        source: { type: 'PlatformImage', publisher: 'p', offer: 'o', sku: 's', version: 'latest' },
        distribute: [{ type: 'SharedImage', [regions]: numbers(count).map(() => 'x') }],
      },
    });
  const obstacles = (count: number): readonly string[] =>
    importDocument(text(count)).diagnostics.flatMap(({ code, message }) =>
      code === 'AIB604' && message.includes('entries') ? [message] : [],
    );
  expect(obstacles(1000)).toEqual([]);
  expect(obstacles(1001)).toEqual([
    expect.stringContaining('A list of 1001 entries; at most 1000 are read.'),
  ]);
  expect(importDocument(text(100_000)).diagnostics.length).toBeLessThan(20);
});
