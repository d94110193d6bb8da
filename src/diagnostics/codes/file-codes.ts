/** 90x to 92x: files and environment. */
import { quoted } from '../../lib/words';
import { error, info, shorten, warning } from './define-code';

export const fileCodes = () => ({
  AIB901: error<{ path: string; near?: string | undefined }>(() => ({
    title: 'A missing file',
    message: (p) => `The file "${p.path}" does not exist.`,
    hint: (p) => (p.near === undefined ? 'Correct the path.' : `Did you mean "${p.near}"?`),
    exit: 'usage',
    why: 'Nothing was read, so nothing can be said about it.',
  })),
  AIB902: error<{ path: string }>(() => ({
    title: 'A folder without specs',
    message: (p) =>
      `"${p.path}" contains no spec: no .yaml or .yml file whose name does not start with "_".`,
    hint: 'Name a spec, or run "aibgen init" to create one.',
    exit: 'usage',
    why: 'A run that finds nothing to do is more often a wrong path than an empty project.',
  })),
  AIB903: error<{ path: string; why: string }>(() => ({
    title: 'A file that cannot be read',
    message: (p) => `The file "${p.path}" cannot be read: ${p.why}.`,
    hint: 'Check the path and its permissions.',
    exit: 'usage',
    why: 'What cannot be read cannot be built, and is not guessed.',
  })),
  AIB904: error<{ path: string }>(() => ({
    title: 'A file edited by hand',
    message: (p) => `The file "${p.path}" was edited by hand after aibgen wrote it.`,
    hint: 'Move the edit into the spec, or overwrite the file with --force.',
    why: 'Overwriting the file would lose the edit. After a merge of two branches --force is safe.',
  })),
  AIB905: error<{ path: string; why: string }>(() => ({
    title: 'A file that cannot be written',
    message: (p) => `The file "${p.path}" cannot be written: ${p.why}.`,
    hint: 'Check the folder and its permissions.',
    exit: 'usage',
    why: 'A build writes all files or none. It needs the right to create and rename files in the output folder.',
  })),
  AIB906: error<{ path: string; changed: readonly string[]; command: string }>(() => ({
    title: 'A stale file',
    message: (p) =>
      `The file "${p.path}" is stale${p.changed.length === 0 ? '' : `: ${quoted(p.changed, 'and')} changed`}.`,
    hint: (p) => `Run: ${p.command}`,
    why: 'What is reviewed and deployed are the files of the output folder. They were made from other specs than those in the repository.',
  })),
  AIB907: error<{ path: string; command: string }>(() => ({
    title: 'A missing output',
    message: (p) => `The file "${p.path}" is missing.`,
    hint: (p) => `Run: ${p.command}`,
    why: 'The spec makes this file, and it was not committed or was deleted.',
  })),
  AIB908: error<{ path: string; command: string }>(() => ({
    title: 'An orphaned file',
    message: (p) => `The file "${p.path}" belongs to no spec.`,
    hint: (p) => `Run: ${p.command}`,
    why: 'A file that no spec makes any more would still be deployed or read.',
  })),
  AIB909: error<{ name: string; near: string | undefined }>(() => ({
    title: 'An undeclared parameter in --set',
    message: (p) => `No spec declares the parameter "${p.name}" of --set.`,
    hint: (p) =>
      p.near === undefined
        ? 'Declare it under "parameters:", or remove it.'
        : `Did you mean "${p.near}"?`,
    exit: 'usage',
    why: 'A misspelled name would leave the parameter at its default without a word.',
  })),
  AIB910: error<{ name: string; value: string; expected: string }>(() => ({
    title: 'An invalid value in --set',
    message: (p) =>
      `Invalid value "${shorten(p.value)}" for the parameter "${p.name}" in --set: expected ${p.expected}.`,
    hint: (p) => `Use ${p.expected}.`,
    exit: 'usage',
    why: 'The value goes into the outputs as the type that the spec declares.',
  })),
  AIB911: error<{ path: string; why: string }>(() => ({
    title: 'A path that leaves the output folder',
    message: (p) => `The file "${p.path}" is not written: ${p.why}.`,
    hint: 'Use plain files and folders for the output folder and its content.',
    why: 'A build writes inside its output folder only; a link or a name must not lead elsewhere.',
  })),
  AIB912: error<{ path: string; command: string }>(() => ({
    title: 'A file edited by hand, found by --check',
    message: (p) => `The file "${p.path}" was edited by hand, or comes from somewhere else.`,
    hint: (p) => `Move the edit into the spec, or run: ${p.command}`,
    why: 'The next build would overwrite the change, and the spec does not have it.',
  })),
  AIB913: error<{ name: string; count: number }>(() => ({
    title: '--stdout with more than one image',
    message: (p) => `--stdout prints one file, but ${p.count} images have a "${p.name}".`,
    hint: 'Name one spec.',
    exit: 'usage',
    why: 'Standard output takes the text of one file.',
  })),
  AIB914: error<{ name: string; known: readonly string[] }>(() => ({
    title: '--stdout with an unknown output',
    message: (p) => `The image has no output "${p.name}".`,
    hint: (p) => `Use one of ${quoted(p.known)}.`,
    exit: 'usage',
    why: 'The name is that of a file in the folder of the image.',
  })),
  AIB920: error<{ ref: string }>(() => ({
    title: 'An unknown commit',
    message: (p) =>
      `The commit "${shorten(p.ref)}" does not exist, or this is not a git repository.`,
    hint: 'Name a commit, branch or tag that was fetched; in a pipeline, fetch the history as well.',
    exit: 'usage',
    why: 'What cannot be found cannot be compared with. A shallow clone of a CI system often lacks the commit.',
  })),
  AIB921: error<{ inside: boolean }>(() => ({
    title: 'No spec named',
    message: () => 'No spec is named, and there is no folder "specs".',
    hint: (p) =>
      p.inside
        ? 'Run it in the folder above, or put a file "aibgen.config.yaml" there: then it works in every folder below.'
        : 'Name a spec, a folder or a glob, or run "aibgen init" to create a first spec.',
    exit: 'usage',
    why: 'Commands work on the specs that are named, on those of the configuration file, or on the folder "specs".',
  })),
  AIB922: error<{ path: string; why: string; refused: keyof typeof refusalHints }>(() => ({
    title: 'A file that a spec must not read',
    message: (p) => `The file "${shorten(p.path)}" is not read: ${p.why}.`,
    hint: (p) => refusalHints[p.refused],
    why: 'Specs come in pull requests, and what they name becomes part of public outputs. So a spec reads plain files of its project only: below the folder of aibgen.config.yaml, else of the repository, else of the spec (with a folder `specs`, the one above it); a link counts as the file that it leads to.',
  })),
  AIB923: info<{ path: string }>(() => ({
    title: 'Defaults above the project',
    message: (p) => `The file "${p.path}" is not read: it is outside the project.`,
    hint: 'If it belongs to the project, put an aibgen.config.yaml (it may be empty) into its folder.',
    why: 'The project is the folder of aibgen.config.yaml, else of the repository, else of the spec. What lies above it is another one on each machine, and must not change the outputs.',
  })),
  AIB924: warning<{ path: string }>(() => ({
    title: 'A file that only a manifest calls an output',
    message: (p) => `The file "${p.path}" is listed in a manifest, but is not an output.`,
    hint: 'Delete it if nobody needs it; aibgen deletes only what it can prove it wrote.',
    why: 'Anybody can write a manifest. So a file that it lists is deleted only where its name or content shows that aibgen made it.',
  })),
  AIB925: error<{ path: string; why: string }>(() => ({
    title: 'A file or folder that the system refuses',
    message: (p) =>
      p.path === '' ? `The system refuses: ${p.why}.` : `"${p.path}" cannot be used: ${p.why}.`,
    hint: 'Check the path and its permissions, and run the command again.',
    exit: 'usage',
    why: 'Windows and some file systems refuse certain names and long paths. The outputs have to exist on every system.',
  })),
  AIB926: error<{ specs: readonly string[] }>(() => ({
    title: 'A run that needs more than the machine gives',
    message: (p) =>
      p.specs.length === 0
        ? 'The run needs more memory, or more open files, than it may use.'
        : `The run needs more memory, or more open files, than it may use: it ended at ${quoted(p.specs.map(shorten), 'and')}.`,
    hint: 'Make these specs smaller, build fewer at once (--shard), or raise the limits of the process.',
    exit: 'usage',
    why: 'A limit of the system ended the run: memory, open files or disk space.',
  })),
  AIB927: error(() => ({
    title: 'A working folder that does not exist',
    message: () => 'The folder in which the command runs does not exist any more.',
    hint: 'Change to a folder that exists, and run the command again.',
    exit: 'usage',
    why: 'Paths are relative to the working folder, and the settings of the project are looked for from there upwards.',
  })),
  AIB929: error<{ topic: string; near: string | undefined }>(() => ({
    title: 'An unknown page of the manual',
    message: (p) => `The manual has no page "${shorten(p.topic)}".`,
    hint: (p) =>
      p.near === undefined ? 'Run "aibgen docs" for a list.' : `Did you mean "${p.near}"?`,
    exit: 'usage',
    why: 'A page is named by its file in the manual, as "spec" or "recipes/avd".',
  })),
});

const refusalHints = {
  outside:
    'Move it into the project: the folder of aibgen.config.yaml, else of the repository, else of the spec.',
  git: 'Name a file of the project itself.',
  name: 'Rename it: a line break or an invisible character in a name hides from a reviewer what is read.',
  special: 'Name a file; a device, a pipe or a socket has no content of its own.',
  large: 'Make it smaller: copy large files to the machine with a File step.',
} as const;
