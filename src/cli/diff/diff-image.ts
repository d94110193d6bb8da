/** What a build would change of an image: its outputs as they are now against those on the disk or in a commit. */
import { filesAt, foldersAt, gitFolderId, hashOf } from '../../disk/git';
import type { Host } from '../../disk/host';
import { manifestName } from '../../disk/manifest';
import { type Change, changesBetween } from '../../inspect/template-changes';
import { isJsonObject, type JsonObject, parseJson } from '../../lib/json';
import { type Right, rightChanges } from '../../rights/right-changes';
import { parseRoles } from '../roles/roles-document';
import type { ImageDiff } from './image-diff';

/** Files of an image by their path in its folder. */
type ImageFiles = Readonly<Record<string, string>>;

/** Access to the previous outputs. */
export interface Before {
  readonly read: (paths: readonly string[]) => ReadonlyMap<string, string>;
  /** Names of the folders of images. */
  readonly folders: () => readonly string[];
  /** True where an image is known to have just these files: then none needs to be read. */
  readonly isSame: (name: string, files: ImageFiles) => boolean;
}

const templateName = 'imageTemplate.json';
const triggerName = 'trigger.json';
const rolesName = 'roles.json';
const resourcesName = 'resources.json';

/** The outputs in an output folder: in a commit, or as they are on the disk. */
export function outputsBefore(host: Host, out: string, commit: string | undefined): Before {
  return commit === undefined ? onDisk(host, out) : inCommit(host.cwd, out, commit);
}

function inCommit(cwd: string, out: string, commit: string): Before {
  let found: ReadonlyMap<string, string> | undefined;
  const folders = (): ReadonlyMap<string, string> => (found ??= foldersAt(cwd, commit, out));
  return {
    read: (paths) => filesAt(cwd, commit, paths),
    folders: () => [...folders().keys()],
    isSame: (name, files) => {
      const id = folders().get(name);
      return id !== undefined && gitFolderId(files, hashOf(id)) === id;
    },
  };
}

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
    isSame: () => false,
  };
}

/** What changes of an image that the specs make; `after` are its files. Only with `whole` the template of a new image is there. */
export function compareImage(
  before: Before,
  out: string,
  name: string,
  after: ImageFiles,
  whole: boolean,
): ImageDiff {
  const old = before.isSame(name, after) ? after : filesOf(before, out, name, after);
  return compare(name, old, after, whole);
}

/** What is lost with an image that no spec makes any more; undefined where the folder is none of an image. */
export function removedImage(
  before: Before,
  out: string,
  name: string,
  whole: boolean,
): ImageDiff | undefined {
  const files = filesOf(before, out, name, { [templateName]: '', [rolesName]: '' });
  return files[templateName] === undefined ? undefined : compare(name, files, {}, whole);
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

function compare(name: string, before: ImageFiles, after: ImageFiles, whole: boolean): ImageDiff {
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
    return { name, state, changes: whole ? [change] : [], rights, files };
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
