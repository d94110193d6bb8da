/** Renders templates. The helpers are the only ways a value gets into an output; each escapes for its language. */
import type Handlebars from 'handlebars/runtime';
import { type Finding, diagnose, type Place } from '../diagnostics/diagnostic';
import {
  type BicepValue,
  type DeploymentValue,
  entriesOf,
  literal,
  type Value,
} from '../value/value';
import { printArm } from '../value/printers/arm-printer';
import type { BicepScope } from '../value/printers/bicep-expressions';
import { printBicep } from '../value/printers/bicep-printer';
import { hclAttributes, type HclScope, printHcl } from '../value/printers/hcl-printer';
import { type Environment, printJson } from '../value/printers/json-printer';
import {
  type Cell,
  codeSpan,
  markdownTable,
  markdownText,
} from '../value/printers/markdown-printer';
import { shellWord } from '../value/printers/shell-printer';
import { powershellString } from '../value/printers/powershell-printer';
import { ciWord, yamlText } from '../value/printers/yaml-printer';

/** An output: where it goes, the template of that name, and what the template is given. */
export interface OutputView {
  readonly path: string;
  readonly template: string;
  readonly view: object;
}

/** What Handlebars hands to a helper besides its arguments. */
export interface HelperOptions {
  readonly hash: Readonly<Record<string, number | undefined>>;
  /** Where the helper is in its template; columns count from 0. */
  readonly loc: TemplateSpan;
  readonly data?: {
    readonly root?: {
      readonly scope?: BicepScope;
      readonly hclScope?: HclScope;
      readonly environment?: Environment;
    };
  };
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

/** The scope of a file that declares nothing. */
const noScope: BicepScope = { parameters: new Set(), symbolOf: () => undefined };

/** The scope of a Terraform file without variables. */
const noHclScope: HclScope = {
  parameter: (name) => `var.${name}`,
  subscription: 'var.subscription_id',
  resourceGroup: 'var.resource_group_name',
  groupId: 'var.resource_group_id',
};

/** The helpers, each of one argument. */
export const helpers = {
  json: (given: unknown, { data, hash, loc }: HelperOptions) => {
    const environment = data?.root?.environment;
    if (!environment) throw new Error('{{json}} has no environment');
    return printJson(
      valueOf(given, isValue, 'json', loc),
      environment,
      hash.indent,
      loc.start.column,
    );
  },
  arm: (given: unknown, { hash, loc }: HelperOptions) =>
    printArm(valueOf(given, isArmValue, 'arm', loc), hash.indent, loc.start.column),
  bicep: (given: unknown, { data, hash, loc }: HelperOptions) =>
    printBicep(
      valueOf(given, isTree, 'bicep', loc),
      data?.root?.scope ?? noScope,
      hash.indent ?? 0,
    ),
  hcl: (given: unknown, { data, hash, loc }: HelperOptions) =>
    printHcl(
      valueOf(given, isTree, 'hcl', loc),
      data?.root?.hclScope ?? noHclScope,
      hash.indent ?? 0,
    ),
  // The arguments of a block: the fields of an object without braces around them.
  hclArguments: (given: unknown, { data, hash, loc }: HelperOptions) => {
    const value = valueOf(given, isTree, 'hclArguments', loc);
    if (value.kind !== 'object' && value.kind !== 'map') {
      return problem('hclArguments', 'an object', given, loc);
    }
    return hclAttributes(entriesOf(value), data?.root?.hclScope ?? noHclScope, hash.indent ?? 0);
  },
  // A bare text is the user's: words of our own need no helper.
  markdown: (given: unknown, { loc }: HelperOptions) =>
    isCell(given) ? markdownText(given) : codeSpan(textOf(given, 'markdown', loc)),
  table: (given: unknown, { loc }: HelperOptions) =>
    isTable(given) ? markdownTable(given) : problem('table', 'a list of rows', given, loc),
  shell: (given: unknown, { loc }: HelperOptions) => shellWord(textOf(given, 'shell', loc)),
  powershell: (given: unknown, { loc }: HelperOptions) =>
    powershellString(textOf(given, 'powershell', loc)),
  ci: (given: unknown, { loc }: HelperOptions) => ciWord(textOf(given, 'ci', loc)),
  yaml: (given: unknown, { loc }: HelperOptions) =>
    typeof given === 'string' ? yamlText(given) : textOf(given, 'yaml', loc),
};

/**
 * Makes the blocks of the built-in templates strict: a key that a view lacks would be an output that lacks something, and
 * nobody would be told.
 */
export function withStrictBlocks(handlebars: typeof Handlebars): typeof Handlebars {
  for (const name of ['if', 'unless', 'each']) {
    const block = handlebars.helpers[name];
    if (!block) throw new Error(`no block ${name}`);
    handlebars.registerHelper(name, function (this: unknown, given: unknown, options: unknown) {
      if (given === undefined) throw new Error(`{{#${name}}} was given nothing`);
      return block.call(this, given, options);
    });
  }
  return handlebars;
}

/** Renders a template by its name. */
export type Render = (template: string, view: object) => string;

/** Makes a renderer of precompiled templates and partials. */
export function createRenderer(
  handlebars: typeof Handlebars,
  templates: Readonly<Record<string, TemplateSpecification>>,
  partials: Readonly<Record<string, TemplateSpecification>>,
): Render {
  handlebars.registerHelper(helpers);
  for (const [name, specification] of Object.entries(partials)) {
    handlebars.registerPartial(name, handlebars.template(specification));
  }
  const compiled = new Map<string, (view: object) => string>();
  return (name, view) => {
    const specification = templates[name];
    if (!specification) throw new Error(`no template ${name}`);
    const template = compiled.get(name) ?? handlebars.template(specification);
    compiled.set(name, template);
    return template(view);
  };
}
