/** Helpers of templates of the user: what a template hands to them is checked, since it may be anything. */
import { type Finding, diagnose, type Place } from '../../diagnostics/diagnostic';
import { type BicepValue, type DeploymentValue, literal, type Value } from '../../value/value';
import type { Cell } from '../../value/printers/markdown-printer';
import * as printed from '../template-runtime';

/** What Handlebars hands to a helper besides its arguments. */
export interface HelperOptions {
  readonly hash: Readonly<Record<string, number | undefined>>;
  /** Where the helper is in its template; columns count from 0. */
  readonly loc: TemplateSpan;
  readonly data?: { readonly root?: printed.RootView };
}

/** A stretch of a template, as Handlebars tells it. */
export type TemplateSpan = Pick<hbs.AST.SourceLocation, 'start' | 'end'>;

/** A template asks for what cannot be. Of a built-in template that is a bug, of a user's one a diagnostic. */
export class TemplateProblem extends Error {
  constructor(
    readonly at: (place: Place) => Finding,
    /** Where, or at the first use of a partial. */
    readonly place: TemplateSpan | { readonly partial: string },
  ) {
    super(at({}).message);
  }
}

function problem(helper: string, wants: string, given: unknown, loc: TemplateSpan): never {
  const got = kindOf(given);
  throw new TemplateProblem((place) => diagnose('AIB933', { helper, wants, got }, place), loc);
}

/** What something is, in words. */
export function kindOf(given: unknown): string {
  if (given === undefined || given === null) return 'nothing';
  if (Array.isArray(given)) return 'a list';
  return typeof given === 'object' ? 'an object' : `a ${typeof given}`;
}

const valueKinds: ReadonlySet<unknown> = new Set<BicepValue['kind']>([
  'text',
  'id',
  'call',
  'symbol',
  'null',
  'number',
  'boolean',
  'parameter',
  'list',
  'object',
  'map',
]);

function isTree(given: unknown): given is BicepValue {
  return (
    typeof given === 'object' && given !== null && 'kind' in given && valueKinds.has(given.kind)
  );
}

/** True where a value, and each one inside of it, is neither a symbol nor, unless `withCalls`, a call. */
function isFree(value: BicepValue, withCalls: boolean): boolean {
  switch (value.kind) {
    case 'symbol':
      return false;
    case 'call':
      return withCalls && value.args.every((one) => isFree(one, withCalls));
    case 'text':
      for (const part of value.parts) {
        if (typeof part === 'object' && 'kind' in part && !isFree(part, withCalls)) return false;
      }
      return true;
    case 'list':
      for (const item of value.items) if (!isFree(item, withCalls)) return false;
      return true;
    case 'object':
      for (const key of Object.keys(value.fields)) {
        const inner = value.fields[key];
        if (inner !== undefined && !isFree(inner, withCalls)) return false;
      }
      return true;
    case 'map':
      for (const entry of value.entries) if (!isFree(entry.value, withCalls)) return false;
      return true;
    default:
      return true;
  }
}

/** True for a value without expressions. */
function isValue(value: BicepValue): value is Value {
  return isFree(value, false);
}

/** True for a value that an ARM template can have. */
function isArmValue(value: BicepValue): value is DeploymentValue {
  return isFree(value, true);
}

/** A value of a view, or plain data as one. */
function valueOf<V extends BicepValue>(
  given: unknown,
  fits: (value: BicepValue) => value is V,
  helper: string,
  loc: TemplateSpan,
): V {
  if (given === undefined || typeof given === 'function') problem(helper, 'a value', given, loc);
  const value = isTree(given) ? given : literal(given);
  return fits(value) ? value : problem(helper, 'a value without expressions', given, loc);
}

function textOf(given: unknown, helper: string, loc: TemplateSpan): string {
  if (typeof given === 'number' || typeof given === 'boolean') return String(given);
  if (typeof given !== 'string') problem(helper, 'a text', given, loc);
  return given;
}

/** True for a cell that is more than a text. */
export function isCell(given: unknown): given is Exclude<Cell, string> {
  return typeof given === 'object' && given !== null && ('code' in given || 'codes' in given);
}

function isTable(given: unknown): given is readonly (readonly Cell[])[] {
  return (
    Array.isArray(given) &&
    given.every(
      (row) => Array.isArray(row) && row.every((cell) => typeof cell === 'string' || isCell(cell)),
    )
  );
}

/** The helpers, each of one argument. */
export const helpers = {
  json: (given: unknown, { data, hash, loc }: HelperOptions) => {
    const value = valueOf(given, isValue, 'json', loc);
    return printed.json(value, data?.root ?? {}, hash.indent ?? 0, loc.start.column);
  },
  arm: (given: unknown, { hash, loc }: HelperOptions) =>
    printed.arm(valueOf(given, isArmValue, 'arm', loc), hash.indent ?? 0, loc.start.column),
  bicep: (given: unknown, { data, hash, loc }: HelperOptions) =>
    printed.bicep(valueOf(given, isTree, 'bicep', loc), data?.root ?? {}, hash.indent ?? 0),
  hcl: (given: unknown, { data, hash, loc }: HelperOptions) =>
    printed.hcl(valueOf(given, isTree, 'hcl', loc), data?.root ?? {}, hash.indent ?? 0),
  hclArguments: (given: unknown, { data, hash, loc }: HelperOptions) => {
    const value = valueOf(given, isTree, 'hclArguments', loc);
    if (value.kind !== 'object' && value.kind !== 'map') {
      return problem('hclArguments', 'an object', given, loc);
    }
    return printed.hclArguments(value, data?.root ?? {}, hash.indent ?? 0);
  },
  markdown: (given: unknown, { loc }: HelperOptions) =>
    printed.markdown(isCell(given) ? given : textOf(given, 'markdown', loc)),
  table: (given: unknown, { loc }: HelperOptions) =>
    isTable(given) ? printed.table(given) : problem('table', 'a list of rows', given, loc),
  shell: (given: unknown, { loc }: HelperOptions) => printed.shell(textOf(given, 'shell', loc)),
  powershell: (given: unknown, { loc }: HelperOptions) =>
    printed.powershell(textOf(given, 'powershell', loc)),
  ci: (given: unknown, { loc }: HelperOptions) => printed.ci(textOf(given, 'ci', loc)),
  yaml: (given: unknown, { loc }: HelperOptions) =>
    typeof given === 'string' ? printed.yaml(given) : textOf(given, 'yaml', loc),
};
