// Builds dist/: the command (bin.js), the library (index.js, index.mjs) and its types. Run by `npm ci` through `prepare`.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import templates from './templates.cjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
rmSync('dist', { recursive: true, force: true });

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

const precompiledTemplates = {
  name: 'precompiled-templates',
  setup(build) {
    build.onLoad({ filter: /\.hbs$/ }, ({ path }) => ({
      contents: templates.templateModule(readFileSync(path, 'utf8')),
      loader: 'js',
    }));
  },
};

const common = {
  bundle: true,
  minify: true,
  keepNames: false,
  target: 'node20',
  define: { AIBGEN_VERSION: JSON.stringify(version) },
  plugins: [precompiledTemplates],
  logLevel: 'warning',
  legalComments: 'linked',
};

await esbuild.build({
  ...common,
  entryPoints: ['src/bin.ts'],
  outfile: 'dist/bin.js',
  platform: 'node',
  mainFields: ['module', 'main'],
  format: 'cjs',
  banner: { js: '#!/usr/bin/env node' },
});
chmodSync('dist/bin.js', 0o755);
await esbuild.build({
  ...common,
  entryPoints: ['src/index.ts'],
  outfile: 'dist/index.js',
  platform: 'neutral',
  mainFields: ['module', 'main'],
  format: 'cjs',
});
await esbuild.build({
  ...common,
  entryPoints: ['src/index.ts'],
  outfile: 'dist/index.mjs',
  platform: 'neutral',
  mainFields: ['module', 'main'],
  format: 'esm',
});

const tsc = 'node_modules/typescript/bin/tsc';
execFileSync(process.execPath, [tsc, '-p', 'scripts/tsconfig.types.json'], { stdio: 'inherit' });
cpSync('dist/types/index.d.ts', 'dist/types/index.d.mts');
