// Builds dist/: the command (bin.js), the library (index.js, index.mjs) and its types; and from it the playground. Run by
// `npm ci` through `prepare`.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import esbuild, { type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { exampleSpecs } from './example-specs';
import { notices } from './notices';
import { precompiledTemplates } from './templates.cjs';
import { trimTypes } from './types';

rmSync('dist', { recursive: true, force: true });

const { version }: { version: string } = JSON.parse(readFileSync('package.json', 'utf8'));

// Commander loads child_process at once, for subcommands that are programs of their own; aibgen has none.
const lazyChildProcess: Plugin = {
  name: 'lazy-child-process',
  setup(build) {
    build.onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes('commander') ? { path: 'child_process', namespace: 'lazy' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'lazy' }, () => ({
      contents: `exports.spawn = (...all) => require('child_process').spawn(...all);`,
    }));
  },
};

// The compiler of Handlebars looks for it, and does without.
const noSourceMap: Plugin = {
  name: 'no-source-map',
  setup(build) {
    build.onResolve({ filter: /^source-map$/ }, ({ path }) => ({ path, namespace: 'empty' }));
    build.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: '' }));
  },
};

const common = {
  bundle: true,
  minify: true,
  keepNames: false,
  target: 'node20',
  define: { AIBGEN_VERSION: JSON.stringify(version) },
  plugins: [precompiledTemplates, lazyChildProcess, noSourceMap],
  logLevel: 'warning',
  legalComments: 'linked',
} satisfies BuildOptions;

const node = {
  ...common,
  platform: 'node',
  mainFields: ['module', 'main'],
  format: 'cjs',
  // The loader runs the bundle as a script, in which only require() loads.
  supported: { 'dynamic-import': false },
  alias: { '@noble/hashes/sha2.js': './src/lib/sha256-node.ts' },
} satisfies BuildOptions;

// The JSON Schema is made once, here.
await esbuild.build({
  ...node,
  entryPoints: ['src/language/schema-text.ts'],
  outfile: 'dist/schema.js',
});
const { schemaText }: { schemaText: () => string } = createRequire(path.resolve('package.json'))(
  './dist/schema.js',
);
const schema = schemaText();
writeFileSync('dist/aibgen.schema.json', schema);
rmSync('dist/schema.js');
cpSync('docs/diagnostics.md', 'dist/diagnostics.md');
writeFileSync('dist/examples.json', JSON.stringify(exampleSpecs('specs')));
const schemaChecksum = createHash('sha256').update(schema).digest('hex');

/** Bundles an entry point, and keeps in mind what went into it. */
const metafiles: Metafile[] = [];
async function bundle(options: BuildOptions): Promise<void> {
  const { metafile } = await esbuild.build({ ...options, metafile: true });
  metafiles.push(metafile);
}

/** Bundles what src/bin/loader.ts runs: a function, as Node.js makes one of each module, and ASCII, the quickest to read. */
async function bundleForLoader(
  options: BuildOptions & { readonly outfile: string },
): Promise<void> {
  await bundle({
    ...node,
    banner: { js: '(function (exports, require, module, __filename, __dirname) {' },
    footer: { js: '})' },
    ...options,
  });
  const escape = (c: string): string => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const ascii = readFileSync(options.outfile, 'utf8').replace(/[^\0-\x7f]/g, escape);
  writeFileSync(options.outfile, ascii);
}

/**
 * Modules that are bundles of their own, loaded by their `import()`: an unchanged image needs no rendering, a spec without
 * scripts no parsers, an ARM template no reader of HCL, and no build needs Azure, Prettier or the language server.
 */
const ownBundles: Readonly<Record<string, string>> = {
  'emit/rendering': './outputs.js',
  'script-lint/lint-scripts': './script-lint.js',
  'import/read-foreign': './foreign.js',
  'azure/azure': './azure.js',
  'editor/server': './lsp.js',
  'format/format-yaml': './format.js',
};

const lazyBundles: Plugin = {
  name: 'lazy-bundles',
  setup(build) {
    const filter =
      /\/(emit\/rendering|script-lint\/lint-scripts|import\/read-foreign|azure\/azure|editor\/server|format\/format-yaml)$/;
    build.onResolve({ filter }, ({ kind, path: name, importer }) => {
      if (kind !== 'dynamic-import') throw new Error(`${importer} loads ${name} with each start`);
      const bundle = ownBundles[filter.exec(name)?.[1] ?? ''];
      return bundle === undefined ? undefined : { path: bundle, external: true };
    });
  },
};

/** What `bin/main.ts` exports of these modules, other bundles take from it: the registry of diagnostics is large. */
const sharedModules: Plugin = {
  name: 'shared-modules',
  setup(build) {
    build.onResolve(
      { filter: /\/diagnostics\/(?:codes|diagnostic|source)$|^\.\/(?:codes|diagnostic|source)$/ },
      (one) =>
        path.basename(path.resolve(one.resolveDir, one.path, '..')) === 'diagnostics'
          ? { path: './aibgen.js', external: true }
          : undefined,
    );
  },
};

await bundleForLoader({
  entryPoints: ['src/bin/main.ts'],
  outfile: 'dist/aibgen.js',
  define: { ...common.define, AIBGEN_SCHEMA_CHECKSUM: JSON.stringify(schemaChecksum) },
  plugins: [...common.plugins, lazyBundles],
});
await bundleForLoader({
  entryPoints: ['src/emit/rendering.ts'],
  outfile: 'dist/outputs.js',
  plugins: [...common.plugins, sharedModules],
});
await bundleForLoader({
  entryPoints: ['src/script-lint/lint-scripts.ts'],
  outfile: 'dist/script-lint.js',
  plugins: [...common.plugins, sharedModules],
});
await bundleForLoader({
  entryPoints: ['src/import/read-foreign.ts'],
  outfile: 'dist/foreign.js',
});
await bundleForLoader({
  entryPoints: ['src/editor/server.ts'],
  outfile: 'dist/lsp.js',
  plugins: [...common.plugins, lazyBundles, sharedModules],
  // THIRD-PARTY-NOTICES.txt has them.
  legalComments: 'none',
});
await bundle({
  ...node,
  entryPoints: ['src/azure/azure.ts'],
  outfile: 'dist/azure.js',
  // THIRD-PARTY-NOTICES.txt has them.
  legalComments: 'none',
});
await bundle({
  ...node,
  entryPoints: ['src/format/format-yaml.ts'],
  outfile: 'dist/format.js',
  legalComments: 'none',
});
await bundle({
  ...node,
  entryPoints: ['src/bin/start.ts'],
  outfile: 'dist/bin.js',
  banner: { js: '#!/usr/bin/env node' },
});
await bundle({ ...node, entryPoints: ['src/bin/worker-entry.ts'], outfile: 'dist/thread.js' });
chmodSync('dist/bin.js', 0o755);
await bundle({
  ...common,
  entryPoints: ['src/index.ts'],
  outfile: 'dist/index.js',
  platform: 'neutral',
  mainFields: ['module', 'main'],
  format: 'cjs',
});
await bundle({
  ...common,
  entryPoints: ['src/index.ts'],
  outfile: 'dist/index.mjs',
  platform: 'neutral',
  mainFields: ['module', 'main'],
  format: 'esm',
});
writeFileSync('dist/THIRD-PARTY-NOTICES.txt', notices(metafiles));

const tsc = 'node_modules/typescript/bin/tsc';
execFileSync(process.execPath, [tsc, '-p', 'scripts/tsconfig.types.json'], { stdio: 'inherit' });
trimTypes('dist/types');

await import('./playground');
