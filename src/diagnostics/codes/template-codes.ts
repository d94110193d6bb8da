/** 93x: the user's own templates. */
import { docs } from '../../service/docs';
import { quoted } from '../../lib/words';
import { error, warning } from './define-code';

export const templateCodes = () => ({
  AIB930: error<{ detail: string }>(() => ({
    title: 'An invalid template',
    message: (p) => `Invalid template: ${p.detail}.`,
    hint: 'Fix the template at this place.',
    why: 'A template of your own is compiled before anything is written.',
    doc: docs.handlebars,
  })),
  AIB931: error<{ what: string; name: string; known: readonly string[]; near: string | undefined }>(
    () => ({
      title: 'An unknown helper or partial in a template',
      message: (p) => `Unknown ${p.what} "${p.name}".`,
      hint: (p) =>
        p.near !== undefined
          ? `Did you mean "${p.near}"?`
          : p.known.length === 0
            ? 'Remove it.'
            : `Use one of ${quoted(p.known)}.`,
      why: 'A misspelled helper would print nothing.',
      doc: docs.handlebars,
    }),
  ),
  AIB932: error<{ name: string; near: string | undefined }>(() => ({
    title: 'An unknown value in a template',
    message: (p) => `Unknown value "${p.name}".`,
    hint: (p) =>
      p.near === undefined
        ? `Correct the name; if only some images have the value, check first with {{#if ${p.name}}}.`
        : `Did you mean "${p.near}"?`,
    why: 'A misspelled value would print nothing.',
    doc: docs.handlebars,
  })),
  AIB933: error<{ helper: string; wants: string; got: string }>(() => ({
    title: 'An invalid argument of a helper',
    message: (p) => `The helper "${p.helper}" expects ${p.wants}, found ${p.got}.`,
    hint: 'Pass that; "json" prints any value.',
    why: 'A helper prints one kind of value, quoted for the language of the file.',
    doc: docs.handlebars,
  })),
  AIB934: error<{ path: string; why: string }>(() => ({
    title: 'A template with an invalid output path',
    message: (p) => `The template cannot write "${p.path}": ${p.why}.`,
    hint: 'Give the template another name.',
    why: 'Outputs are files inside the folder of the image.',
  })),
  AIB935: warning<{ path: string }>(() => ({
    title: 'A file in the template folder that is not a template',
    message: (p) => `The file "${p.path}" is not a template: its name does not end in ".hbs".`,
    hint: (p) => `Rename it to "${p.path}.hbs", or move it out of the folder.`,
    why: 'Only files that end in .hbs are templates; others would be ignored without a word.',
  })),
  AIB936: error<{ path: string }>(() => ({
    title: 'A missing template folder',
    message: (p) => `The folder "${p.path}" does not exist.`,
    hint: 'Correct the path of --templates.',
    exit: 'usage',
    why: 'The templates were asked for, and the build would differ without them.',
  })),
  AIB937: error<{ name: string; got: string }>(() => ({
    title: 'A template that prints a value that is not a string',
    message: (p) => `The value "${p.name}" is ${p.got}, not a string.`,
    hint: (p) => `Print it with {{json ${p.name}}}, or loop over it with {{#each ${p.name}}}.`,
    why: 'Lists and objects have no text of their own; a helper such as json prints them.',
    doc: docs.handlebars,
  })),
});
