/** 9xx: files and environment. */
import { quoted } from '../../lib/words';
import { code, shorten } from './define-code';

export const fileCodes = {
  AIB901: code<{ path: string }>({
    severity: 'error',
    title: 'A file that is not there',
    message: (p) => `There is no file "${p.path}".`,
    hint: 'Correct the path.',
    exit: 'usage',
  }),
  AIB902: code<{ path: string }>({
    severity: 'error',
    title: 'A folder without specs',
    message: (p) =>
      `There is no spec in "${p.path}": no .yaml or .yml file whose name does not begin with "_".`,
    hint: 'Name a spec, or let "aibgen init" write one.',
    exit: 'usage',
  }),
  AIB903: code<{ path: string; why: string }>({
    severity: 'error',
    title: 'A file that cannot be read',
    message: (p) => `The file "${p.path}" cannot be read: ${p.why}.`,
    hint: 'Check the path and its permissions.',
    exit: 'usage',
  }),
  AIB904: code<{ path: string }>({
    severity: 'error',
    title: 'A file edited by hand',
    message: (p) => `The file "${p.path}" was edited by hand since it was written.`,
    hint: 'Move the edit into the spec, or overwrite it with --force.',
  }),
  AIB905: code<{ path: string; why: string }>({
    severity: 'error',
    title: 'An output that cannot be written',
    message: (p) => `The file "${p.path}" cannot be written: ${p.why}.`,
    hint: 'Check the folder and its permissions.',
    exit: 'usage',
  }),
  AIB906: code<{ path: string; changed: readonly string[]; command: string }>({
    severity: 'error',
    title: 'A stale file',
    message: (p) =>
      `The file "${p.path}" is not what the spec makes${p.changed.length === 0 ? '' : `: changed since ${p.changed.length === 1 ? 'is' : 'are'} ${quoted(p.changed, 'and')}`}.`,
    hint: (p) => `Run: ${p.command}`,
  }),
  AIB907: code<{ path: string; command: string }>({
    severity: 'error',
    title: 'A missing file',
    message: (p) => `The file "${p.path}" is missing.`,
    hint: (p) => `Run: ${p.command}`,
  }),
  AIB908: code<{ path: string; command: string }>({
    severity: 'error',
    title: 'A left-over file',
    message: (p) => `The file "${p.path}" belongs to no spec.`,
    hint: (p) => `Run: ${p.command}`,
  }),
  AIB909: code<{ name: string; near: string | undefined }>({
    severity: 'error',
    title: 'A --set that no spec declares',
    message: (p) => `No spec declares the parameter "${p.name}" that --set names.`,
    hint: (p) =>
      p.near === undefined
        ? 'Declare it below "parameters:", or take it out.'
        : `Did you mean "${p.near}"?`,
    exit: 'usage',
  }),
  AIB910: code<{ name: string; value: string; want: string }>({
    severity: 'error',
    title: 'A --set value that the parameter cannot have',
    message: (p) =>
      `The value "${shorten(p.value)}" that --set gives to "${p.name}" is not ${p.want}.`,
    hint: (p) => `Use ${p.want}.`,
    exit: 'usage',
  }),
  AIB911: code<{ path: string; why: string }>({
    severity: 'error',
    title: 'A path that leaves the output folder',
    message: (p) => `The file "${p.path}" is not written: ${p.why}.`,
    hint: 'Make the output folder and what is in it plain files and folders.',
  }),
  AIB912: code<{ path: string; command: string }>({
    severity: 'error',
    title: 'A file edited by hand, found by --check',
    message: (p) => `The file "${p.path}" was edited by hand, or comes from somewhere else.`,
    hint: (p) => `Move the edit into the spec, or run: ${p.command}`,
  }),
  AIB913: code<{ name: string; count: number }>({
    severity: 'error',
    title: 'A --stdout of more than one image',
    message: (p) => `--stdout prints one file, and ${p.count} images have a "${p.name}".`,
    hint: 'Name one spec.',
    exit: 'usage',
  }),
  AIB914: code<{ name: string; known: readonly string[] }>({
    severity: 'error',
    title: 'A --stdout of no output',
    message: (p) => `The image has no output "${p.name}".`,
    hint: (p) => `Use one of ${quoted(p.known)}.`,
    exit: 'usage',
  }),
  AIB920: code<{ ref: string }>({
    severity: 'error',
    title: 'A commit that is not there',
    message: (p) => `There is no commit "${shorten(p.ref)}", or no git repository.`,
    hint: 'Name a commit, branch or tag that was fetched; in a pipeline, fetch the history too.',
    exit: 'usage',
  }),
  AIB921: code({
    severity: 'error',
    title: 'No spec is named',
    message: () => 'No spec is named, and there is no folder "specs".',
    hint: 'Name a spec, a folder or a glob, or let "aibgen init" write a first spec.',
    exit: 'usage',
  }),
  AIB922: code<{ path: string; why: string; refused: keyof typeof refusalHints }>({
    severity: 'error',
    title: 'A file that a spec must not read',
    message: (p) => `The file "${shorten(p.path)}" is not read: ${p.why}.`,
    hint: (p) => refusalHints[p.refused],
    why: 'Specs come in pull requests, and what they name becomes part of public outputs. So a spec reads plain files of its project only: below the folder of aibgen.config.yaml, else of the repository, else of the spec; a link counts as the file that it leads to.',
  }),
  AIB923: code<{ path: string }>({
    severity: 'info',
    title: 'Defaults above the project',
    message: (p) => `The file "${p.path}" is not read: it lies outside of the project.`,
    hint: 'If it belongs to the project, put an aibgen.config.yaml (it may be empty) into its folder.',
    why: 'The project is the folder of aibgen.config.yaml, else of the repository, else of the spec. What lies above it is another one on each machine, and must not change the outputs.',
  }),
} as const;

const refusalHints = {
  outside:
    'Move it into the project: the folder of aibgen.config.yaml, else of the repository, else of the spec.',
  git: 'Name a file of the project itself.',
  special: 'Name a file; a device, a pipe or a socket has no content of its own.',
  large: 'Make it smaller: copy large files to the machine with a File step.',
} as const;
