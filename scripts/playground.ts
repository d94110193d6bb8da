// Builds the playground: one page that holds the library, the editor and the examples, and needs nothing else.
// Usage: npm run playground -- [file] [address of the manual]
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import esbuild from 'esbuild';
import type { CompileInput, CompileResult } from '../src';
import { compiledTemplates } from './templates';

const target = process.argv[2] ?? 'docs/playground/index.html';
const manual = process.argv[3] ?? '';
const read = (file: string): string => readFileSync(file, 'utf8');
const { version }: { version: string } = JSON.parse(read('package.json'));
const library: { compile: (input: CompileInput) => CompileResult } = createRequire(
  path.resolve('package.json'),
)('./dist/index.js');

const files = Object.fromEntries(
  readdirSync('specs', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.posix.join(entry.parentPath, entry.name))
    .toSorted()
    .map((file) => [path.posix.relative('specs', file), read(file)]),
);

/** The files that an example is made of, itself first; its manifest lists them. */
function filesOf(entry: string): readonly string[] {
  const { outputs } = library.compile({ files, entry });
  const manifests = Object.keys(outputs).filter((file) => file.endsWith('/.aibgen.json'));
  const inputs = manifests.flatMap((file) => Object.keys(JSON.parse(outputs[file] ?? '').inputs));
  return [...new Set([entry, ...inputs])];
}

const entries = Object.keys(files).filter((file) => /^[^/_][^/]*\.yaml$/.test(file));
const examples = Object.fromEntries(entries.map((entry) => [entry, filesOf(entry)]));

// For a browser esbuild resolves no module of Node.js: that the page can be built shows that the library needs none.
const built = await esbuild.build({
  entryPoints: ['playground/main.ts'],
  bundle: true,
  minify: true,
  write: false,
  platform: 'browser',
  target: 'es2023',
  charset: 'utf8',
  loader: { '.yaml': 'text' },
  legalComments: 'eof',
  define: {
    AIBGEN_VERSION: JSON.stringify(version),
    AIBGEN_MANUAL: JSON.stringify(manual),
    AIBGEN_EXAMPLES: JSON.stringify({ files, examples }),
  },
  plugins: [compiledTemplates],
  logLevel: 'warning',
});
const script = built.outputFiles[0]?.text ?? '';
const css = await esbuild.transform(read('playground/style.css'), { loader: 'css', minify: true });
const hash = createHash('sha256').update(script).digest('base64');
// The editor makes its styles as it goes; of scripts, only this one may run.
const policy = `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'`;
const parts: Readonly<Record<string, string>> = {
  manual: manual === '' ? '' : `<a href="${manual}manual.html">Manual</a>`,
  policy: `<meta http-equiv="Content-Security-Policy" content="${policy}" />`,
  style: `<style>${css.code.trim()}</style>`,
  script: `<script>${script}</script>`,
};
const page = read('playground/index.html').replace(
  /<!-- (\w+) -->/g,
  (_mark, part: string) => parts[part] ?? '',
);
mkdirSync(path.dirname(target), { recursive: true });
writeFileSync(target, page);
