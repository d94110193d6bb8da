/** 27x: how a script gets to the build VM. */
import { docs } from '../../service/docs';
import { error, shorten, warning } from './define-code';

export const scriptDeliveryCodes = () => ({
  AIB270: error<{ path: string; kilobytes: number; limit: number }>(() => ({
    title: 'A script too large to embed',
    message: (p) =>
      `The script "${shorten(p.path)}" has ${p.kilobytes} KB; up to ${p.limit} KB can be embedded.`,
    hint: 'Upload it: remove "embed: true" and add "scripts: { baseUri: https://… }".',
    why: 'An embedded script is part of the template, which Azure Resource Manager limits to 4 MB.',
    doc: docs.customize,
  })),
  AIB271: error<{ found: string }>(() => ({
    title: 'Embedding something other than a file',
    message: (p) => `"embed: true" needs the path of a script; the step has ${p.found}.`,
    hint: 'Write the path of a file, as in "./scripts/setup.sh", or remove "embed".',
    why: 'The text of the file becomes part of the template. A URI has none at hand.',
    right: ['customize:', '  - shell: ./scripts/setup.sh', '    embed: true'],
    doc: docs.customize,
  })),
  AIB272: error<{ key: string }>(() => ({
    title: 'Arguments for inline commands',
    message: (p) => `"${p.key}" is for a script by path or URI; this step has inline commands.`,
    hint: 'Write the values into the commands, or move the commands to a script file.',
    why: 'Arguments are passed to a script; inline commands can simply contain them.',
    right: ['customize:', '  - shell: ./scripts/setup.sh', '    args: [--role, web]'],
    doc: docs.customize,
  })),
  AIB273: error<{ name: string }>(() => ({
    title: 'An invalid environment variable name',
    message: (p) => `"${shorten(p.name)}" is not a valid name for an environment variable.`,
    hint: 'Use letters, digits and "_", and do not begin with a digit.',
    why: 'A shell cannot set a variable of another form.',
    right: ['customize:', '  - shell: ./scripts/setup.sh', '    env: { ROLE: web }'],
    doc: docs.customize,
  })),
  AIB274: warning<{ word: string; path: string; args: string | undefined }>(() => ({
    title: 'A script file taken for a command',
    message: (p) =>
      `"${shorten(p.word)}" is a file next to the spec, but it is taken for a command on the build VM.`,
    hint: (p) =>
      p.args === undefined
        ? `Write "${p.path}" to use the file, and nothing else; arguments go into "args:".`
        : `Write "${p.path}" to use the file, and "args: ${p.args}" for its arguments.`,
    why: 'A path to a script begins with "./" or "../"; any other text is a command that runs on the build VM, where the file does not exist.',
    right: ['customize:', '  - shell: ./scripts/setup.sh'],
    doc: docs.customize,
  })),
  AIB275: warning<{ word: string; path: string | undefined }>(() => ({
    title: 'A script that is nowhere',
    message: (p) =>
      `"${shorten(p.word)}" is taken for a command on the build VM, and no step brings such a file there.`,
    hint: (p) =>
      p.path === undefined
        ? 'Write the path of a file of the project, which begins with "./" or "../", or copy the script there first with a file step.'
        : `Write "${shorten(p.path)}" for a file next to the spec (there is none of that name), or copy the script there first with a file step.`,
    why: 'A step is the path of a script only if it is nothing but that path and begins with "./" or "../". Any other text runs on the build VM, whose disk holds what the source and the steps before put there.',
    doc: docs.customize,
  })),
});
