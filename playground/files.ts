/** The files that somebody works on: adding, renaming and removing one. */
import { isFileName, type Project } from './share';

/** The name of the configuration file. */
export const configName = 'aibgen.config.yaml';

/** Why a file cannot have this name; `undefined` if it can. */
export function nameProblem({ files }: Project, name: string): string | undefined {
  if (!isFileName(name)) return 'Use letters, digits, ".", "_" and "-", and "/" between folders.';
  return Object.hasOwn(files, name) ? `There is a file ${name} already.` : undefined;
}

/** The project with one more file. */
export function withFile({ entry, files }: Project, name: string): Project {
  return { entry, files: { ...files, [name]: '' } };
}

/** The project with a file under another name, in the same place. */
export function renamed({ entry, files }: Project, from: string, to: string): Project {
  const entries = Object.entries(files).map(([name, text]) => [name === from ? to : name, text]);
  return { entry: entry === from ? to : entry, files: Object.fromEntries(entries) };
}

/** The project without a file; `undefined` if no spec would be left. */
export function without({ entry, files }: Project, name: string): Project | undefined {
  const { [name]: _removed, ...rest } = files;
  const next = entry === name ? Object.keys(rest).find(canBeBuilt) : entry;
  return next === undefined ? undefined : { entry: next, files: rest };
}

/** Whether a file can be a spec: bases and step files begin with "_". */
export function canBeBuilt(name: string): boolean {
  return /^[^_/][^/]*\.ya?ml$/.test(name) && name !== configName;
}
