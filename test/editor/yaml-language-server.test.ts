/** The JSON Schema in the YAML language server that most editors have: completion and hover for those who stay with it. */
import path from 'node:path';
import type { CompletionList, Hover } from 'vscode-languageserver';
import { schemaText } from '../../src/language/schema-text';
import { folderWith } from '../support/cli';
import { type LspClient, startLsp } from '../support/lsp';

const server = path.join(
  path.dirname(require.resolve('yaml-language-server/package.json')),
  'bin/yaml-language-server',
);
const modeline = '# yaml-language-server: $schema=aibgen.schema.json\n';
let lsp: LspClient;

beforeAll(async () => {
  const folder = folderWith({ 'aibgen.schema.json': schemaText(), 'web.yaml': modeline });
  lsp = await startLsp(folder, { command: [server, '--stdio'] });
});

afterAll(async () => {
  await lsp.stop();
});

test('short forms come first among the keys of a step', async () => {
  const { items } = await lsp.ask<CompletionList>(
    'textDocument/completion',
    'web.yaml',
    `${modeline}customize:\n  - |\n`,
  );
  const labels = items.map(({ label }) => label);
  expect(labels).toEqual(expect.arrayContaining(['shell', 'powershell', 'type']));
  expect(labels.indexOf('shell')).toBeLessThan(labels.indexOf('type'));
});

test('hover says what a key means', async () => {
  const hover = await lsp.ask<Hover>(
    'textDocument/hover',
    'web.yaml',
    `${modeline}vm:\n  si|ze: Standard_D2s_v5\n`,
  );
  expect(JSON.stringify(hover.contents)).toContain('Size of the build VM');
});

test.each([
  'sou|rce: Canonical:ubuntu-24_04-lts:server:latest',
  'cust|omize: [{ shell: echo }]',
  'customize: [{ sh|ell: echo }]',
  'distribute: [{ gal|lery: corpGallery/web }]',
  'vali|date: [{ shell: echo }]',
  'depro|vision: false',
  'iden|tity: aib-identity',
  'net|work: true',
  'v|m: Standard_D2s_v5',
])('hover over "%s" says what the whole means, and nothing of its shapes', async (line) => {
  const hover = await lsp.ask<Hover>('textDocument/hover', 'web.yaml', `${modeline}${line}\n`);
  const text = JSON.stringify(hover.contents);
  expect(text).toMatch(/aibgen spec[^.]+\./);
  expect(text).not.toMatch(/\|\||any ?of|one ?of/i);
});
