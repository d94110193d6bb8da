/** `aibgen init`: a first spec, from a few questions or from flags. */
import { diagnose, type Finding } from '../../diagnostics/diagnostic';
import { type Host, systemReason } from '../../disk/host';
import { sameContent } from '../../disk/manifest';
import { folderOf, normalizePath, relativeTo, toSlashes } from '../../lib/paths';
import { resolve } from '../../resolve';
import { buildCommand } from '../build/rebuild-command';
import { defaultFolder } from '../../project/default-folder';
import {
  type InitFlags,
  type InitProblem,
  type InitSettings,
  type InitTarget,
  targetKinds,
} from '../init/settings';
import { firstSpec, osOfSource, withDefaults } from '../init/first-spec';
import { safeText } from '../../lib/safe-text';
import { exit, type Io } from '../io';
import { report } from '../report';

/** Runs the command; returns its exit code. */
export async function init(io: Io, flags: InitFlags): Promise<number> {
  const given = settingsOf(flags);
  const ask = io.console && !flags.yes ? io.console : undefined;
  const { askSettings } = ask ? await import('../init/questions') : { askSettings: undefined };
  const settings =
    ask && askSettings ? await askSettings(ask, given, problemsOf) : withDefaults(given);
  if (!settings) {
    io.stderr('Nothing was written.\n');
    return exit.problems;
  }
  const problems = problemsOf(settings);
  if (problems.length > 0) {
    const findings = problems.map((one) => diagnose('AIB950', one, {}));
    return report(io, findings, 'text', false);
  }
  if (!ask && Object.keys(given).length === 0) io.stderr(saidDefaults(settings));
  const folder = normalizePath(toSlashes(flags.dir));
  const spec = folder === '' ? `${settings.name}.yaml` : `${folder}/${settings.name}.yaml`;
  const code = write(io, spec, settings, flags.force);
  return code === exit.done ? placePipelines(io, spec, settings) : code;
}

/** Only what the flags say. */
function settingsOf(flags: InitFlags): Partial<InitSettings> {
  const { gallery, image, vhd, dir: _, force: __, yes: ___, ...rest } = flags;
  const references = { gallery, image, vhd };
  const targets = targetKinds.flatMap((kind): readonly InitTarget[] => {
    const reference = references[kind];
    return reference === undefined ? [] : [{ kind, reference }];
  });
  return { ...rest, ...(targets.length > 0 ? { targets } : {}) };
}

function saidDefaults({ name, source, location, identity, targets }: InitSettings): string {
  const where = targets.map(({ kind, reference }) => `${kind} ${reference}`).join(', ');
  return `No terminal and no flags, so the defaults: ${name} from ${source}, built in ${location} by ${identity}, to ${where}.\n`;
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

function write(io: Io, spec: string, settings: InitSettings, force: boolean): number {
  const { host } = io;
  const text = firstSpec(settings, schemaPath(spec));
  if (host.kindOf(spec) !== undefined && !sameContent(host, spec, text) && !force) {
    return report(io, [diagnose('AIB951', { path: spec }, { file: spec })], 'text', false);
  }
  let current = spec;
  try {
    for (const path of [spec, attributesName]) {
      current = path;
      const content = path === spec ? text : attributes(host);
      if (sameContent(host, path, content)) continue;
      if (folderOf(path) !== '') host.makeFolder(folderOf(path));
      host.writeFile(path, content);
      io.stderr(`${safeText(path)}\n`);
    }
  } catch (error) {
    const why = systemReason(error);
    return report(
      io,
      [diagnose('AIB905', { path: current, why }, { file: current })],
      'text',
      false,
    );
  }
  report(io, tried(settings, spec), 'text', false, 'with the rest');
  return exit.done;
}

/** Folders in which CI systems read pipelines. */
const pipelineFolders = {
  github: ['.github/workflows'],
  azure: ['.azure-pipelines'],
  both: ['.github/workflows', '.azure-pipelines'],
  none: [],
} as const;

/** Builds where pipelines were asked for, since they come with a build; then says what comes next. */
async function placePipelines(io: Io, spec: string, settings: InitSettings): Promise<number> {
  const pipelines = settings.pipelines === undefined ? [] : pipelineFolders[settings.pipelines];
  const folder = folderOf(spec);
  const specs = folder === defaultFolder ? [] : [folder === '' ? spec : folder];
  const flags = {
    out: 'out',
    templates: undefined,
    pipelines,
    check: false,
    force: false,
    prune: false,
    strict: false,
    format: 'text',
    stdout: undefined,
  } as const;
  if (pipelines.length > 0) {
    const { build } = await import('./build');
    const code = await build(io, specs, flags);
    if (code !== exit.done) return code;
    for (const path of pipelines) io.stderr(`pipelines in ${safeText(path)}\n`);
    io.stderr('"aibgen init --pipelines" prints what they need.\n');
  }
  const command = `npx ${buildCommand(specs, flags)}`;
  io.stderr(`\nNext:\n  ${safeText(command)}\n  ${safeText(command)} --check\n`);
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
