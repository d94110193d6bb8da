/**
 * The steps that come with aibgen: `steps: aibgen/<name>` stands for the file `steps/<name>.yaml` of the package.
 * Their addresses and packages are as of 2026-11-27.
 */

/** Ready-made steps: their name, and what they do in a few words. */
export interface ReadyMadeSteps {
  readonly name: string;
  readonly summary: string;
}

/** All of them, in alphabetical order. */
export const readyMadeSteps: readonly ReadyMadeSteps[] = [
  { name: 'avd-fslogix', summary: 'FSLogix for profiles of Azure Virtual Desktop' },
  { name: 'avd-teams', summary: 'new Teams for Azure Virtual Desktop, with media optimization' },
  { name: 'azure-monitor-agent', summary: 'the Azure Monitor agent on Windows' },
  { name: 'cis-linux', summary: 'a baseline in the spirit of the CIS benchmarks for Linux' },
  { name: 'cis-windows', summary: 'a baseline in the spirit of the CIS benchmarks for Windows' },
  { name: 'docker', summary: 'Docker Engine on Ubuntu' },
  { name: 'language-pack', summary: 'a language of Windows, for all users' },
  { name: 'updates-linux', summary: 'all updates of Ubuntu and Debian' },
  { name: 'updates-windows', summary: 'Windows updates, with a restart, twice' },
  { name: 'winget-apps', summary: 'applications from winget, for all users' },
];

const prefix = 'aibgen/';

/**
 * The name in `aibgen/<name>`; `undefined` for a path to a file of the project, which ends in `.yaml` or begins with another
 * folder.
 */
export function readyMadeName(written: string): string | undefined {
  return written.startsWith(prefix) && !/\.ya?ml$/i.test(written)
    ? written.slice(prefix.length)
    : undefined;
}

/** True for the name of steps that there are. */
export function isReadyMade(name: string | undefined): boolean {
  return readyMadeSteps.some((one) => one.name === name);
}

/** The path of their file in the package. */
export function readyMadePath(name: string): string {
  return `steps/${name}.yaml`;
}

// Two slashes: no path of a file of the project is written like that.
const scheme = 'aibgen://';

/** How ready-made steps are named among the files of a spec. */
export function readyMadeFile(name: string): string {
  return `${scheme}${name}`;
}

/** The name of ready-made steps among the files of a spec; `undefined` for all other files. */
export function readyMadeIn(file: string): string | undefined {
  return file.startsWith(scheme) ? file.slice(scheme.length) : undefined;
}

/** A file of a spec as it is shown to people: `aibgen/<name>` for ready-made steps, `undefined` for all other files. */
export function readyMadeLabel(file: string): string | undefined {
  const name = readyMadeIn(file);
  return name === undefined ? undefined : `${prefix}${name}`;
}
