/** The language server as a real process, spoken to by its protocol. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type {
  CodeAction,
  CompletionItem,
  DocumentSymbol,
  Hover,
  Location,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { folderWith, minimal } from '../support/cli';
import { root } from '../support/images';
import { edited, type LspClient, startLsp } from '../support/lsp';

let client: LspClient | undefined;
let stderr = '';

async function start(
  files: Readonly<Record<string, string>>,
  options?: Parameters<typeof startLsp>[1],
): Promise<{ readonly folder: string; readonly lsp: LspClient }> {
  const folder = folderWith(files);
  const lsp = await startLsp(folder, options);
  client = lsp;
  stderr = '';
  lsp.process.stderr.on('data', (text) => {
    stderr += text;
  });
  return { folder, lsp };
}

afterEach(async () => {
  const code = await client?.stop();
  client = undefined;
  if (code !== 0 || stderr !== '') throw new Error(`the server ended with ${code}: ${stderr}`);
});

/** Waits until diagnostics of a file are as they are expected to be. */
const expectShown = (lsp: LspClient, ...args: Parameters<LspClient['diagnostics']>) =>
  lsp.diagnostics(...args);

const base =
  'location: eastus2\nidentity: "{{ params.id }}-x"\nparameters:\n  id: { type: string, default: aib }\n';
const child = `extends: _base.yaml
source: Canonical:ubuntu-24_04-lts:server:latest
tags: { by: "{{ params.id }}" }
customize:
  - shell: ./setup.sh
scripts: { embed: true }
distribute:
  - gallery: corpGallery/web
`;
const family = {
  'aibgen.config.yaml': 'specs: specs\n',
  'specs/_base.yaml': base,
  'specs/a.yaml': child,
  'specs/b.yaml': child.replace('/web', '/api'),
  'specs/setup.sh': '#!/bin/sh\nset -e\necho hello\n',
};

const codes = (diagnostics: readonly { readonly code?: string | number }[]) =>
  diagnostics.map(({ code }) => code);

test('the findings of a project arrive without a file being opened', async () => {
  const { lsp } = await start({ ...family, 'specs/c.yaml': `${minimal}locaton: x\n` });
  const found = await expectShown(lsp, 'specs/c.yaml', (all) => codes(all).includes('AIB101'));
  const [, unknown] = found;
  expect(unknown).toMatchObject({
    source: 'aibgen',
    severity: 1,
    range: { start: { line: 9, character: 0 }, end: { line: 9, character: 7 } },
    message: expect.stringContaining('locaton'),
    codeDescription: { href: expect.stringMatching(/^https:/) },
  });
});

test('each change is answered for its version, the unsaved base for all that extend it', async () => {
  const { lsp } = await start(family, {
    command: [path.join(root, 'dist/bin.js'), 'lsp'],
    capabilities: {},
  });
  await lsp.open('specs/a.yaml');
  expect(await expectShown(lsp, 'specs/a.yaml')).toEqual([]);
  await lsp.open('specs/_base.yaml');
  for (const text of [`${base}locaton: x\n`, base, base.replace('eastus2', '[eastus2]')]) {
    await lsp.change('specs/_base.yaml', text);
    const isWrong = text !== base;
    const found = await expectShown(lsp, 'specs/_base.yaml', (all) => all.length > 0 === isWrong);
    expect(found.length > 0).toBe(isWrong);
  }
  const versions = lsp.published('specs/_base.yaml').map(({ version }) => version ?? 0);
  expect(versions).toEqual(versions.toSorted((a, b) => a - b));
});

test('levels and policies of the configuration, as soon as they are written', async () => {
  const { lsp } = await start({
    ...family,
    'specs/a.yaml': `${child}vm: { size: '{{ size }}' }\n`,
  });
  await expectShown(lsp, 'specs/a.yaml', (all) =>
    all.some(({ code, severity }) => code === 'AIB252' && severity === 2),
  );
  await lsp.open('aibgen.config.yaml');
  await lsp.change(
    'aibgen.config.yaml',
    'rules: { AIB252: error }\nrequire: { vmSizes: Standard_D* }\n',
  );
  const found = await expectShown(lsp, 'specs/a.yaml', (all) =>
    all.some(({ code, severity }) => code === 'AIB252' && severity === 1),
  );
  expect(found.length).toBeGreaterThan(0);
  await lsp.change('aibgen.config.yaml', 'rules: { AIB252: off }\n');
  await expectShown(lsp, 'specs/a.yaml', (all) => !codes(all).includes('AIB252'));
});

test('a base that vanishes and comes back', async () => {
  const { folder, lsp } = await start(family);
  await lsp.open('specs/a.yaml');
  await expectShown(lsp, 'specs/a.yaml', (all) => all.length === 0);
  rmSync(path.join(folder, 'specs/_base.yaml'));
  await lsp.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [] });
  await expectShown(lsp, 'specs/a.yaml', (all) => codes(all).includes('AIB220'));
  await expectShown(lsp, 'specs/b.yaml', (all) => codes(all).includes('AIB220'));
  // Without a word of the editor: the server watches the folders itself.
  writeFileSync(path.join(folder, 'specs/_base.yaml'), base);
  await expectShown(lsp, 'specs/a.yaml', (all) => all.length === 0);
  await expectShown(lsp, 'specs/b.yaml', (all) => all.length === 0);
});

test('what an editor asks about', async () => {
  const { lsp } = await start(family);
  const items = await lsp.ask<CompletionItem[]>(
    'textDocument/completion',
    'specs/a.yaml',
    `${child}customize:\n  - |\n`.replace('customize:\n  - shell: ./setup.sh\n', ''),
  );
  const sorted = items.toSorted((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
  expect(sorted.slice(0, 2).map(({ label }) => label)).toEqual(['shell', 'powershell']);
  expect(sorted[0]?.textEdit).toMatchObject({ newText: 'shell: ' });
  await lsp.change('specs/a.yaml', child);
  await expectShown(lsp, 'specs/a.yaml', (all) => all.length === 0);
  const hover = await lsp.ask<Hover>(
    'textDocument/hover',
    'specs/a.yaml',
    child.replace('source:', 'sou|rce:'),
  );
  expect(hover.contents).toMatchObject({
    value: expect.stringContaining('`source.offer` = `"ubuntu-24_04-lts"`'),
  });
  const definition = await lsp.ask<Location[]>(
    'textDocument/definition',
    'specs/a.yaml',
    child.replace('_base', '_ba|se'),
  );
  expect(definition).toMatchObject([{ uri: lsp.uri('specs/_base.yaml') }]);
  const place = child.replace('params.id', 'params.|id');
  const references = await lsp.ask<Location[]>('textDocument/references', 'specs/a.yaml', place, {
    context: { includeDeclaration: true },
  });
  expect(references.map(({ uri }) => path.basename(uri)).toSorted()).toEqual([
    '_base.yaml',
    '_base.yaml',
    'a.yaml',
    'b.yaml',
  ]);
  const rename = await lsp.ask<WorkspaceEdit>('textDocument/rename', 'specs/a.yaml', place, {
    newName: 'who',
  });
  expect(edited(base, lsp.uri('specs/_base.yaml'), rename)).toBe(
    base.replaceAll('params.id', 'params.who').replace('  id:', '  who:'),
  );
  await expect(
    lsp.ask('textDocument/rename', 'specs/a.yaml', place, { newName: 'a b' }),
  ).rejects.toThrow('is not a Bicep identifier');
  const symbols = await lsp.ask<DocumentSymbol[]>(
    'textDocument/documentSymbol',
    'specs/a.yaml',
    `|${child}`,
  );
  expect(
    symbols.find(({ name }) => name === 'customize')?.children?.map(({ name }) => name),
  ).toEqual(['shell']);
  expect(
    await lsp.ask('aibgen/pathAt', 'specs/a.yaml', child.replace('source:', 'sou|rce:')),
  ).toEqual({ path: 'source' });
});

test('formatting of specs, bases and the configuration, and of no other YAML', async () => {
  const options = { tabSize: 2, insertSpaces: true };
  const untidy = 'tags:   {a: b}\n';
  const tidy = { newText: 'tags: { a: b }\n' };
  const { lsp } = await start(family);
  const format = (file: string, text: string) =>
    lsp.ask<readonly TextEdit[] | null>('textDocument/formatting', file, `|${text}`, { options });
  await lsp.open('specs/a.yaml');
  await expectShown(lsp, 'specs/a.yaml');
  expect(await format('specs/a.yaml', `extends: _base.yaml\n${untidy}`)).toMatchObject([tidy]);
  expect(await format('specs/_base.yaml', `location: eastus2\n${untidy}`)).toMatchObject([tidy]);
  expect(await format('aibgen.config.yaml', 'specs:   specs\n')).toMatchObject([
    { newText: 'specs: specs\n' },
  ]);
  expect(await format('compose.yaml', 'services:   {a: b}\n')).toBeNull();
  expect(await format('specs/a.yaml', 'source: [\n')).toEqual([]);
  await expect(
    format(
      'specs/a.yaml',
      'name: web # aibgen-disable-next-line AIB404 why\ntags: {a: b}\nvm: {size: "a", # x\n name: y}\n',
    ),
  ).rejects.toThrow('stays as it is');
});

test('a file of another format is offered nothing', async () => {
  const { lsp } = await start(family);
  const workflow = 'name: CI\non: push\njobs:\n  build:\n    steps: []\n';
  const ask = (method: string, marked: string) => lsp.ask(method, 'ci.yaml', marked);
  expect(await ask('textDocument/completion', `${workflow}|`)).toEqual([]);
  expect(await ask('textDocument/hover', `|${workflow}`)).toBeNull();
  expect(await ask('textDocument/documentSymbol', `|${workflow}`)).toEqual([]);
});

test('a quick fix mends the text, and a comment silences a warning', async () => {
  const { lsp } = await start(family);
  const text = child.replace('{{ params.id }}', '{{ parameters.id }}');
  await lsp.open('specs/a.yaml', text);
  const [found] = await expectShown(lsp, 'specs/a.yaml', (all) => all.length > 0);
  if (!found) throw new Error('no diagnostic');
  const ask = (only?: readonly string[]) =>
    lsp.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: lsp.uri('specs/a.yaml') },
      range: found.range,
      context: { diagnostics: [found], ...(only ? { only } : {}) },
    });
  const actions = await ask();
  const comment = actions.find(({ title }) => title.startsWith('Disable'));
  await lsp.change('specs/a.yaml', edited(text, lsp.uri('specs/a.yaml'), comment?.edit ?? null));
  expect(codes(await expectShown(lsp, 'specs/a.yaml', (all) => all.length === 0))).toEqual([]);
  const slip = child.replace('{{ params.id }}', '${params.id}');
  await lsp.change('specs/a.yaml', slip);
  await expectShown(lsp, 'specs/a.yaml', (all) => codes(all).includes('AIB254'));
  for (const only of [undefined, ['source.fixAll']]) {
    const [fix] = await ask(only);
    expect(edited(slip, lsp.uri('specs/a.yaml'), fix?.edit ?? null)).toBe(child);
  }
});

test('two folders, one of them added later and removed again', async () => {
  const other = folderWith({ ...family, 'specs/d.yaml': 'locaton: x\n' });
  const { lsp } = await start({ ...family, 'specs/c.yaml': 'locaton: x\n' });
  await expectShown(lsp, 'specs/c.yaml', (all) => all.length > 0);
  const folder = { uri: pathToFileURL(other).href, name: 'other' };
  const file = path.join(other, 'specs/d.yaml');
  expect(lsp.published(file)).toEqual([]);
  await lsp.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
    event: { added: [folder], removed: [] },
  });
  await expectShown(lsp, file, (all) => all.length > 0);
  await lsp.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
    event: { added: [], removed: [folder] },
  });
  await expectShown(lsp, file, (all) => all.length === 0);
  expect(lsp.published('specs/c.yaml').at(-1)?.diagnostics).not.toEqual([]);
});

test('a fleet of 150 specs: its twins are found, and an open spec does not wait for all of them', async () => {
  const specs = Array.from({ length: 150 }, (_, index): readonly [string, string] => [
    `specs/s${index}.yaml`,
    child
      .replace('/web', `/web${index}`)
      .replace('extends:', `name: image-${index === 149 ? 7 : index}\nextends:`),
  ]);
  const { lsp } = await start({ ...family, ...Object.fromEntries(specs) });
  await lsp.open('specs/a.yaml', `${child}locaton: x\n`);
  await expectShown(lsp, 'specs/a.yaml', (all) => codes(all).includes('AIB101'));
  await lsp.change('specs/a.yaml', child);
  await expectShown(lsp, 'specs/a.yaml', (all) => all.length === 0);
  const isTwin = (all: readonly { readonly code?: string | number }[]) =>
    codes(all).includes('AIB217');
  await Promise.race([
    expectShown(lsp, 'specs/s7.yaml', isTwin),
    expectShown(lsp, 'specs/s149.yaml', isTwin),
  ]);
});

test('thousands of other files do not matter', async () => {
  const { folder, lsp } = await start(family);
  mkdirSync(path.join(folder, 'data'));
  for (let index = 0; index < 5000; index += 1) {
    writeFileSync(path.join(folder, `data/${index}.yaml`), 'services: {}\n');
  }
  await lsp.open('specs/a.yaml', `${child}locaton: x\n`);
  await expectShown(lsp, 'specs/a.yaml', (all) => codes(all).includes('AIB101'));
});

test('what no file system knows: files never saved, drives of Windows, other schemes', async () => {
  const { lsp } = await start(family);
  const open = (uri: string) =>
    lsp.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'yaml', version: 1, text: `${minimal}locaton: x\n` },
    });
  for (const uri of [
    'untitled:Untitled-1',
    'file:///c%3A/images/web.yaml',
    'file://server/share/web.yaml',
  ]) {
    await open(uri);
    await expectCode(lsp, uri, 'AIB101');
  }
});

/** Ends when the last answer for a document has a code: an empty one may come before. */
async function expectCode(lsp: LspClient, uri: string, code: string): Promise<void> {
  while (!codes(lsp.sent(uri).at(-1)?.diagnostics ?? []).includes(code)) await sleep(20);
}
