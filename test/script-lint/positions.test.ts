/** A fault in a script is reported exactly where it stands: in blocks, lists, quotes, files, and behind references. */
import * as fc from 'fast-check';
import { block, found, lint, specOf } from '../support/scripts';

const fault = 'sudo yum install -y nginx';
const mark = 'yum install -y nginx';

/** Where the mark stands in a text, as `line:column`. */
function placeIn(text: string, what = mark): string {
  const before = text.slice(0, text.indexOf(what));
  return `${before.split('\n').length}:${before.length - before.lastIndexOf('\n')}`;
}

const shapes: Readonly<Record<string, string>> = {
  'a block of text': block('shell', `echo a\n\n  ${fault}\necho b`),
  'a block with an indentation indicator': `  - shell: |2\n        echo a\n      ${fault}\n`,
  'a block without line break at its end': `  - shell: |-\n      echo a\n      ${fault}\n`,
  'a folded block': `  - shell: >\n      echo a;\n      ${fault}\n`,
  'a list': `  - shell:\n      - echo a\n      - ${fault}\n`,
  'a list with a block in it': `  - shell:\n      - echo a\n      - |\n        echo b\n        ${fault}\n`,
  'a flow list': `  - shell: [echo a, ${fault}]\n`,
  'single quotes': `  - shell: 'echo ''a''; ${fault}'\n`,
  'double quotes': `  - shell: "echo \\"\\u00e4\\"\\t; ${fault}"\n`,
  'a plain text': `  - shell: echo a; ${fault}\n`,
  "Azure's own shape": `  - type: Shell\n    inline:\n      - echo a\n      - ${fault}\n`,
  'Windows line endings': block('shell', `echo a\n${fault}`).replaceAll('\n', '\r\n'),
};

test.each(Object.entries(shapes))('in %s', (_name, steps) => {
  const spec = specOf(steps);
  expect(found(spec)).toEqual([`AIB570 image.yaml:${placeIn(spec)} ${mark}`]);
});

test('behind parameters and values of the matrix, with and without a known value', () => {
  const line = `echo {{ params.a }}{{params.b}} {{ matrix.m }} "{{{{ params.a }}}}"; ${fault} {{ params.b }}`;
  const spec = specOf(
    block('shell', `echo {{ matrix.m }}\n${line}`),
    'linux',
    'parameters:\n  a: { type: string, default: a-long-value }\n  b: { type: string }\nmatrix: { m: [x, yyyyyyyyyyyy] }\n',
  );
  const [only, ...more] = found(spec);
  expect(more).toEqual([]);
  expect(only).toBe(`AIB570 image.yaml:${placeIn(spec)} ${mark} {{ params.b }}`);
});

test('in a script file, once for all variants of a matrix', () => {
  const script = `#!/bin/bash -e\n\necho a\n\t${fault}\n`;
  const spec = specOf(
    '  - shell: ./setup.sh\n    embed: true\n',
    'linux',
    'matrix: { m: [x, y] }\n',
  );
  expect(found(spec, { 'setup.sh': script })).toEqual([
    `AIB570 setup.sh:${placeIn(script)} ${mark}`,
  ]);
});

test('comments silence inside of scripts as in a spec', () => {
  const comment = '# aibgen-disable-next-line AIB570 only on Oracle Linux';
  const spec = specOf(block('shell', `echo a\n${comment}\n${fault}`));
  expect(found(spec)).toEqual([]);
  const script = `#!/bin/sh -e\n${comment}\n${fault}\n`;
  const embedded = specOf('  - shell: ./setup.sh\n    embed: true\n');
  expect(found(embedded, { 'setup.sh': script })).toEqual([]);
  const unused = specOf(block('shell', `${comment}\necho a`));
  expect(found(unused)).toEqual([`AIB430 image.yaml:${placeIn(unused, comment)} ${comment}`]);
});

const word = fc.constantFrom(
  'a',
  'install',
  '-y',
  '"$HOME"',
  "'it is'",
  '"a b"',
  '$(id -un)',
  '\\#',
);
const plain = fc
  .array(word, { minLength: 1, maxLength: 4 })
  .map((words) => `echo ${words.join(' ')}`);
const trap = fc.constantFrom(
  '# yum install -y nginx',
  "echo 'yum install -y nginx'",
  'echo "yum install -y nginx"',
  "cat <<'END'\nyum install -y nginx\n  if then (\nEND",
  'cat <<-END\n\tyum install -y nginx $(echo )\n\tEND',
  'printf "%s\\n" "a\nyum b\n"',
  "x='\nyum install -y nginx\n'",
);
const nest = fc.constantFrom<(inner: string) => string>(
  (inner) => inner,
  (inner) => `if true; then\n${inner}\nfi`,
  (inner) => `for i in 1 2; do\n  ${inner}\ndone`,
  (inner) => `while false; do\n${inner}\ndone`,
  (inner) => `(\n${inner}\n)`,
  (inner) => `{\n${inner}\n}`,
  (inner) => `case a in\n  a)\n    ${inner}\n    ;;\nesac`,
  (inner) => `x=$(\n${inner}\n)`,
  (inner) => `sudo sh <<'IN'\n${inner}\nIN`,
  (inner) => `true | ${inner}`,
  (inner) => `f() {\n  ${inner}\n}`,
);
const statement = fc.oneof(plain, trap);

test('law: in 300 scripts, a fault is reported at its place and nowhere else', () => {
  const planted = 'tdnf -y install __here__';
  fc.assert(
    fc.property(
      fc.array(statement, { maxLength: 4 }),
      fc.array(nest, { maxLength: 2 }),
      fc.array(statement, { maxLength: 4 }),
      fc.boolean(),
      (before, nests, behind, inFile) => {
        const body = nests.reduce((inner, wrap) => wrap(inner), planted);
        const script = [...before, body, ...behind].join('\n');
        const steps = inFile ? '  - shell: ./s.sh\n    embed: true\n' : block('shell', script);
        const spec = specOf(steps);
        const text = inFile ? `#!/bin/sh -e\n${script}\n` : spec;
        const wanted = `AIB570 ${inFile ? 's.sh' : 'image.yaml'}:${placeIn(text, planted)} ${planted}`;
        const said = found(spec, inFile ? { 's.sh': text } : {});
        expect(said.filter((one) => one.startsWith('AIB570'))).toEqual([wanted]);
        expect(said.filter((one) => one.startsWith('AIB500'))).toEqual([]);
      },
    ),
    { numRuns: 300, seed: 20261126 },
  );
});

const psTrap = fc.constantFrom(
  '# Restart-Computer',
  "Write-Output 'Restart-Computer'",
  'Write-Output "Restart-Computer $($x.Name) `" {"',
  "$t = @'\nRestart-Computer {\n'@",
  '$t = @"\nRestart-Computer $(Get-Date) (\n"@',
  '<# Restart-Computer\n { #>',
  '$h = @{ Restart = 1; "a b" = $env:SystemRoot\\system32 }'.replace(
    '$env:SystemRoot\\system32',
    '"x"',
  ),
  'Get-Item $env:SystemRoot\\system32 | Where-Object { $_.Name -eq "a" }',
);
const psNest = fc.constantFrom<(inner: string) => string>(
  (inner) => inner,
  (inner) => `if ($true) {\n${inner}\n} else { Get-Date }`,
  (inner) => `foreach ($i in 1..3) { ${inner} }`,
  (inner) => `try {\n  ${inner}\n} catch { throw }`,
  (inner) => `& { ${inner} }`,
  (inner) => `$x = @(${inner})`,
  (inner) => `switch (1) { 1 { ${inner} } default { } }`,
  (inner) => `1, 2 | ForEach-Object { ${inner} }`,
  (inner) => `function F([string]$a = 'b') {\n  ${inner}\n}`,
);

test('law: the same in 300 scripts of PowerShell', () => {
  const planted = 'Restart-Computer -Force -Timeout 7';
  fc.assert(
    fc.property(
      fc.array(psTrap, { maxLength: 4 }),
      fc.array(psNest, { maxLength: 2 }),
      fc.array(psTrap, { maxLength: 4 }),
      (before, nests, behind) => {
        const body = nests.reduce((inner, wrap) => wrap(inner), planted);
        const script = [...before, body, ...behind].join('\n');
        const spec = specOf(block('powershell', script), 'windows');
        const said = found(spec).filter((one) => /^AIB5(?:01|31)/.test(one));
        expect(said).toEqual([`AIB531 image.yaml:${placeIn(spec, planted)} ${planted}`]);
      },
    ),
    { numRuns: 300, seed: 20261126 },
  );
});

test('of a script in another language, its first line is looked at', () => {
  const spec = specOf('  - shell: ./setup.py\n    embed: true\n');
  expect(found(spec, { 'setup.py': '#!/usr/bin/env python\nprint("reboot")\n' })).toEqual([
    'AIB510 setup.py:1:1 #!/usr/bin/env python',
  ]);
  expect(found(spec, { 'setup.py': '#!/usr/bin/python3\nimport os\n' })).toEqual([]);
  const inline = specOf(block('shell', '#!/usr/bin/python3\nimport os'));
  expect(found(inline)).toEqual(['AIB511 image.yaml:7:7 #!/usr/bin/python3']);
});

test('in a step file and a base, in the file that holds the commands', () => {
  const steps = `- shell: |\n    echo a\n    ${fault}\n`;
  const base = specOf(block('shell', fault)).replace('distribute:', 'tags: { a: b }\ndistribute:');
  const spec = 'extends: base.yaml\nvalidate:\n  - steps: ./steps.yaml\n';
  expect(found(spec, { 'base.yaml': base, 'steps.yaml': steps })).toEqual([
    `AIB570 base.yaml:${placeIn(base)} ${mark}`,
    `AIB570 steps.yaml:${placeIn(steps)} ${mark}`,
  ]);
});

test('a finding in a script file says which step names it', () => {
  const spec = specOf('  - shell: echo a\n  - shell: ./s.sh\n    embed: true\n');
  const paths = lint(spec, { 's.sh': `#!/bin/sh -e\n${fault}\n` }).map((one) => one.path);
  expect(paths).toEqual(['customize[1].shell']);
});
