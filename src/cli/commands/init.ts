/** `aibgen init`: a first spec, from a few questions or from flags. */
import { diagnose, type Finding } from '../../diagnostics/diagnostic';
import { type Host, systemReason } from '../../disk/host';
import { sameContent } from '../../disk/manifest';
import { folderOf, normalizePath, relativeTo, toSlashes } from '../../lib/paths';
import { readProject } from '../../config/read-config';
import { configFolder, configName } from '../../disk/project';
import { resolve } from '../../resolve';
import { buildCommand } from '../build/rebuild-command';
import {
  type InitFlags,
  type InitProblem,
  type InitSettings,
  type InitTarget,
  targetKinds,
} from '../init/settings';
import { firstConfig, firstSpec, osOfSource, withDefaults } from '../init/first-spec';
import { fromExample } from '../init/from-example';
import { nextSteps } from '../init/next-steps';
import { safeLine, safeLines, type SafeText } from '../../lib/safe-text';
import { exit, type Io } from '../io';
import { report } from '../report';

/** Runs the command; returns its exit code. */
export async function init(io: Io, flags: InitFlags): Promise<number> {
  if (flags.from !== undefined) return initFrom(io, flags.from, flags);
  const given = settingsOf(flags);
  const ask = io.console && !flags.yes ? io.console : undefined;
  const { askSettings } = ask ? await import('../init/questions') : { askSettings: undefined };
  const settings =
    ask && askSettings ? await askSettings(ask, given, problemsOf) : withDefaults(given);
  if (!settings) {
    io.stderr(safeLine('Nothing was written.'));
    return exit.problems;
  }
  const problems = problemsOf(settings);
  if (problems.length > 0) {
    const findings = problems.map((one) => diagnose('AIB950', one, {}));
    return report(io, findings, 'text', false);
  }
  if (!ask && Object.keys(given).length === 0) io.stderr(saidDefaults(settings));
  const spec = specPath(flags.dir, settings.name);
  const code = write(io, spec, firstSpec(settings, schemaPath(spec)), settings, flags.force);
  if (code !== exit.done) return code;
  report(io, tried(settings, spec), 'text', false, 'with the rest');
  return placePipelines(io, spec, settings);
}

/** Writes an example as the first spec. */
async function initFrom(io: Io, example: string, flags: InitFlags): Promise<number> {
  const spec = specPath(flags.dir, flags.name ?? example);
  const text = fromExample((await io.manual()).examples, example, schemaPath(spec));
  if (typeof text !== 'string') return report(io, [text], 'text', false);
  const chosen = flags.pipelines === undefined ? {} : { pipelines: flags.pipelines };
  const code = write(io, spec, text, chosen, flags.force);
  return code === exit.done ? placePipelines(io, spec, chosen) : code;
}

function specPath(dir: string, name: string): string {
  const folder = normalizePath(toSlashes(dir));
  return folder === '' ? `${name}.yaml` : `${folder}/${name}.yaml`;
}

/** Only what the flags say. */
function settingsOf(flags: InitFlags): Partial<InitSettings> {
  const { gallery, image, vhd, dir: _, force: __, yes: ___, from: ____, ...rest } = flags;
  const references = { gallery, image, vhd };
  const targets = targetKinds.flatMap((kind): readonly InitTarget[] => {
    const reference = references[kind];
    return reference === undefined ? [] : [{ kind, reference }];
  });
  return { ...rest, ...(targets.length > 0 ? { targets } : {}) };
}

function saidDefaults({ name, source, location, identity, targets }: InitSettings): SafeText {
  const where = targets.map(({ kind, reference }) => `${kind} ${reference}`).join(', ');
  return safeLine(
    `No terminal and no flags, so the defaults: ${name} from ${source}, built in ${location} by ${identity}, to ${where}.`,
  );
}

/** The schema is where a build puts it. */
function schemaPath(spec: string): string {
  const schema = 'out/aibgen.schema.json';
  return spec.startsWith('/') ? schema : relativeTo(folderOf(spec), schema);
}

/** What is wrong with settings, by the flags that say them: each is tried in a spec. */
function problemsOf(settings: InitSettings): readonly InitProblem[] {
  const { name } = settings;
  if (!imageName.test(name)) {
    const why = `"${name}" is not a valid image name.`;
    return [
      { flag: 'name', value: name, why, hint: 'Write 1 to 64 letters, digits, "-", "_" and ".".' },
    ];
  }
  const sourceOs = osOfSource(settings.source);
  if (sourceOs !== undefined && sourceOs !== settings.os) {
    const why = `The source "${settings.source}" is a ${sourceOs === 'linux' ? 'Linux' : 'Windows'} image.`;
    return [{ flag: 'os', value: settings.os, why, hint: 'Remove one of them.' }];
  }
  return tried(settings).flatMap(({ severity, path, message, hint }) =>
    severity === 'error' ? [{ ...flagBehind(path, settings), why: message, hint }] : [],
  );
}

const imageName = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$/;

function tried(settings: InitSettings, entry = `${settings.name}.yaml`): readonly Finding[] {
  const text = firstSpec(settings, schemaPath(entry));
  return resolve((path) => (path === entry ? text : undefined), entry, {}).diagnostics;
}

/** The flag that says what is at a path of the spec. */
function flagBehind(
  path: string,
  settings: InitSettings,
): { readonly flag: string; readonly value: string } {
  const target = settings.targets[Number(/^distribute\[(\d+)\]/.exec(path)?.[1] ?? -1)];
  if (target) return { flag: target.kind, value: target.reference };
  const key = /^\w+/.exec(path)?.[0] ?? '';
  switch (key) {
    case 'resourceGroup':
      return { flag: 'resource-group', value: settings.resourceGroup ?? '' };
    case 'subscription':
    case 'location':
    case 'identity':
    case 'source':
    case 'os':
      return { flag: key, value: settings[key] ?? '' };
    default:
      return { flag: 'name', value: settings.name };
  }
}

/** Writes the spec, and what a project has beside its specs where that is not there yet. */
function write(
  io: Io,
  spec: string,
  text: string,
  settings: Pick<InitSettings, 'pipelines'>,
  force: boolean,
): number {
  const { host } = io;
  if (host.kindOf(spec) !== undefined && !sameContent(host, spec, text) && !force) {
    return report(io, [diagnose('AIB951', { path: spec }, { file: spec })], 'text', false);
  }
  const files = [
    [spec, text],
    ...(configFolder(host) === undefined
      ? [[configName, firstConfig(folderOf(spec), pipelinesOf(settings))] as const]
      : []),
    [attributesName, attributes(host)],
  ] as const;
  let current = spec;
  try {
    for (const [path, content] of files) {
      current = path;
      if (sameContent(host, path, content)) continue;
      if (folderOf(path) !== '') host.makeFolder(folderOf(path));
      host.writeFile(path, content);
      io.stderr(safeLine(path));
    }
  } catch (error) {
    const why = systemReason(error);
    const failed = diagnose('AIB905', { path: current, why }, { file: current });
    return report(io, [failed], 'text', false);
  }
  return exit.done;
}

/** Folders in which CI systems read pipelines. */
const pipelineFolders = {
  github: ['.github/workflows'],
  azure: ['.azure-pipelines'],
  both: ['.github/workflows', '.azure-pipelines'],
  none: [],
} as const;

function pipelinesOf({ pipelines }: Pick<InitSettings, 'pipelines'>): readonly string[] {
  return pipelines === undefined ? [] : pipelineFolders[pipelines];
}

/** Builds where pipelines were asked for, since they come with a build; then says what comes next. */
async function placePipelines(
  io: Io,
  spec: string,
  settings: InitSettings | Pick<InitSettings, 'pipelines'>,
): Promise<number> {
  const project = readProject(io.host);
  const pipelines = pipelinesOf(settings);
  const isKnown = pipelines.every((one) => project.pipelines.folders?.includes(one));
  const specs =
    isKnown && project.specs?.includes(folderOf(spec) || '.') ? [] : [folderOf(spec) || spec];
  const flags = {
    out: project.out ?? 'out',
    templates: undefined,
    pipelines,
    check: false,
    force: false,
    prune: false,
    strict: false,
    quiet: false,
    format: 'text',
    stdout: undefined,
    summary: undefined,
  } as const;
  if (pipelines.length > 0) {
    const { build } = await import('./build');
    const args = specs.length > 0 ? specs : (project.specs ?? []);
    const code = await build({ ...io, project }, args, flags);
    if (code !== exit.done) return code;
    for (const path of pipelines) io.stderr(safeLine(`pipelines in ${path}`));
    io.stderr(safeLine('"aibgen init --pipelines" prints what they need.'));
  }
  // What the configuration file says need not be repeated.
  const command = buildCommand(specs, { out: 'out', ...(isKnown ? {} : { pipelines }) });
  io.stderr(
    safeLines(nextSteps('name' in settings ? settings : undefined, spec, `npx ${command}`)),
  );
  return exit.done;
}

const attributesName = '.gitattributes';
const attributesLine = 'out/** linguist-generated eol=lf';

/** `.gitattributes` with a line for the outputs, unless it already has one. */
function attributes(host: Host): string {
  const bytes = host.readFile(attributesName);
  const before = bytes ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) : '';
  if (/^\/?out\/\*\*\s.*linguist-generated/m.test(before)) return before;
  const end = before.includes('\r\n') ? '\r\n' : '\n';
  const gap = before === '' || before.endsWith('\n') ? '' : end;
  return `${before}${gap}${attributesLine}${end}`;
}
