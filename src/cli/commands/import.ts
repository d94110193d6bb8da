/** `aibgen import`: a compact spec from an existing template. */
import { nearPath } from '../../disk/near-path';
import { codeEntry } from '../../diagnostics/codes';
import { type Finding, diagnose, hasErrors } from '../../diagnostics/diagnostic';
import { compileBicep } from '../../disk/bicep-cli';
import { readBicepFiles } from '../../disk/bicep-files';
import { systemReason } from '../../disk/host';
import { readForeignFiles, type ForeignDocument } from '../../disk/foreign-files';
import { documentFormat, templateCommand } from '../../import/document-format';
import { importDocument, importResources } from '../../import/import-document';
import type { ImportedSpec, ImportResult } from '../../import/import-document';
import { bicepPositions } from '../../import/bicep-positions';
import { isJsonObject, parseJson } from '../../lib/json';
import {
  absolutePath,
  baseName,
  folderOf,
  folderPath,
  relativeTo,
  toSlashes,
} from '../../lib/paths';
import { decode } from '../../spec/yaml/read-yaml';
import { importJson, importText } from '../import/report-text';
import { exit, type Io } from '../io';
import { report } from '../report';

export interface ImportFlags {
  readonly parameters?: string;
  readonly var: Readonly<Record<string, string>>;
  readonly varFile: readonly string[];
  readonly keepParameters: boolean;
  readonly out?: string;
  readonly name?: string;
  readonly force: boolean;
  readonly report: 'text' | 'json';
  readonly reportFile?: string;
}

/** Runs the command; returns its exit code. */
export async function importCommand(io: Io, path: string, flags: ImportFlags): Promise<number> {
  if (path !== '-' && io.host.isFolder(path)) return importForeign(io, path, undefined, flags);
  const template = await readTemplate(io, path, []);
  if (template.problems.length === 0 && !template.locate) {
    const format = documentFormat(path, template.text);
    if (format === 'script') return reportScript(io, path, template.text);
    if (format !== 'arm') return importForeign(io, path, { format, text: template.text }, flags);
  }
  const values =
    flags.parameters === undefined
      ? undefined
      : await readTemplate(io, flags.parameters, [folderOf(toSlashes(path))]);
  // A `.bicepparam` file brings its template, and as the values of another one its values only.
  const parametersText = values ? (values.values ?? values.text) : template.values;
  const unread = [...template.problems, ...(values?.problems ?? [])];
  if (unread.length > 0) return report(io, unread, 'text', false);
  const result = importDocument(template.text, {
    ...(parametersText === undefined ? {} : { parametersText }),
    ...(template.locate ? { locate: template.locate } : {}),
    path,
    keepParameters: flags.keepParameters,
    parameterValues: flags.var,
    ...namesOf(path, flags),
  });
  return finish(io, path, result, flags);
}

/** How the specs of a document are called. */
function namesOf(path: string, { name, out }: ImportFlags) {
  const file = baseName(toSlashes(path).replace(/\/+$/, ''));
  const isNamed = path !== '-' && /[A-Za-z0-9]/.test(file);
  return {
    ...(name === undefined ? {} : { name }),
    stem: isNamed ? file.replace(/\.(?:pkr\.hcl|pkr\.json|tf\.json|\w+)$/, '') : 'image',
    asFiles: out !== undefined,
  };
}

/** Imports a document of another tool: a file, or all files of a folder. */
async function importForeign(
  io: Io,
  path: string,
  document: ForeignDocument | undefined,
  flags: ImportFlags,
): Promise<number> {
  const { parameters, var: values, varFile, keepParameters, out } = flags;
  const files = readForeignFiles(io.host, path, document, [
    ...(parameters === undefined ? [] : [parameters]),
    ...varFile,
  ]);
  if (files.problems.length > 0) return report(io, files.problems, 'text', false);
  const { readForeign } = await import('../../import/read-foreign');
  const read = readForeign(files.format, { ...files, values, keepParameters });
  const result = importResources(read, {
    path,
    ...namesOf(path, flags),
    readFile: files.readFile,
    // Without a folder for the spec it is expected next to the document.
    folder:
      out === undefined
        ? ''
        : relativeTo(absolutePath(io.host.cwd, out), absolutePath(io.host.cwd, files.folder)),
  });
  return finish(io, path, result, flags);
}

/** Scripts are not run to find out what they make. */
function reportScript(io: Io, path: string, text: string): number {
  const { command, start } = templateCommand(text);
  const span = { source: { path, text }, start, end: start + command.length };
  return report(io, [diagnose('AIB609', { command }, { span })], 'text', false);
}

/** Writes the specs and the report. */
function finish(io: Io, path: string, result: ImportResult, flags: ImportFlags): number {
  const written = flags.out === undefined ? print(io, result) : write(io, result, flags.out, flags);
  const all = [...result.diagnostics, ...written];
  const summary = summarize(io, result, path, all, flags);
  if (summary) all.push(summary);
  return exitCode(all);
}

/** The exit code for diagnostics that are already printed. */
function exitCode(diagnostics: readonly Finding[]): number {
  if (diagnostics.some(({ code }) => codeEntry(code)?.exit === 'usage')) return exit.usage;
  return hasErrors(diagnostics) ? exit.problems : exit.done;
}

/** A template or its values as JSON; not to be used where there are problems. */
interface ReadTemplate {
  readonly text: string;
  readonly problems: readonly Finding[];
  /** The parameters file of a template that a `.bicepparam` file uses. */
  readonly values?: string;
  /** Positions in the Bicep files that the JSON was compiled from. */
  readonly locate?: ReturnType<typeof bicepPositions>;
}

/** Reads a template or its values; Bicep is compiled, and may read from its own folder and from these. */
async function readTemplate(
  io: Io,
  path: string,
  folders: readonly string[],
): Promise<ReadTemplate> {
  const refused = (problem: Finding): ReadTemplate => ({ text: '', problems: [problem] });
  try {
    if (/\.bicep(?:param)?$/i.test(path) && io.host.kindOf(path) !== undefined) {
      return readBicep(io, path, folders);
    }
    const bytes = path === '-' ? await io.stdin() : io.host.readFile(path);
    if (!bytes)
      return refused(diagnose('AIB901', { path, near: nearPath(io.host, path) }, { file: path }));
    const text = decode(bytes);
    if (text !== undefined) return { text, problems: [] };
    return refused(diagnose('AIB903', { path, why: 'it is not text' }, { file: path }));
  } catch (error) {
    return refused(diagnose('AIB903', { path, why: systemReason(error) }, { file: path }));
  }
}

function readBicep({ host }: Io, path: string, folders: readonly string[]): ReadTemplate {
  const bicep = readBicepFiles(host, path, folders);
  if (bicep.problems.length > 0) return { text: '', problems: bicep.problems };
  const isParameters = /\.bicepparam$/i.test(path);
  const compiled = compileBicep(host.cwd, path, isParameters ? 'build-params' : 'build');
  if (!compiled.ok) {
    const problem = diagnose('AIB606', { path, why: compiled.why }, { file: path });
    return { text: '', problems: [problem] };
  }
  // `bicep build-params` prints the template together with the values.
  const printed = isParameters ? parseJson(compiled.text) : undefined;
  const { templateJson, parametersJson } = isJsonObject(printed) ? printed : {};
  const text = typeof templateJson === 'string' ? templateJson : compiled.text;
  const entry = isParameters ? (Object.keys(bicep.files)[1] ?? bicep.entry) : bicep.entry;
  return {
    text,
    problems: [],
    locate: bicepPositions({ ...bicep, entry }, parseJson(text) ?? null),
    ...(typeof parametersJson === 'string' ? { values: parametersJson } : {}),
  };
}

function print(io: Io, { specs }: ImportResult): readonly Finding[] {
  const [only, ...more] = specs;
  if (more.length > 0) {
    const names = specs.map(({ name }) => name);
    return [diagnose('AIB605', { names }, {})];
  }
  if (only && isSpec(only)) io.rawStdout(only.text);
  return [];
}

/** A spec without an image is not written. */
function isSpec({ image }: ImportedSpec): boolean {
  return image !== undefined;
}

function write(
  io: Io,
  { specs }: ImportResult,
  out: string,
  { force }: ImportFlags,
): readonly Finding[] {
  const { host } = io;
  const folder = folderPath(out);
  const diagnostics: Finding[] = [];
  const files: { readonly path: string; readonly text: string }[] = [];
  try {
    for (const spec of specs.filter(isSpec)) {
      const path = `${folder}/${spec.name}.yaml`;
      const old = host.readFile(path);
      if (old && !force && decode(old) !== spec.text) {
        diagnostics.push(diagnose('AIB607', { path }, { file: path }));
      }
      files.push({ path, text: spec.text });
    }
    if (diagnostics.length > 0) return diagnostics;
    if (files.length > 0) host.makeFolder(folder);
    for (const { path, text } of files) host.writeFile(path, text);
  } catch (error) {
    const why = systemReason(error);
    return [diagnose('AIB905', { path: folder, why }, {})];
  }
  return diagnostics;
}

/** Prints or writes the report; returns the error if that fails. */
function summarize(
  io: Io,
  result: ImportResult,
  path: string,
  diagnostics: readonly Finding[],
  { report: format, reportFile }: ImportFlags,
): Finding | undefined {
  const text = format === 'json' ? importJson(result, diagnostics) : importText(result, path);
  if (format === 'text') report(io, diagnostics, 'text', false);
  if (reportFile === undefined) {
    io.stderr(text);
    return undefined;
  }
  try {
    io.host.writeFile(reportFile, text);
    return undefined;
  } catch (error) {
    const problem = diagnose('AIB905', { path: reportFile, why: systemReason(error) }, {});
    report(io, [problem], 'text', false);
    return problem;
  }
}
