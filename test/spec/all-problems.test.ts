/** All problems of a spec come out in one run, each once: a mistake of shape hides no other one, and causes none. */
import { compileText, said } from '../support/compile';

const head = 'location: eastus2\nidentity: aib\nsource: Canonical:ubuntu-24_04-lts:server:latest\n';
const target = 'distribute: [{ gallery: g/d }]\n';

/** Code and place of all that is said. */
function places(spec: string, files: Readonly<Record<string, string>> = {}): readonly string[] {
  return compileText(spec, {}, files).diagnostics.map(
    ({ code, file, line, path }) => `${code} ${file}:${line} ${path}`,
  );
}

test('an unknown key, a wrong value and broken rules side by side', () => {
  const spec = `${head}lokation: x\ntimeout: 3\nvm: { size: Standard_D1_v2, sise: x }\ntags: { a: 1, "b<": c }\ncustomize:\n  - powershell: x\n  - shel: x\n  - file: https://example.com/x\n    to: /etc/x\n${target}`;
  expect(places(spec)).toEqual([
    'AIB101 image.yaml:4 lokation',
    'AIB301 image.yaml:5 timeout',
    'AIB101 image.yaml:6 vm.sise',
    'AIB107 image.yaml:7 tags.a',
    'AIB314 image.yaml:7 tags["b<"]',
    'AIB302 image.yaml:9 customize[0]',
    'AIB106 image.yaml:10 customize[1].shel',
    'AIB404 image.yaml:12 customize[2].to',
  ]);
});

test.each([
  [
    'an unknown source',
    'source: nope\nos: windows\ntimeout: 3\n',
    ['AIB213 image.yaml:3 source', 'AIB301 image.yaml:5 timeout'],
  ],
  ['no source', 'timeout: 3\n', ['AIB103 image.yaml:1 ', 'AIB301 image.yaml:3 timeout']],
  [
    'an empty source',
    'source:\ntimeout: 3\n',
    ['AIB110 image.yaml:3 source', 'AIB301 image.yaml:4 timeout'],
  ],
])('%s', (_what, middle, want) => {
  const spec = `location: eastus2\nidentity: aib\n${middle}customize: [{ powershell: x }]\n${target}`;
  expect(places(spec)).toEqual(want);
});

test.each([
  [
    'a wrong pin hides no rule and causes none',
    `${head}apiVersion: '2022'\ndistribute: [{ gallery: g/d, replicationRegions: [eastus2], versioning: { scheme: Source, major: 1 } }]\n`,
    ['AIB104 image.yaml:4 apiVersion', 'AIB319 image.yaml:5 distribute[0].versioning.major'],
  ],
  [
    'a parameter that is declared wrongly is used rightly',
    `${head}parameters: { n: { type: number } }\ntimeout: "{{ params.n }}"\ntags: { a: "{{ params.n }}" }\n${target}`,
    ['AIB104 image.yaml:4 parameters.n.type'],
  ],
  [
    'a parameter whose only use is in a mistake counts as used',
    `${head}parameters: { n: { type: string } }\ntegs: { a: "{{ params.n }}" }\n${target}`,
    ['AIB101 image.yaml:5 tegs'],
  ],
  [
    'where the scripts are is a mistake',
    `${head}scripts: { baseUrl: x }\ncustomize: [{ shell: ./x.sh }]\n${target}`,
    ['AIB101 image.yaml:4 scripts.baseUrl', 'AIB216 image.yaml:5 customize[0].shell'],
  ],
  [
    'an unknown value of the matrix',
    `${head}matrix: { t: [3, 4] }\ntimeout: "{{ matrix.u }}"\ntags: { "a<": b }\n${target}`,
    ['AIB227 image.yaml:5 timeout', 'AIB314 image.yaml:6 tags["a<"]'],
  ],
  [
    'a wrong matrix',
    `${head}matrix: { t: 3 }\ntimeout: "{{ matrix.t }}"\ntegs: { a: b }\n${target}`,
    ['AIB102 image.yaml:4 matrix.t', 'AIB101 image.yaml:6 tegs'],
  ],
])('%s', (_what, spec, want) => {
  expect(places(spec)).toEqual(want);
});

test('a problem of a base is in the base, one of several variants there once', () => {
  const base = `${head.replace(/source.*\n/, '')}matrix: { sku: [server, server-gen1] }\ntimeout: 3\ncustomize: [{ powershell: x }]\n`;
  const spec = `extends: _base.yaml\nsource: Canonical:ubuntu-24_04-lts:{{ matrix.sku }}:latest\nvm: { size: Standard_D2s_v5 }\ndistribute: [{ image: "web-{{ matrix.sku }}" }]\n`;
  expect(places(spec, { '_base.yaml': base })).toEqual([
    'AIB301 _base.yaml:4 timeout',
    'AIB302 _base.yaml:5 customize[0]',
    // Only one of the two variants starts from a Gen2 image.
    'AIB453 image.yaml:4 distribute[0].image',
  ]);
});

test('values of the matrix that are wrong are each named', () => {
  const found = compileText(
    `${head}matrix: { size: [Standard_D1_v2, Standard_A1_v2, Standard_D2s_v5] }\nvm: { size: "{{ matrix.size }}" }\ndistribute: [{ image: "web-{{ matrix.size }}" }]\n`,
  ).diagnostics;
  expect(found.map((one) => one.message.slice(0, 27))).toEqual([
    'The VM size "Standard_A1_v2',
    'The VM size "Standard_D1_v2',
    // That a managed image has no Trusted Launch: said once for all variants.
    'The source (Canonical:ubunt',
  ]);
});

test.each([
  ['is not there', {}, 'AIB220 image.yaml:1 extends'],
  ['is broken', { '_base.yaml': 'a: [\n' }, 'AIB001 _base.yaml:1 '],
])('a base that %s hides no mistake of the spec', (_what, files, want) => {
  const spec = `extends: _base.yaml\ntegs: { a: b }\ntimeout: soon\nname: "{{ params.x }}"\n`;
  expect(places(spec, files).toSorted()).toEqual(
    [want, 'AIB101 image.yaml:2 tegs', 'AIB109 image.yaml:3 timeout'].toSorted(),
  );
});

test('rules look at the values that parameters have', () => {
  const spec = `${head}parameters: { t: { type: int, default: 3 }, s: { type: string, default: Standard_D1_v2 }, f: { type: string, default: etc }, u: { type: string } }\ntimeout: "{{ params.t }}"\nvm: { size: "{{ params.s }}" }\ncustomize: [{ file: "https://example.com/x", to: "/{{ params.f }}/x" }, { file: "https://example.com/x", to: "/{{ params.u }}/x" }]\n${target}`;
  expect(said(spec)).toEqual([
    'AIB301 5:10 ""{{ params.t }}"" (timeout) Use 6 to 960 minutes, or omit it for 240.',
    'AIB316 6:13 ""{{ params.s }}"" (vm.size) Choose another size, or omit it.',
    'AIB404 7:50 ""/{{ params.f }}/x"" (customize[0].to) Copy it under /tmp, and move it with a shell step.',
  ]);
});

test('a list of which all is a mistake is not empty too', () => {
  const spec = `${head}name: "w {{ matrix.x }}"\ndistribute: [{ gallery: "g/{{ matrix.y }}" }]\nmatrix: { n: [1] }\n`;
  expect(places(spec)).toEqual([
    'AIB227 image.yaml:4 name',
    'AIB227 image.yaml:5 distribute[0].gallery',
  ]);
});
