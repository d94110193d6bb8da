/** 93x: the user's own templates. */
import { docs } from '../../service/docs';
import { quoted } from '../../lib/words';
import { code } from './define-code';

export const templateCodes = {
  AIB930: code<{ detail: string }>({
    severity: 'error',
    title: 'A template that cannot be used',
    message: (p) => `The template cannot be used: ${p.detail}.`,
    hint: 'Mend it at this place.',
    doc: docs.handlebars,
  }),
  AIB931: code<{ what: string; name: string; known: readonly string[]; near: string | undefined }>({
    severity: 'error',
    title: 'A template names a helper or a partial that is not there',
    message: (p) => `There is no ${p.what} "${p.name}".`,
    hint: (p) =>
      p.near !== undefined
        ? `Did you mean "${p.near}"?`
        : p.known.length === 0
          ? 'Take it out.'
          : `Use one of ${quoted(p.known)}.`,
    doc: docs.handlebars,
  }),
  AIB932: code<{ name: string; near: string | undefined }>({
    severity: 'error',
    title: 'A template asks for a value that is not there',
    message: (p) => `There is no "${p.name}" here.`,
    hint: (p) =>
      p.near === undefined
        ? `Correct the name; where it is there for some images only, ask first with {{#if ${p.name}}}.`
        : `Did you mean "${p.near}"?`,
    doc: docs.handlebars,
  }),
  AIB933: code<{ helper: string; wants: string; got: string }>({
    severity: 'error',
    title: 'A template gives a helper what it does not take',
    message: (p) => `The helper "${p.helper}" wants ${p.wants}, and is given ${p.got}.`,
    hint: 'Give it that; "json" prints any value.',
    doc: docs.handlebars,
  }),
  AIB934: code<{ path: string; why: string }>({
    severity: 'error',
    title: 'A template whose output has no place',
    message: (p) => `The template cannot write "${p.path}": ${p.why}.`,
    hint: 'Give the template another name.',
  }),
  AIB935: code<{ path: string }>({
    severity: 'warning',
    title: 'A file between templates that is none',
    message: (p) => `The file "${p.path}" is no template: its name does not end in ".hbs".`,
    hint: (p) => `Rename it to "${p.path}.hbs", or move it out of the folder.`,
  }),
  AIB936: code<{ path: string }>({
    severity: 'error',
    title: 'A folder of templates that is not there',
    message: (p) => `There is no folder "${p.path}".`,
    hint: 'Correct what --templates names.',
    exit: 'usage',
  }),
  AIB937: code<{ name: string; got: string }>({
    severity: 'error',
    title: 'A template prints what is no text',
    message: (p) => `The value "${p.name}" is ${p.got}, no text.`,
    hint: (p) => `Print it with {{json ${p.name}}}, or go through it with {{#each ${p.name}}}.`,
    doc: docs.handlebars,
  }),
} as const;
