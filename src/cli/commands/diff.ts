/** `aibgen diff`: what a build would change, and the effect of each change. */
import { jsonText, safe } from '../../lib/safe-text';
import { diagnose, type Finding, hasErrors } from '../../diagnostics/diagnostic';
import type { Host } from '../../disk/host';
import { manifestName } from '../../disk/manifest';
import { type Change, changesBetween } from '../../inspect/template-changes';
import { type Right, rightChanges } from '../../rights/right-changes';
import { isJsonObject, type JsonObject, parseJson } from '../../lib/json';
import type { SpecOptions } from '../../spec/spec-options';
import { parseRoles } from '../roles/roles-document';
import { diffMarkdown, diffText } from '../diff/diff-formats';
import type { ImageDiff } from '../diff/image-diff';
import { exit, type Io } from '../io';
import { paintChanges } from '../paint-changes';
import { report } from '../report';
import { resolveAll } from '../../project/resolve-all';
import { selectSpecs } from '../../project/find-specs';
import { readTemplates } from '../read-user-templates';
import { folderPath } from '../../lib/paths';

export interface DiffOptions extends SpecOptions {
  readonly out: string;
  /** The folder of the user's templates. */
  readonly templates?: string;
  readonly against?: string;
  readonly format: 'text' | 'json' | 'markdown';
}

/** Files of an image by their path in its folder. */
type ImageFiles = Readonly<Record<string, string>>;

/** Access to the previous outputs. */
interface Before {
  readonly read: (paths: readonly string[]) => ReadonlyMap<string, string>;
  readonly folders: () => readonly string[];
}

/** Runs the command; returns its exit code. */
export async function diff(io: Io, args: readonly string[], options: DiffOptions): Promise<number> {
  const selection = await selectSpecs(io.host, args, options.out);
  const run = resolveAll(io.host, selection, options);
  const out = folderPath(options.out);
  const before =
    options.against === undefined
      ? onDisk(io.host, out)
      : await inCommit(io.host.cwd, out, options.against);
  const { own, diagnostics: ofTemplates } = await readTemplates(io.host, options.templates);
  const diagnostics = [
    ...selection.diagnostics,
    ...run.diagnostics,
    ...ofTemplates,
    ...(before ? [] : [diagnose('AIB920', { ref: options.against ?? '' }, {})]),
  ];
  const code = report(io, diagnostics, 'text', false, 'with the rest');
  if (!before || hasErrors(diagnostics)) return code;
  const { imageOutputs } = await import('../../emit/rendering');
  const failed: Finding[] = [];
  // One image after the other: the outputs of all would need too much memory.
  const images = run.images.flatMap(({ image, spec, used }) => {
    const { outputs, diagnostics: ofImage } = imageOutputs(image, spec, used, options, own);
    failed.push(...ofImage);
    if (hasErrors(ofImage)) return [];
    const prefix = `${image.folder}/`;
    const after = Object.fromEntries(
      Object.entries(outputs).map(([path, text]) => [path.slice(prefix.length), text]),
    );
    return [compare(image.folder, filesOf(before, out, image.folder, after), after)];
  });
  if (hasErrors(failed)) return report(io, failed, 'text', false);
  const built = new Set(run.images.map(({ image }) => image.folder));
  const removed = (selection.folders ? before.folders() : []).flatMap((name) => {
    if (built.has(name)) return [];
    const files = filesOf(before, out, name, { [templateName]: '', [rolesName]: '' });
    return files[templateName] === undefined ? [] : [compare(name, files, {})];
  });
  const all = [...images, ...removed].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  if (options.format === 'json') io.stdout(safe`${jsonText({ images: all }, 2)}\n`);
  else
    io.stdout(
      options.format === 'text' ? paintChanges(diffText(all), io.colourData) : diffMarkdown(all),
    );
  return exit.done;
}

const templateName = 'imageTemplate.json';
const triggerName = 'trigger.json';
const rolesName = 'roles.json';
const resourcesName = 'resources.json';

function onDisk(host: Host, out: string): Before {
  return {
    read: (paths) =>
      new Map(
        paths.flatMap((path): readonly [string, string][] => {
          const bytes = host.kindOf(path) === 'file' ? host.readFile(path) : undefined;
          return bytes ? [[path, new TextDecoder().decode(bytes)]] : [];
        }),
      ),
    folders: () => host.list(out).flatMap(({ name, kind }) => (kind === 'folder' ? [name] : [])),
  };
}

async function inCommit(cwd: string, out: string, ref: string): Promise<Before | undefined> {
  const { commitOf, filesAt, foldersAt } = await import('../../disk/git');
  const commit = commitOf(cwd, ref);
  if (commit === undefined) return undefined;
  return {
    read: (paths) => filesAt(cwd, commit, paths),
    folders: () => foldersAt(cwd, commit, out),
  };
}

function filesOf(before: Before, out: string, name: string, after: ImageFiles): ImageFiles {
  const names = [...new Set([...Object.keys(after), triggerName, resourcesName])];
  const found = before.read(names.map((file) => `${out}/${name}/${file}`));
  return Object.fromEntries(
    names.flatMap((file) => {
      const text = found.get(`${out}/${name}/${file}`);
      return text === undefined ? [] : [[file, text]];
    }),
  );
}

function compare(name: string, before: ImageFiles, after: ImageFiles): ImageDiff {
  const { gained, lost } = rightChanges(
    parseRoles(before[rolesName]),
    parseRoles(after[rolesName]),
  );
  const rights = { gained: gained.map(withoutReasons), lost: lost.map(withoutReasons) };
  const old = templateIn(before);
  const fresh = templateIn(after);
  const files = Object.keys({ ...before, ...after })
    .filter((file) => file !== manifestName && before[file] !== after[file])
    .toSorted();
  if (!old || !fresh) {
    const state = old ? 'removed' : 'new';
    const change: Change = { path: '', from: old ?? null, to: fresh ?? null, effect: 'none' };
    return { name, state, changes: [change], rights, files };
  }
  const changes = changesBetween(old, fresh);
  const state = changes.length + files.length > 0 ? 'changed' : 'unchanged';
  return { name, state, changes, rights, files };
}

/** The template of an image with its trigger and the resources created for it; `undefined` if there is none. */
function templateIn(files: ImageFiles): JsonObject | undefined {
  const template = parse(files[templateName]);
  const trigger = parse(files[triggerName]);
  const resources = resourcesIn(files[resourcesName]);
  return (
    template && {
      ...template,
      ...(trigger ? { trigger } : {}),
      ...(resources ? { resources } : {}),
    }
  );
}

/** The resources created before a template, by id. */
function resourcesIn(text: string | undefined): JsonObject | undefined {
  const found = parse(text === undefined ? undefined : `{"all":${text}}`)?.all;
  if (!Array.isArray(found)) return undefined;
  const bodies: readonly JsonObject[] = found.filter(isJsonObject);
  return Object.fromEntries(
    bodies.map(({ id, apiVersion: _version, ...body }) => [String(id), body]),
  );
}

/** A right without the reasons for it: `aibgen roles` says those. */
function withoutReasons({ scope, role, roleDefinitionId, actions, dataActions }: Right): Right {
  // A built-in role is a grant of its own; its actions are Azure's.
  const custom = roleDefinitionId === null;
  return {
    scope,
    role,
    roleDefinitionId,
    actions: custom ? actions : [],
    dataActions: custom ? dataActions : [],
  };
}

function parse(text: string | undefined): JsonObject | undefined {
  const value = text === undefined ? undefined : parseJson(text);
  return isJsonObject(value) ? value : undefined;
}
