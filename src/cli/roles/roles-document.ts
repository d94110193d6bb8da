/** `roles.json` as data: of an image, of a folder that was built, or of a commit. */
import type { SpecOptions } from '../../spec/spec-options';
import { diagnose, type Finding, hasErrors } from '../../diagnostics/diagnostic';
import { decode } from '../../spec/yaml/read-yaml';
import { environmentOf } from '../../emit/output-context';
import { printJson } from '../../value/printers/json-printer';
import { rolesView } from '../../emit/views/roles-view';
import { rightsOf } from '../../rights/identity-rights';
import type { Right, Roles } from '../../rights/right-changes';
import { absolutePath, baseName, folderOf, relativeTo, toSlashes } from '../../lib/paths';
import type { Io } from '../io';
import { resolveAll, type RunImage } from '../../project/resolve-all';

/** A reason for a right in `roles.json`. */
export interface ReasonEntry {
  readonly path: string;
  readonly file?: string;
  readonly line?: number;
  readonly reason: string;
  readonly doc: string;
}

/** A right in `roles.json`. */
export interface RightEntry extends Right {
  readonly because: readonly ReasonEntry[];
}

/** The part of `roles.json` that is read. */
export type RolesDocument = Roles<RightEntry>;

/** The text of `roles.json` of an image. */
export function rolesText({ image, spec }: RunImage): string {
  const relative = (path: string): string => relativeTo(folderOf(spec), path);
  return `${printJson(rolesView(image, rightsOf(image), relative), environmentOf(image))}\n`;
}

/** `roles.json` of an image. */
export function rolesDocument(image: RunImage): RolesDocument {
  return JSON.parse(rolesText(image));
}

/** The rights before a change, by the folder name of the image; `spec` is known for a commit. */
export interface Before {
  readonly documents: ReadonlyMap<string, RolesDocument & { readonly spec?: string }>;
  readonly diagnostics: readonly Finding[];
}

/** The rights in an output folder: the folder of all images, or that of a single image. */
export function rolesOfFolder(io: Io, folder: string, images: readonly RunImage[]): Before {
  const diagnostics: Finding[] = [];
  const read = (path: string): RolesDocument | undefined => {
    const bytes = io.host.readFile(path);
    const document = bytes && parseRoles(decode(bytes));
    if (bytes && !document) {
      diagnostics.push(diagnose('AIB903', { path, why: 'it is not a roles.json' }, { file: path }));
    }
    return document;
  };
  const [only] = images;
  const documents = new Map<string, RolesDocument>();
  for (const { image } of images) {
    const found =
      read(`${folder}/${image.folder}/roles.json`) ??
      (images.length === 1 && only ? read(`${folder}/roles.json`) : undefined);
    if (found) documents.set(image.folder, found);
  }
  if (documents.size === 0 && diagnostics.length === 0) {
    const why = 'it contains no roles.json of these images';
    diagnostics.push(diagnose('AIB903', { path: folder, why }, { file: folder }));
  }
  return { documents, diagnostics };
}

/** Reads a `roles.json`; undefined for anything else. */
export function parseRoles(text: string | undefined): RolesDocument | undefined {
  try {
    const found: unknown = JSON.parse(text ?? '');
    return isRoles(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

function isRoles(value: unknown): value is RolesDocument {
  if (typeof value !== 'object' || value === null) return false;
  if (!('identity' in value) || !('rights' in value)) return false;
  return (
    typeof value.identity === 'string' && Array.isArray(value.rights) && value.rights.every(isRight)
  );
}

function isRight(value: unknown): value is RightEntry {
  if (typeof value !== 'object' || value === null) return false;
  const lists = ['actions', 'dataActions', 'because'] as const;
  const fields: Readonly<Record<string, unknown>> = { ...value };
  return (
    typeof fields['scope'] === 'string' &&
    typeof fields['role'] === 'string' &&
    lists.every((name) => Array.isArray(fields[name]))
  );
}

/**
 * The rights that the specs asked for in a commit, those that are gone from the folders too; a spec that was not there
 * asked for none.
 */
export async function rolesOfCommit(
  io: Io,
  ref: string,
  specs: readonly string[],
  folders: readonly string[],
  options: SpecOptions,
): Promise<Before> {
  const { commitOf, filesAt, filesBelowAt } = await import('../../disk/git');
  const { cwd } = io.host;
  const commit = commitOf(cwd, ref);
  if (commit === undefined) {
    return { documents: new Map(), diagnostics: [diagnose('AIB920', { ref }, {})] };
  }
  const gone = folders
    .flatMap((folder) => filesBelowAt(cwd, commit, folder))
    .filter((name) => isSpec(name) && !specs.includes(name));
  // All specs at once, and other files once: each question costs a process.
  const inFolder = (name: string): string => relativeTo(toSlashes(cwd), absolutePath(cwd, name));
  const specsThere = filesAt(cwd, commit, [...specs, ...gone].map(inFolder));
  const contents = new Map<string, string | undefined>(specsThere);
  const readFile = (name: string): Uint8Array | undefined => {
    const path = inFolder(name);
    if (!contents.has(path)) contents.set(path, filesAt(cwd, commit, [path]).get(path));
    const content = contents.get(path);
    return content === undefined ? undefined : new TextEncoder().encode(content);
  };
  const there = [...specs, ...gone].filter((spec) => specsThere.has(inFolder(spec)));
  const run = resolveAll({ ...io.host, readFile }, { specs: there, folders: false }, options);
  const wrong = run.results.find(
    // What is gone may have been no spec.
    ({ spec, diagnostics }) => specs.includes(spec) && hasErrors(diagnostics),
  );
  const error = wrong?.diagnostics.find((one) => one.severity === 'error');
  if (wrong && error) {
    const why = `it has an error in that commit (${error.code}, line ${error.line}: ${error.message})`;
    const problem = diagnose('AIB903', { path: `${ref}:${wrong.spec}`, why }, { file: wrong.spec });
    return { documents: new Map(), diagnostics: [problem] };
  }
  const broken = new Set(
    run.results.filter(({ diagnostics }) => hasErrors(diagnostics)).map(({ spec }) => spec),
  );
  const sound = run.images.filter(({ spec }) => !broken.has(spec));
  return {
    documents: new Map(
      sound.map((one) => [one.image.folder, { ...rolesDocument(one), spec: one.spec }]),
    ),
    diagnostics: [],
  };
}

/** True for what a search of a folder takes for a spec. */
function isSpec(name: string): boolean {
  return /\.ya?ml$/i.test(name) && !baseName(name).startsWith('_') && !/(?:^|\/)\./.test(name);
}
