/** What the tests of Packer, Terraform and Dev Box share. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compile } from '../../src';
import { importText } from '../../src/cli/import/report-text';
import type { Finding } from '../../src/diagnostics/diagnostic';
import { diskHost } from '../../src/disk/host';
import { readForeignFiles } from '../../src/disk/foreign-files';
import { documentFormat } from '../../src/import/document-format';
import { importDocument, importResources } from '../../src/import/import-document';
import type { ImportedSpec, ImportResult } from '../../src/import/import-document';
import { readForeign } from '../../src/import/read-foreign';
import type { Json } from '../../src/lib/json';
import { isJsonList, isJsonObject } from '../../src/lib/json';

/** A document below `test/import`: a file or a folder. */
export interface Imported extends ImportResult {
  readonly folder: string;
  /** The files that were read for it. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** Imports a file or a folder from the disk. */
export function importFile(
  name: string,
  options: {
    readonly values?: Readonly<Record<string, string>>;
    readonly keepParameters?: boolean;
  } = {},
): Imported {
  const host = diskHost(__dirname);
  const isFolder = statSync(path.join(__dirname, name)).isDirectory();
  const text = isFolder ? '' : readFileSync(path.join(__dirname, name), 'utf8');
  const format = documentFormat(name, text);
  const { values = {}, keepParameters = false } = options;
  if (!isFolder && (format === 'arm' || format === 'script')) {
    const result = importDocument(text, { path: name, stem: 'image', parameterValues: values });
    return { ...result, folder: __dirname, files: [{ path: name, text }] };
  }
  const document = format === 'arm' || format === 'script' ? undefined : { format, text };
  const files = readForeignFiles(host, name, isFolder ? undefined : document, []);
  expect(files.problems).toEqual([]);
  const read = readForeign(files.format, { ...files, values, keepParameters });
  const result = importResources(read, { path: name, stem: 'image', readFile: files.readFile });
  return { ...result, folder: path.join(__dirname, files.folder), files: files.sources };
}

/** The template that a spec builds, and what a build has to say; scripts are those of the folder. */
export function build(spec: ImportedSpec, folder: string) {
  const scripts = filesIn(folder, '').map((name) => [name, readFileSync(path.join(folder, name))]);
  const files = { ...Object.fromEntries(scripts), 'x.yaml': spec.text };
  const { outputs, diagnostics } = compile({ files, entry: 'x.yaml' });
  const found = Object.entries(outputs).find(([name]) => name.endsWith('/imageTemplate.json'));
  const template = found ? (JSON.parse(found[1]) as Json) : undefined;
  return { template, errors: diagnostics.filter(({ severity }) => severity === 'error') };
}

function filesIn(folder: string, inner: string): readonly string[] {
  return readdirSync(path.join(folder, inner), { withFileTypes: true }).flatMap((one) =>
    one.isDirectory() ? filesIn(folder, `${inner}${one.name}/`) : [`${inner}${one.name}`],
  );
}

/** Compares with a file that holds the specs and the report; RECORD=1 writes it. */
export function expectRecorded(
  file: string,
  { specs, diagnostics }: ImportResult,
  name: string,
): void {
  const own = diagnostics.filter((one) => specs.every((spec) => !spec.diagnostics.includes(one)));
  const made = [
    ...specs.map(({ text }) => text),
    own.map(describeFinding).join(''),
    importText({ specs, diagnostics }, name),
  ].join('---\n');
  const target = path.join(__dirname, file);
  if (process.env['RECORD']) writeFileSync(target, made);
  expect(made).toBe(existsSync(target) ? readFileSync(target, 'utf8') : '');
}

function describeFinding({ file, line, severity, code, path: place, message }: Finding): string {
  return `${file}:${line}: ${severity} ${code}: ${place === '' ? '' : `${place}: `}${message}\n`;
}

/** All texts and numbers inside a value, keys too. */
function words(value: Json | undefined): readonly string[] {
  if (isJsonList(value)) return value.flatMap(words);
  if (isJsonObject(value))
    return Object.entries(value).flatMap(([key, inner]) => [key, ...words(inner)]);
  return value === undefined ? [] : [String(value)];
}

/** The lines of a file of which the report or a diagnostic says something. */
function reportedLines(
  { specs, diagnostics }: ImportResult,
  file: string,
  main: string,
): ReadonlySet<number> {
  const lines = specs.flatMap(({ notes, obstacles }) => [
    ...notes.flatMap((one) => ((one.file ?? main) === file ? [one.line] : [])),
    ...obstacles.map(({ line }) => line),
  ]);
  return new Set([
    ...lines,
    ...diagnostics.flatMap((one) => (one.file === file ? [one.line] : [])),
  ]);
}

/** How a reader who does not know the language of a source finds the values in it. */
export interface Reading {
  /** The lines of a file, those that are not about the image empty. */
  readonly linesOf?: (text: string) => readonly string[];
  /** Lines that have no values: declarations and the like. */
  readonly structure: RegExp;
  readonly valuesOn: (line: string) => readonly string[];
  /** The form in which texts are compared. */
  readonly folded?: (text: string) => string;
}

/** The values of a source that are neither in a built template nor in a spec nor in the report on their line. */
export function lostValues(found: Imported, main: string, reading: Reading): readonly string[] {
  const { linesOf = (text: string) => text.split('\n'), structure, valuesOn } = reading;
  const { folded = (text: string) => text.toLowerCase() } = reading;
  const content = folded(
    found.specs
      .flatMap((spec) => [...words(build(spec, found.folder).template), spec.text])
      .join('\n'),
  );
  return found.files.flatMap(({ path: file, text }) => {
    const reported = reportedLines(found, file, main);
    return linesOf(text).flatMap((line, index) => {
      if (structure.test(line) || reported.has(index + 1)) return [];
      const missing = valuesOn(line).filter((one) => !content.includes(folded(one)));
      return missing.map((one) => `${file}:${index + 1}: ${one}`);
    });
  });
}
