/** Specs of one run share files, which are read, checked and expanded once: each spec has the result that it has alone. */
import { resolve } from '../../src/resolve';
import type { FileCache } from '../../src/spec/spec-files';

const base = `location: eastus2
identity: images-rg/aib-identity
source: Canonical:ubuntu-24_04-lts:server:latest
timeout: 90m
vm: { size: Standard_D2s_v5 }
`;

/** Specs that inherit the base, each in another way. */
const specs: Readonly<Record<string, string>> = {
  'whole.yaml': 'distribute: [{ gallery: g/one }]\n',
  'subscription.yaml':
    'subscription: 11111111-1111-1111-1111-111111111111\nresourceGroup: images-rg\ndistribute: [{ gallery: g/two }]\n',
  'parameter.yaml':
    'parameters: { ring: { type: string, default: a } }\ndistribute: [{ gallery: g/three }]\n',
  'matrix.yaml': 'matrix: { n: [a, b] }\ndistribute: [{ gallery: "g/x-{{ matrix.n }}" }]\n',
  'lacking.yaml': 'tags: { a: b }\n',
  'cleared.yaml': 'vm: null\nidentity:\ndistribute: [{ gallery: g/four }]\n',
};

test.each([
  ['a base in which nothing is wrong', base],
  ['a base with a mistake', base.replace('timeout', 'timeuot')],
  ['a base without a key', base.replace(/identity.*\n/, '')],
  ['a base that uses a parameter', `${base}tags: { ring: '{{ params.ring }}' }\n`],
  [
    'a base that uses a parameter as a variable',
    `${base}customize: [{ shell: 'x \${params.ring}' }]\n`,
  ],
  ['a base that uses the matrix', `${base}tags: { n: '{{ matrix.n }}' }\n`],
  ['a base with a time that is too long', base.replace('90m', '17h')],
])('%s', (_what, text) => {
  const files: Readonly<Record<string, string>> = {
    ...Object.fromEntries(
      Object.entries(specs).map(([name, own]) => [name, `extends: _base.yaml\n${own}`]),
    ),
    '_base.yaml': text,
  };
  const outcome = (entry: string, cache: FileCache): unknown => {
    const { images, diagnostics } = resolve((path) => files[path], entry, {}, cache);
    return { images: images.map(({ image }) => image), diagnostics };
  };
  const cache: FileCache = new Map();
  // Twice: what the first round has left must not change the second.
  for (const entry of [...Object.keys(specs), ...Object.keys(specs)]) {
    expect(outcome(entry, cache)).toEqual(outcome(entry, new Map()));
  }
});
