import { createHash } from 'node:crypto';
import { compile } from '../../src/compile';

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
const script = '#!/bin/sh\necho hello\n';
const hash = sha(script);
const uri = 'https://corp.blob.core.windows.net/scripts';
const base = `location: eastus2
identity: aib-identity
source: Canonical:ubuntu-24_04-lts:server:latest
distribute: [{ gallery: corpGallery/web }]
storageAccounts: { corp: storage-rg }
`;

interface Step {
  readonly scriptUri?: string;
  readonly sourceUri?: string;
  readonly sha256Checksum?: string;
}

function build(spec: string, files: Readonly<Record<string, string>> = {}) {
  const entry = 'specs/web/web.yaml';
  const all = { 'scripts/setup.sh': script, ...files, [entry]: `${base}${spec}` };
  const { outputs, diagnostics } = compile({ files: all, entry });
  const text = outputs['web/imageTemplate.json'];
  const steps: readonly Step[] = text ? JSON.parse(text).properties.customize : [];
  const said = diagnostics.filter((one) => one.severity !== 'info');
  return { outputs, diagnostics: said, step: steps[0] };
}

test.each([
  [
    'the root of the file that says it',
    `scripts: { baseUri: "${uri}", root: ../../scripts }`,
    `${uri}/setup.sh`,
  ],
  [
    'a base address with a slash',
    `scripts: { baseUri: "${uri}/", root: ../../scripts/ }`,
    `${uri}/setup.sh`,
  ],
  ['a root further up', `scripts: { baseUri: "${uri}", root: ../.. }`, `${uri}/scripts/setup.sh`],
  [
    'a query',
    `scripts: { baseUri: "${uri}?sv=1&v=x", root: ../../scripts }`,
    `${uri}/setup.sh?sv=1&v=x`,
  ],
  [
    'names by content',
    `scripts: { baseUri: "${uri}", root: ../../scripts, layout: Hash }`,
    `${uri}/setup.${hash.slice(0, 16)}.sh`,
  ],
])('%s', (_what, scripts, want) => {
  const { step, diagnostics } = build(
    `${scripts}\ncustomize: [{ shell: ../../scripts/setup.sh }]\n`,
  );
  expect(diagnostics).toEqual([]);
  expect(step).toMatchObject({ type: 'Shell', scriptUri: want, sha256Checksum: hash });
});

test('without a root it is the folder of the file that declares `scripts`, be it a base', () => {
  const { step, outputs, diagnostics } = build(
    'extends: ../../_base.yaml\ncustomize: [{ steps: ../../parts/_s.yaml }]\n',
    {
      '_base.yaml': `scripts: { baseUri: "${uri}" }\n`,
      'parts/_s.yaml': '- file: ../scripts/setup.sh\n  to: /tmp/setup.sh\n',
    },
  );
  expect(diagnostics).toEqual([]);
  expect(step).toMatchObject({ sourceUri: `${uri}/scripts/setup.sh`, sha256Checksum: hash });
  const manifest = JSON.parse(outputs['web/.aibgen.json'] ?? '');
  expect(manifest.inputs).toMatchObject({ '../../scripts/setup.sh': hash });
});

test('names are encoded, the container is readable for the identity', () => {
  const { step, outputs } = build(
    `scripts: { baseUri: "${uri}", root: ../../scripts }\ncustomize: [{ shell: "../../scripts/a#b%.sh" }]\n`,
    { 'scripts/a#b%.sh': 'x' },
  );
  expect(step?.scriptUri).toBe(`${uri}/a%23b%25.sh`);
  expect(outputs['web/roles.json']).toContain('/containers/scripts');
});

describe('names by content', () => {
  const layout = `scripts: { baseUri: "${uri}", root: ../../scripts, layout: hash }\n`;
  const short = hash.slice(0, 16);
  const addressOf = (path: string, content = script) =>
    build(`${layout}customize: [{ shell: ${JSON.stringify(`../../scripts/${path}`)} }]\n`, {
      [`scripts/${path}`]: content,
    }).step?.scriptUri;

  test.each([
    ['setup', `setup.${short}`],
    ['.profile', `.profile.${short}`],
    ['a.b.sh', `a.b.${short}.sh`],
    ['trailing.', `trailing.${short}.`],
    ['conf.d/setup', `conf.d/setup.${short}`],
    ['conf.d/.setup.sh', `conf.d/.setup.${short}.sh`],
    ['%41.sh', `%2541.${short}.sh`],
    ['#1?.sh', `%231%3F.${short}.sh`],
    ['größe.sh', `gr%C3%B6%C3%9Fe.${short}.sh`],
  ])('%s', (path, want) => {
    expect(addressOf(path)).toBe(`${uri}/${want}`);
  });

  test('another content has another name, the same content of two names has two', () => {
    expect(addressOf('a.sh', 'echo 1\n')).not.toBe(addressOf('a.sh', 'echo 2\n'));
    expect(addressOf('a.sh')).not.toBe(addressOf('b.sh'));
  });

  test('the name counts bytes as they lie there: line endings are another content', () => {
    expect(addressOf('a.sh', 'echo\n')).not.toBe(addressOf('a.sh', 'echo\r\n'));
  });
});

const scripts = `scripts: { baseUri: "${uri}", root: ../../scripts }\n`;
test.each([
  ['no script', `${scripts}customize: [{ shell: ../../scripts/no.sh }]`, 'AIB216', 'error'],
  ['no address', 'customize: [{ shell: ../../scripts/setup.sh }]', 'AIB219', 'error'],
  ['outside of the root', `${scripts}customize: [{ shell: ./own.sh }]`, 'AIB228', 'error'],
  [
    'no address at all',
    'scripts: { baseUri: corp }\ncustomize: [{ shell: ../../scripts/setup.sh }]',
    'AIB109',
    'error',
  ],
  [
    'a wrong checksum',
    `${scripts}customize: [{ shell: ../../scripts/setup.sh, sha256: ${sha('x')} }]`,
    'AIB229',
    'error',
  ],
  [
    'Windows line endings',
    `${scripts}customize: [{ shell: ../../scripts/crlf.sh }]`,
    'AIB470',
    'warning',
  ],
  [
    'a parameter in the path',
    `${scripts}parameters: { a: { type: string, default: setup } }\ncustomize: [{ shell: "../../scripts/{{ params.a }}.sh" }]`,
    'AIB205',
    'error',
  ],
])('%s', (_what, spec, code, severity) => {
  const { diagnostics } = build(`${spec}\n`, {
    'specs/web/own.sh': 'x',
    'scripts/crlf.sh': 'echo a\r\necho b\r\n',
  });
  expect(diagnostics.filter((one) => one.code === code)).toMatchObject([
    { severity, file: 'specs/web/web.yaml' },
  ]);
});

test('the right checksum may be given', () => {
  const { diagnostics, step } = build(
    `${scripts}customize: [{ shell: ../../scripts/setup.sh, sha256: ${hash} }]\n`,
  );
  expect(diagnostics).toEqual([]);
  expect(step?.sha256Checksum).toBe(hash);
});
