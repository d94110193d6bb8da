// Packages the VS Code extension, offline: `npm run extension` after a build. It contains the command, from dist/.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import esbuild from 'esbuild';

const source = 'editors/vscode';
/** What is packaged is put together outside of the sources, with the version of aibgen. */
const folder = path.resolve('.tools/vscode');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const { version }: { version: string } = JSON.parse(readFileSync('package.json', 'utf8'));
const manifest: object = JSON.parse(readFileSync(`${source}/package.json`, 'utf8'));
writeFileSync(`${folder}/package.json`, `${JSON.stringify({ ...manifest, version }, null, 2)}\n`);
for (const name of ['README.md', '.vscodeignore']) cpSync(`${source}/${name}`, `${folder}/${name}`);
cpSync('LICENSE', `${folder}/LICENSE.txt`);

await esbuild.build({
  entryPoints: [`${source}/src/extension.ts`],
  outfile: `${folder}/dist/extension.js`,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode'],
  legalComments: 'eof',
  logLevel: 'warning',
});

// The command without what only Azure and the library need.
const unused = /^(?:azure\.js|index\.m?js|types)$/;
mkdirSync(`${folder}/dist/server`, { recursive: true });
for (const name of readdirSync('dist')) {
  if (!unused.test(name)) cpSync(`dist/${name}`, `${folder}/dist/server/${name}`);
}

await createVSIX({
  cwd: folder,
  packagePath: path.resolve(source, 'aibgen.vsix'),
  dependencies: false,
  allowMissingRepository: true,
});
