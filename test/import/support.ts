/** What the tests of the import share. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../src';
import type { CompileOptions } from '../../src';
import { importDocument } from '../../src/import/import-document';
import type { ImportedSpec, ImportOptions } from '../../src/import/import-document';

/** A published template. */
export function corpus(name: string): string {
  return readFileSync(join(__dirname, '..', 'data', 'corpus', name), 'utf8');
}

/** The one image of a document. */
export function importOne(text: string, options: ImportOptions = {}): ImportedSpec {
  const { specs, problems } = importDocument(text, options);
  const [only, ...more] = specs;
  if (!only || more.length > 0)
    throw new Error(`${specs.length} specs; ${JSON.stringify(problems)}`);
  return only;
}

/** An output of a spec that builds without an error. */
function output(text: string, name: string, options: CompileOptions = {}): string {
  const { outputs, diagnostics } = compile({ files: { 'x.yaml': text }, entry: 'x.yaml', options });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(`${JSON.stringify(errors, null, 2)}\n${text}`);
  const found = Object.entries(outputs).find(([path]) => path.endsWith(`/${name}`));
  if (!found) throw new Error(`no ${name}`);
  return found[1];
}

/** The image template that a spec gives. */
export function built(
  text: string,
  options: CompileOptions = {},
): Readonly<Record<string, unknown>> {
  return JSON.parse(output(text, 'imageTemplate.json', options)) as Readonly<
    Record<string, unknown>
  >;
}
