/** The work of `aibgen roles`: `roles.json` of each image, of the specs as they are or as they were in a commit. */
import { filesAt, pathInGit } from '../../disk/git';
import type { Host } from '../../disk/host';
import type { SpecOptions } from '../../spec/spec-options';
import { recordSpecs, type SpecRecord } from '../fleet/record-specs';
import type { Job, Work, WorkOptions } from '../fleet/worker-protocol';
import { rolesText } from './roles-document';

export interface RolesWorkOptions extends SpecOptions, WorkOptions {
  /** The commit in which files are read; absent: as they are on the disk. */
  readonly commit?: string;
}

export interface RolesJob extends Job {
  /** The content of the spec, where it was read already. */
  readonly text?: string | undefined;
}

/** The text of `roles.json`; undefined where the spec has errors. */
export const rolesWork: Work<RolesWorkOptions, RolesJob, SpecRecord<string | undefined>> = {
  name: 'roles',
  begin: (host, options) => {
    const { commit } = options;
    const past = commit === undefined ? undefined : pastHost(host, commit);
    const record = recordSpecs(past?.host ?? host, options, (one, errors) =>
      errors.inSpec ? undefined : rolesText(one),
    );
    return {
      run: ({ spec, text }) => {
        if (text !== undefined) past?.know(spec, text);
        return record({ spec });
      },
    };
  },
};

/** A host that reads the files of a commit. */
interface PastHost {
  readonly host: Host;
  /** Takes the content of a file. */
  readonly know: (path: string, text: string) => void;
}

/** Files that are kept: each costs a process to read, and specs share them. */
const mostFiles = 500;

function pastHost(host: Host, commit: string): PastHost {
  const { cwd } = host;
  const contents = new Map<string, string | undefined>();
  const know = (path: string, text: string | undefined): void => {
    if (contents.size >= mostFiles) contents.clear();
    contents.set(path, text);
  };
  const readFile = (name: string): Uint8Array | undefined => {
    const path = pathInGit(cwd, name);
    if (!contents.has(path)) know(path, filesAt(cwd, commit, [path]).get(path));
    const content = contents.get(path);
    return content === undefined ? undefined : new TextEncoder().encode(content);
  };
  return { host: { ...host, readFile }, know: (path, text) => know(pathInGit(cwd, path), text) };
}
