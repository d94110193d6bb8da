/** Helpers of templates of the user only: each value that is not there is an error that knows its place. */
import { diagnose } from '../../diagnostics/diagnostic';
import { nearest } from '../../lib/nearest';
import { markdownText } from '../../value/printers/markdown-printer';
import { type HelperOptions, isCell, kindOf, TemplateProblem } from './value-helpers';
import { lookupNames } from './template-source';

function missing(name: string, within: unknown, options: HelperOptions): never {
  const known = typeof within === 'object' && within !== null ? Object.keys(within) : [];
  const last = name.slice(name.lastIndexOf('.') + 1);
  const near = nearest(last, known);
  const meant = near === undefined ? undefined : name.slice(0, name.length - last.length) + near;
  throw new TemplateProblem(
    (place) => diagnose('AIB932', { name, near: meant }, place),
    options.loc,
  );
}

/** A key of an object, or an index of a list: nothing that they inherit. */
function step(within: unknown, key: unknown): unknown {
  if (typeof within !== 'object' || within === null) return undefined;
  const name = String(key);
  return Object.hasOwn(within, name)
    ? Object.entries(within).find(([own]) => own === name)?.[1]
    : undefined;
}

/** What is behind a path: its first part as Handlebars finds it, then key by key. */
function follow(
  base: unknown,
  keys: readonly unknown[],
): { readonly at: unknown; readonly within: unknown } {
  let at = base;
  let within: unknown;
  for (const key of keys) {
    within = at;
    at = step(at, key);
  }
  return { at, within };
}

export const lookupHelpers = {
  [lookupNames.value](this: unknown, name: string, base: unknown, ...rest: readonly unknown[]) {
    const { keys, options } = split(rest);
    const { at, within } = follow(base, keys);
    return at === undefined ? missing(name, base === undefined ? this : within, options) : at;
  },
  [lookupNames.optional]: (_: string, base: unknown, ...rest: readonly unknown[]) =>
    follow(base, split(rest).keys).at,
  [lookupNames.print]: (name: string, given: unknown, options: HelperOptions) => {
    if (given === null) missing(name, undefined, options);
    if (isCell(given)) return markdownText(given);
    if (typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean') {
      return String(given);
    }
    const got = kindOf(given);
    throw new TemplateProblem((place) => diagnose('AIB937', { name, got }, place), options.loc);
  },
  lookup: (within: unknown, key: unknown, options: HelperOptions) =>
    step(within, key) ?? missing(String(key), within, options),
  eq: (a: unknown, b: unknown) => a === b,
};

function split(rest: readonly unknown[]): {
  readonly keys: readonly unknown[];
  readonly options: HelperOptions;
} {
  const options = rest.at(-1);
  if (!isOptions(options)) throw new Error('a helper was called without its options');
  return { keys: rest.slice(0, -1), options };
}

function isOptions(given: unknown): given is HelperOptions {
  return typeof given === 'object' && given !== null && 'loc' in given;
}
