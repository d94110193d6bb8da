/** The rights before a change: in an output folder, or in a commit. */
import { diagnose, type Finding, hasErrors } from '../../diagnostics/diagnostic';
import { createSpill } from '../../disk/spill';
import { baseName } from '../../lib/paths';
import type { SpecOptions } from '../../spec/spec-options';
import { decode } from '../../spec/yaml/read-yaml';
import { runSpecs, specOptionsOf } from '../fleet/run-specs';
import type { Io } from '../io';
import { parseRoles, type RolesDocument } from './roles-document';
import { rolesWork } from './roles-work';

/** The rights before a change. They are read one image at a time: those of a fleet are more than memory should hold. */
export interface Before {
  /** Images of which there may be some, by the names of their folders. */
  readonly names: readonly string[];
  /** The rights of an image; undefined where there are none. `spec` is known for a commit. */
  readonly read: (name: string) => (RolesDocument & { readonly spec?: string }) | undefined;
  /** What is wrong, once all have been read. */
  readonly diagnostics: () => readonly Finding[];
}

/** The rights in an output folder: the folder of all images, or that of a single image. */
export function rolesOfFolder(io: Io, folder: string, names: readonly string[]): Before {
  const diagnostics: Finding[] = [];
  let found = 0;
  const read = (path: string): RolesDocument | undefined => {
    const bytes = io.host.readFile(path);
    const document = bytes && parseRoles(decode(bytes));
    if (bytes && !document) {
      diagnostics.push(diagnose('AIB903', { path, why: 'it is not a roles.json' }, { file: path }));
    }
    found += document ? 1 : 0;
    return document;
  };
  return {
    names,
    read: (name) =>
      read(`${folder}/${name}/roles.json`) ??
      (names.length === 1 ? read(`${folder}/roles.json`) : undefined),
    diagnostics: () => {
      if (found > 0 || diagnostics.length > 0) return diagnostics;
      const why = 'it contains no roles.json of these images';
      return [diagnose('AIB903', { path: folder, why }, { file: folder })];
    },
  };
}

/**
 * The rights that the specs needed in a commit, including those that are gone from the folders since; a spec that was not there
 * needed none.
 */
export async function rolesOfCommit(
  io: Io,
  ref: string,
  specs: readonly string[],
  folders: readonly string[],
  options: SpecOptions,
): Promise<Before> {
  const { commitOf, filesAt, filesBelowAt, pathInGit } = await import('../../disk/git');
  const { cwd } = io.host;
  const commit = commitOf(cwd, ref);
  if (commit === undefined) return failed(diagnose('AIB920', { ref }, {}));
  const known = new Set(specs);
  const paths = new Set(specs.map((spec) => pathInGit(cwd, spec)));
  const gone = folders
    .flatMap((folder) => filesBelowAt(cwd, commit, folder))
    .filter((name) => isSpec(name) && !paths.has(name));
  // All specs at once: each question costs a process.
  const all = [...specs, ...gone];
  const texts = filesAt(cwd, commit, all);
  const jobs = all.flatMap((spec) => {
    const text = texts.get(spec);
    return text === undefined ? [] : [{ spec, text }];
  });
  const selection = { specs: jobs.map(({ spec }) => spec), folders: false, diagnostics: [] };
  const spill = createSpill();
  const run = await runSpecs(io, selection, {
    work: rolesWork,
    options: { ...specOptionsOf(options), commit },
    jobs,
    keep: (text) => (text === undefined ? undefined : spill.keep(text)),
  });
  // A file that is gone may have been no spec.
  const wrong = run.records.find((one) => known.has(one.spec) && hasErrors(one.diagnostics));
  const error = wrong?.diagnostics.find((one) => one.severity === 'error');
  if (wrong && error) {
    const why = `it has an error in that commit (${error.code}, line ${error.line}: ${error.message})`;
    return failed(diagnose('AIB903', { path: `${ref}:${wrong.spec}`, why }, { file: wrong.spec }));
  }
  const sound = run.images.filter((one) => one.result !== undefined);
  const images = new Map(sound.map((one) => [one.folder, one] as const));
  return {
    names: [...images.keys()],
    read: (name) => {
      const image = images.get(name);
      if (!image?.result) return undefined;
      const document: RolesDocument = JSON.parse(spill.text(image.result));
      return { ...document, spec: image.spec };
    },
    diagnostics: () => [],
  };
}

function failed(problem: Finding): Before {
  return { names: [], read: () => undefined, diagnostics: () => [problem] };
}

/** True for what a search of a folder takes for a spec. */
function isSpec(name: string): boolean {
  return /\.ya?ml$/i.test(name) && !baseName(name).startsWith('_') && !/(?:^|\/)\./.test(name);
}
