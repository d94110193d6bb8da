// Builds dist/: the command (bin.js), the library (index.js, index.mjs) and its types; and from it the playground. Run by
// `npm ci` through `prepare`.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import esbuild, { type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { exampleSpecs } from './example-specs';
import { manualPages } from './manual-pages';
import { notices } from './notices';
import { compiledTemplates } from './templates';
import { trimTypes } from './types';

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');

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
  loader: { '.yaml': 'text' },
  define: { AIBGEN_VERSION: JSON.stringify(version) },
  plugins: [compiledTemplates, lazyChildProcess, noSourceMap],
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
  alias: {
    // The same code as modules, which share a scope.
    yaml: path.resolve('node_modules/yaml/browser/dist/index.js'),
  },
} satisfies BuildOptions;

/** What a module of the sources exports. */
async function evaluated<T>(file: string): Promise<T> {
  const { outputFiles } = await esbuild.build({
    ...node,
    entryPoints: [file],
    legalComments: 'none',
    write: false,
  });
  const module = { exports: {} };
  return new Function('module', 'exports', `${outputFiles[0]?.text}; return module.exports;`)(
    module,
    module.exports,
  );
}

// The JSON Schema is made once, here.
const { schemaText } = await evaluated<{ schemaText: () => string }>('src/language/schema-text.ts');
const schema = schemaText();
writeFileSync('dist/aibgen.schema.json', schema);
writeFileSync(
  'dist/manual.json',
  JSON.stringify({ pages: manualPages('docs'), examples: exampleSpecs('specs') }),
);
const schemaChecksum = createHash('sha256').update(schema).digest('hex');

/** Tables that are derived from all declarations: the command has them as they come out, and makes only the declarations it needs. */
const derivedTables: Plugin = {
  name: 'derived-tables',
  setup(build) {
    build.onLoad({ filter: /[\\/]language[\\/]since\.ts$/ }, async (one) => {
      const tables = Object.entries(await evaluated<object>(one.path)).map(([name, table]) => {
        const isSet = table instanceof Set;
        const text = JSON.stringify(isSet ? [...table] : table);
        return `export const ${name} = ${isSet ? `new Set(${text})` : text};`;
      });
      return { contents: tables.join('\n') };
    });
  },
};

/** Bundles an entry point, and keeps in mind what went into it. */
const metafiles: Metafile[] = [];
async function bundle(options: BuildOptions): Promise<void> {
  const { metafile } = await esbuild.build({ ...options, metafile: true });
  metafiles.push(metafile);
}

/** Modules that are asked for by require(), in the middle of what cannot wait. */
const requiredModules = ['spec/yaml/yaml-library'];

/**
 * The files of the command, each with what its modules load at once and no earlier file has; all other modules are in
 * `commands.js`. `import()` is the boundary: an unchanged image needs no rendering, a spec without scripts no parsers, and no
 * build Azure, Prettier or the language server.
 */
const commandFiles: Readonly<Record<string, readonly string[]>> = {
  aibgen: ['bin/main', 'cli/commands/build', 'cli/commands/validate'],
  outputs: ['emit/rendering'],
  yaml: requiredModules,
  'script-lint': ['script-lint/lint-scripts'],
  worker: [
    'cli/fleet/worker',
    'cli/azure/azure-work',
    'cli/diff/diff-work',
    'cli/fleet/matrix-work',
    'cli/roles/roles-work',
  ],
  foreign: ['import/read-foreign'],
  azure: ['azure/azure'],
  lsp: ['editor/server'],
  format: ['format/format-yaml'],
};

/** Leaves it to the loader to find these modules. */
const required: Plugin = {
  name: 'required',
  setup(build) {
    build.onResolve({ filter: /^\.\// }, ({ kind, path: name, resolveDir }) => {
      const module = path.relative('src', path.join(resolveDir, name)).replaceAll('\\', '/');
      // Packages are as they are.
      if (kind !== 'require-call' || module.startsWith('..')) return undefined;
      if (!requiredModules.includes(module)) throw new Error(`no file has src/${module}.ts`);
      return { path: `./yaml/${path.basename(module)}.js`, external: true };
    });
  },
};

/** Bundles the command: esbuild splits it at each `import()`, and its parts are put into the files above, for src/bin/loader.ts. */
async function bundleCommand(): Promise<void> {
  const { metafile, outputFiles } = await esbuild.build({
    ...node,
    entryPoints: ['bin/main', ...requiredModules].map((name) => `src/${name}.ts`),
    entryNames: '[name]',
    outdir: 'dist',
    format: 'esm',
    splitting: true,
    write: false,
    metafile: true,
    supported: {},
    define: { ...common.define, AIBGEN_SCHEMA_CHECKSUM: JSON.stringify(schemaChecksum) },
    plugins: [...common.plugins, required, derivedTables],
    // THIRD-PARTY-NOTICES.txt has them.
    legalComments: 'none',
  });
  metafiles.push(metafile);
  const fileOf = placeParts(metafile);
  const texts = new Map(outputFiles.map((one) => [path.relative('.', one.path), one.text]));
  for (const file of new Set(fileOf.values()))
    writeFileSync(`dist/${file}.js`, await fileText(file, fileOf, texts));
}

/** The file of each part. */
function placeParts({ outputs }: Metafile): ReadonlyMap<string, string> {
  const fileOf = new Map<string, string>();
  const place = (part: string, file: string): void => {
    if (fileOf.has(part)) return;
    fileOf.set(part, file);
    for (const one of outputs[part]?.imports ?? [])
      if (one.kind === 'import-statement' && outputs[one.path]) place(one.path, file);
  };
  for (const [file, modules] of Object.entries(commandFiles))
    for (const name of modules) {
      const found = Object.keys(outputs).find(
        (part) => outputs[part]?.entryPoint === `src/${name}.ts`,
      );
      if (found === undefined) throw new Error(`no import() loads src/${name}.ts`);
      if (fileOf.has(found)) throw new Error(`src/${name}.ts is loaded at once, not by import()`);
      place(found, file);
    }
  for (const part of Object.keys(outputs)) place(part, 'commands');
  return fileOf;
}

/**
 * A file of parts as a function that returns each that other files ask for. In one file they share a scope, and each runs at its
 * first use. ASCII, the quickest to read.
 */
async function fileText(
  file: string,
  fileOf: ReadonlyMap<string, string>,
  texts: ReadonlyMap<string, string>,
): Promise<string> {
  const own = [...fileOf].filter(([, one]) => one === file).map(([part]) => path.basename(part));
  const shared = sharedNames(file, fileOf, texts);
  const from = (part: string): string => (shared.get(part)?.has('*') ? './' : 'shared:');
  const entry = own
    .filter((part) => shared.has(part))
    .map((part) => `${JSON.stringify(part)}: () => require('${from(part)}${part}')`)
    .join(',\n');
  const { outputFiles } = await esbuild.build({
    ...node,
    stdin: { contents: `module.exports = {${entry}}`, resolveDir: 'dist', sourcefile: file },
    charset: 'ascii',
    legalComments: 'none',
    // Azure's client for logins asks only whether there is one.
    logOverride: { 'empty-import-meta': 'silent' },
    write: false,
    minify: false,
    plugins: [
      {
        name: 'parts',
        setup(build) {
          build.onResolve({ filter: /^shared:/ }, (one) => ({
            path: one.path.slice('shared:'.length),
            namespace: 'shared',
          }));
          build.onLoad({ filter: /.*/, namespace: 'shared' }, (one) => ({
            contents: `export { ${[...(shared.get(one.path) ?? [])].join(', ')} } from './${one.path}'`,
            resolveDir: 'dist',
          }));
          build.onResolve({ filter: /^\.\// }, (one) => {
            const part = path.join('dist', one.path);
            const other = fileOf.get(part);
            if (other === undefined) throw new Error(`${one.importer} imports ${one.path}`);
            return other === file
              ? { path: part, namespace: 'part' }
              : { path: `./${other}/${path.basename(part)}`, external: true };
          });
          build.onResolve({ filter: /^[^.]/ }, (one) => ({ path: one.path, external: true }));
          build.onLoad({ filter: /.*/, namespace: 'part' }, (one) => ({
            contents: texts.get(one.path) ?? '',
            resolveDir: 'dist',
          }));
        },
      },
    ],
  });
  const text = withQuickHelpers(outputFiles[0]?.text ?? '');
  return minified(`(function (require, module, __dirname) {${text}return module.exports})`);
}

/** The names that other files import of each part of a file; `*`: all, where the loader or an `import()` asks for it. */
function sharedNames(
  file: string,
  fileOf: ReadonlyMap<string, string>,
  texts: ReadonlyMap<string, string>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const shared = new Map<string, ReadonlySet<string>>();
  const add = (part: string, names: readonly string[]): void => {
    if (fileOf.get(`dist/${part}`) !== file) return;
    shared.set(part, new Set([...(shared.get(part) ?? []), ...names]));
  };
  for (const name of ['main', ...requiredModules.map((one) => path.basename(one))])
    add(`${name}.js`, ['*']);
  for (const [from, text] of texts) {
    for (const [, part = ''] of text.matchAll(/\bimport\("\.\/([^"]+)"\)/g)) add(part, ['*']);
    if (fileOf.get(from) === file) continue;
    for (const [, names = '', part = ''] of text.matchAll(
      /\bimport\s*(?:\{([^}]*)\}\s*from\s*)?"\.\/([^"]+)"/g,
    ))
      // As in `name, name as other`.
      add(part, names.match(/(?<=^|,)\s*[\w$]+/g) ?? []);
  }
  return shared;
}

async function minified(text: string): Promise<string> {
  const names = { minifyWhitespace: true, minifyIdentifiers: true } as const;
  const { code } = await esbuild.transform(text, {
    ...names,
    charset: 'ascii',
    target: common.target,
  });
  return code;
}

/** Bundles a script that Node.js runs, in which the same functions are replaced. */
async function bundleScript(entry: string, file: string, firstLine = ''): Promise<void> {
  const { outputFiles, metafile } = await esbuild.build({
    ...node,
    entryPoints: [entry],
    legalComments: 'none',
    minify: false,
    write: false,
    metafile: true,
  });
  metafiles.push(metafile);
  const text = withQuickHelpers(outputFiles[0]?.text ?? '');
  writeFileSync(file, `${firstLine}${await minified(text)}`);
}

/** Replaces two functions of esbuild that copy all that a module exports: here no module changes what it has exported. */
function withQuickHelpers(text: string): string {
  const helpers = {
    __toESM:
      '(module, isNode) => isNode || !module.__esModule ? { __proto__: module, default: module } : module',
    __toCommonJS: "(module) => __defProp(module, '__esModule', { value: true })",
  };
  return Object.entries(helpers).reduce((changed, [name, quick]) => {
    const slow = new RegExp(`^var ${name} = [^;]*;`, 'm');
    if (changed.includes(`${name}(`) && !slow.test(changed)) throw new Error(`no ${name} found`);
    return changed.replace(slow, `var ${name} = ${quick};`);
  }, text);
}

await bundleCommand();
await bundleScript('src/bin/start.ts', 'dist/bin.js', '#!/usr/bin/env node\n');
await bundleScript('src/bin/worker-entry.ts', 'dist/thread.js');
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
