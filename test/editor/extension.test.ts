/** The VS Code extension as it is packaged: its server is driven by the protocol. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { folderWith, minimal } from '../support/cli';
import { root } from '../support/images';
import { startLsp } from '../support/lsp';

const packed = path.join(root, '.tools/vscode');

beforeAll(() => {
  execFileSync(process.execPath, ['scripts/run.mjs', 'extension'], { cwd: root, stdio: 'pipe' });
});

test('the package holds the extension and all that its server loads', () => {
  // The names stand in a zip file as they are.
  const names = readFileSync(path.join(root, 'editors/vscode/aibgen.vsix'), 'latin1');
  for (const name of ['bin.js', 'aibgen.js', 'lsp.js', 'script-lint.js', 'outputs.js']) {
    expect(names).toContain(`extension/dist/server/${name}`);
  }
  expect(names).toContain('extension/dist/extension.js');
  const manifest = JSON.parse(readFileSync(path.join(packed, 'package.json'), 'utf8'));
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  expect(manifest.version).toBe(version);
  const extension = readFileSync(path.join(packed, 'dist/extension.js'), 'utf8');
  for (const { command } of manifest.contributes.commands) expect(extension).toContain(command);
});

test('its server answers as VS Code starts it', async () => {
  const folder = folderWith({ 'specs/web.yaml': `${minimal}locaton: x\n` });
  const command = [
    path.join(packed, 'dist/server/bin.js'),
    'lsp',
    '--stdio',
    `--clientProcessId=${process.pid}`,
  ];
  const lsp = await startLsp(folder, { command });
  await lsp.open('specs/web.yaml');
  const found = await lsp.diagnostics('specs/web.yaml', (all) => all.length > 1);
  expect(found.map(({ code }) => code)).toEqual(['AIB571', 'AIB101']);
  expect(await lsp.stop()).toBe(0);
});
