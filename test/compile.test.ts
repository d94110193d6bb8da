/** The contract of `compile`: pure, on plain objects, whatever the paths look like. */
import { compile } from '../src';
import { minimal } from './support/cli';

const script = 'specs/scripts/a.sh';
const spec = minimal.replace(/ {2}- shell: \|\n(?: {6}.*\n)+/, '  - shell: ./scripts/a.sh\n');
const withScript = `${spec}scripts: { baseUri: 'https://account.blob.core.windows.net/scripts' }\nstorageAccounts: { account: files }\n`; // prettier-ignore

test.each([
  ['plain paths', 'specs/web.yaml', script],
  ['a leading ./', './specs/web.yaml', `./${script}`],
  ['only the entry with ./', './specs/web.yaml', script],
  ['only the file with ./', 'specs/web.yaml', `.//${script}`],
  ['paths of Windows', 'specs\\web.yaml', 'specs\\scripts\\a.sh'],
])('%s', (_, entry, path) => {
  const bytes = new Uint8Array([0xff, 0xfe, 10]);
  const key = entry === './specs/web.yaml' && path === script ? 'specs/web.yaml' : entry;
  const { outputs, diagnostics } = compile({ files: { [key]: withScript, [path]: bytes }, entry });
  expect(diagnostics.filter((one) => one.severity === 'error')).toEqual([]);
  expect(Object.keys(outputs)).toContain('web/main.bicep');
  expect(Object.keys(outputs)).not.toContain('aibgen.schema.json');
  const { properties } = JSON.parse(outputs['web/imageTemplate.json'] ?? '');
  expect(properties.customize[0].sha256Checksum).toMatch(/^[0-9a-f]{64}$/);
});

test('a file that is not there is a diagnostic, also under a name that every object has', () => {
  for (const entry of ['web.yaml', 'constructor', '__proto__', '']) {
    const { outputs, diagnostics, model } = compile({ files: {}, entry });
    expect({ outputs, images: model.images }).toEqual({ outputs: {}, images: [] });
    expect(diagnostics.map((one) => one.code)).toEqual(['AIB901']);
  }
});

test('a diagnostic has exactly the fields of the contract', () => {
  const { diagnostics } = compile({ files: { 'a.yaml': 'locaton: x\n' }, entry: 'a.yaml' });
  const fields = ['code', 'severity', 'message', 'file', 'line', 'column', 'endLine', 'endColumn', 'path', 'hint', 'doc']; // prettier-ignore
  expect(diagnostics.length).toBeGreaterThan(0);
  for (const { fix: _fix, ...one } of diagnostics) expect(Object.keys(one)).toEqual(fields);
});

test('it changes nothing that it is given, and gives the same each time', () => {
  const options = Object.freeze({ set: Object.freeze({}), templates: Object.freeze({ 'x.hbs': '{{name}}' }) }); // prettier-ignore
  const input = Object.freeze({ files: Object.freeze({ 'web.yaml': minimal }), entry: 'web.yaml', options }); // prettier-ignore
  expect(compile(input)).toEqual(compile(input));
});
