/**
 * Turns a built-in template into a module that exports the compiled one, so that no template is parsed at run time. Shared by the
 * bundlers (build.ts, hostile.ts, playground.ts) and by Jest (jest-transform.cjs).
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'esbuild';
import { compileTemplate } from './template-compiler';

// Scripts and tests run in the folder of the project.
const root = process.cwd();
const runtime = path.join(root, 'src', 'emit', 'template-runtime');

/** Source text of a template -> source text of an ES module. */
export function templateModule(text: string, file: string): string {
  const name = path.relative(root, file).replaceAll('\\', '/');
  const from = path.relative(path.dirname(file), runtime).replaceAll('\\', '/');
  return [
    `import * as t from ${JSON.stringify(from)};`,
    `const template = ${JSON.stringify(name.replace('templates/', ''))};`,
    `export default ${compileTemplate(text, name)};\n`,
  ].join('\n');
}

/** The same as a plugin of esbuild. */
export const compiledTemplates: Plugin = {
  name: 'compiled-templates',
  setup(build) {
    build.onLoad({ filter: /\.hbs$/ }, ({ path: file }) => ({
      contents: templateModule(readFileSync(file, 'utf8'), file),
      loader: 'js',
    }));
  },
};
