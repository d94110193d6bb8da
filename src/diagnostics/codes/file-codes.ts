/** 90x to 92x: files and environment. */
import { quoted } from '../../lib/words';
import { code, shorten } from './define-code';

export const fileCodes = {
  AIB901: code<{ path: string }>({
    severity: 'error',
    title: 'A missing file',
    message: (p) => `The file "${p.path}" does not exist.`,
    hint: 'Correct the path.',
    exit: 'usage',
  }),
  AIB902: code<{ path: string }>({
    severity: 'error',
    title: 'A folder without specs',
    message: (p) =>
      `"${p.path}" contains no spec: no .yaml or .yml file whose name does not start with "_".`,
    hint: 'Name a spec, or run "aibgen init" to create one.',
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
    message: (p) => `The file "${p.path}" was edited by hand after aibgen wrote it.`,
    hint: 'Move the edit into the spec, or overwrite the file with --force.',
    why: 'Overwriting the file would lose the edit. After a merge of two branches --force is safe.',
  }),
  AIB905: code<{ path: string; why: string }>({
    severity: 'error',
    title: 'A file that cannot be written',
    message: (p) => `The file "${p.path}" cannot be written: ${p.why}.`,
    hint: 'Check the folder and its permissions.',
    exit: 'usage',
  }),
  AIB906: code<{ path: string; changed: readonly string[]; command: string }>({
    severity: 'error',
    title: 'A stale file',
    message: (p) =>
      `The file "${p.path}" is stale${p.changed.length === 0 ? '' : `: ${quoted(p.changed, 'and')} changed`}.`,
    hint: (p) => `Run: ${p.command}`,
  }),
  AIB907: code<{ path: string; command: string }>({
    severity: 'error',
    title: 'A missing output',
    message: (p) => `The file "${p.path}" is missing.`,
    hint: (p) => `Run: ${p.command}`,
  }),
  AIB908: code<{ path: string; command: string }>({
    severity: 'error',
    title: 'An orphaned file',
    message: (p) => `The file "${p.path}" belongs to no spec.`,
    hint: (p) => `Run: ${p.command}`,
  }),
  AIB909: code<{ name: string; near: string | undefined }>({
    severity: 'error',
    title: 'An undeclared parameter in --set',
    message: (p) => `No spec declares the parameter "${p.name}" of --set.`,
    hint: (p) =>
      p.near === undefined
        ? 'Declare it under "parameters:", or remove it.'
        : `Did you mean "${p.near}"?`,
    exit: 'usage',
  }),
  AIB910: code<{ name: string; value: string; expected: string }>({
    severity: 'error',
    title: 'An invalid value in --set',
    message: (p) =>
      `Invalid value "${shorten(p.value)}" for the parameter "${p.name}" in --set: expected ${p.expected}.`,
    hint: (p) => `Use ${p.expected}.`,
    exit: 'usage',
  }),
  AIB911: code<{ path: string; why: string }>({
    severity: 'error',
    title: 'A path that leaves the output folder',
    message: (p) => `The file "${p.path}" is not written: ${p.why}.`,
    hint: 'Use plain files and folders for the output folder and its content.',
  }),
  AIB912: code<{ path: string; command: string }>({
    severity: 'error',
    title: 'A file edited by hand, found by --check',
    message: (p) => `The file "${p.path}" was edited by hand, or comes from somewhere else.`,
    hint: (p) => `Move the edit into the spec, or run: ${p.command}`,
  }),
  AIB913: code<{ name: string; count: number }>({
    severity: 'error',
    title: '--stdout with more than one image',
    message: (p) => `--stdout prints one file, but ${p.count} images have a "${p.name}".`,
    hint: 'Name one spec.',
    exit: 'usage',
  }),
  AIB914: code<{ name: string; known: readonly string[] }>({
    severity: 'error',
    title: '--stdout with an unknown output',
    message: (p) => `The image has no output "${p.name}".`,
    hint: (p) => `Use one of ${quoted(p.known)}.`,
    exit: 'usage',
  }),
  AIB920: code<{ ref: string }>({
    severity: 'error',
    title: 'An unknown commit',
    message: (p) =>
      `The commit "${shorten(p.ref)}" does not exist, or this is not a git repository.`,
    hint: 'Name a commit, branch or tag that was fetched; in a pipeline, fetch the history as well.',
    exit: 'usage',
  }),
  AIB921: code({
    severity: 'error',
    title: 'No spec named',
    message: () => 'No spec is named, and there is no folder "specs".',
    hint: 'Name a spec, a folder or a glob, or run "aibgen init" to create a first spec.',
    exit: 'usage',
  }),
  AIB922: code<{ path: string; why: string; refused: keyof typeof refusalHints }>({
    severity: 'error',
    title: 'A file that a spec must not read',
    message: (p) => `The file "${shorten(p.path)}" is not read: ${p.why}.`,
    hint: (p) => refusalHints[p.refused],
    why: 'Specs come in pull requests, and what they name becomes part of public outputs. So a spec reads plain files of its project only: below the folder of aibgen.config.yaml, else of the repository, else of the spec (with a folder `specs`, the one above it); a link counts as the file that it leads to.',
  }),
  AIB923: code<{ path: string }>({
    severity: 'info',
    title: 'Defaults above the project',
    message: (p) => `The file "${p.path}" is not read: it is outside the project.`,
    hint: 'If it belongs to the project, put an aibgen.config.yaml (it may be empty) into its folder.',
    why: 'The project is the folder of aibgen.config.yaml, else of the repository, else of the spec. What lies above it is another one on each machine, and must not change the outputs.',
  }),
  AIB924: code<{ path: string }>({
    severity: 'warning',
    title: 'A file that only a manifest calls an output',
    message: (p) => `The file "${p.path}" is listed in a manifest, but is not an output.`,
    hint: 'Delete it if nobody needs it; aibgen deletes only what it can prove it wrote.',
    why: 'Anybody can write a manifest. So a file that it lists is deleted only where its name or content shows that aibgen made it.',
  }),
  AIB925: code<{ path: string; why: string }>({
    severity: 'error',
    title: 'A file or folder that the system refuses',
    message: (p) =>
      p.path === '' ? `The system refuses: ${p.why}.` : `"${p.path}" cannot be used: ${p.why}.`,
    hint: 'Check the path and its permissions, and run the command again.',
    exit: 'usage',
  }),
  AIB926: code<{ specs: readonly string[] }>({
    severity: 'error',
    title: 'A run that needs more than the machine gives',
    message: (p) =>
      p.specs.length === 0
        ? 'The run needs more memory, or more open files, than it may use.'
        : `The run needs more memory, or more open files, than it may use: it ended at ${quoted(p.specs.map(shorten), 'and')}.`,
    hint: 'Make these specs smaller, build fewer at once (--shard), or raise the limits of the process.',
    exit: 'usage',
  }),
  AIB927: code({
    severity: 'error',
    title: 'A working folder that does not exist',
    message: () => 'The folder in which the command runs does not exist any more.',
    hint: 'Change to a folder that exists, and run the command again.',
    exit: 'usage',
  }),
} as const;

const refusalHints = {
  outside:
    'Move it into the project: the folder of aibgen.config.yaml, else of the repository, else of the spec.',
  git: 'Name a file of the project itself.',
  name: 'Rename it: a line break or an invisible character in a name hides from a reviewer what is read.',
  special: 'Name a file; a device, a pipe or a socket has no content of its own.',
  large: 'Make it smaller: copy large files to the machine with a File step.',
} as const;
