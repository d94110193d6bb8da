// Runs a script that is written in TypeScript, in the root of the project: `node scripts/run.mjs build`. Node.js 20 cannot
// run it as it is, so esbuild bundles it first.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import esbuild from 'esbuild';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const [name, ...args] = process.argv.slice(2);
const { dependencies = {}, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const outfile = path.resolve('node_modules/.cache/aibgen', `${name}.mjs`);
await esbuild.build({
  entryPoints: [`scripts/${name}.ts`],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  sourcemap: 'inline',
  external: Object.keys({ ...dependencies, ...devDependencies }),
  // The helpers that Jest loads too are CommonJS.
  banner: {
    js: "import * as nodeModule from 'node:module'; const require = nodeModule.createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
process.argv.splice(1, process.argv.length, outfile, ...args);
await import(pathToFileURL(outfile).href);
