/** 22x: bases, step files and the matrix. */
import { code, shorten } from './define-code';

export const reuseCodes = {
  AIB220: code<{ path: string; what: 'base' | 'step file' }>({
    severity: 'error',
    title: 'A base or step file that is not there',
    message: (p) => `The ${p.what} "${shorten(p.path)}" is not there.`,
    hint: 'Correct the path; it is relative to the file that names it.',
  }),
  AIB221: code<{ chain: readonly string[] }>({
    severity: 'error',
    title: 'A file that uses itself',
    message: (p) => `The file uses itself: ${p.chain.join(' -> ')}.`,
    hint: 'Take one of these uses out.',
  }),
  AIB223: code<{ name: string }>({
    severity: 'error',
    title: 'A name that a list of the matrix cannot have',
    message: (p) => `"${shorten(p.name)}" cannot be used as {{ matrix.${shorten(p.name)} }}.`,
    hint: 'Use letters, digits, "_" and "-", a letter first.',
  }),
  AIB224: code<{ name: string }>({
    severity: 'error',
    title: 'A list or map inside of a text',
    message: (p) =>
      `The value of "matrix.${shorten(p.name)}" is a list or a map; in a text it has no form.`,
    hint: 'Use it as a value of its own, or make it a text.',
  }),
  AIB225: code<{ count: number; limit: number }>({
    severity: 'error',
    title: 'A matrix of too many variants',
    message: (p) => `The matrix makes ${p.count} variants; the limit is ${p.limit}.`,
    hint: 'Split the spec.',
  }),
  AIB226: code({
    severity: 'error',
    title: 'A matrix without variants',
    message: () => 'The matrix leaves no variant.',
    hint: 'Exclude less, or take the matrix out.',
  }),
  AIB227: code<{ name: string; near: string | undefined }>({
    severity: 'error',
    title: 'A value that the matrix does not have',
    message: (p) => `The matrix has no value "${shorten(p.name)}" for this image.`,
    hint: (p) =>
      p.near === undefined
        ? `Add it below "matrix:", or write {{{{ matrix.${shorten(p.name)} }}}} for the text itself.`
        : `Did you mean "${p.near}"?`,
  }),
} as const;
