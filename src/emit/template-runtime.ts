/**
 * What compiled templates call (scripts/template-compiler.ts writes the calls). The helpers are the only ways a value gets into
 * an output; each escapes for its language.
 */
import { type BicepValue, type DeploymentValue, entriesOf, type Value } from '../value/value';
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

/** The part of a file's view that its helpers read: what names and parameters mean in that file. */
export interface RootView {
  readonly scope?: BicepScope;
  readonly hclScope?: HclScope;
  readonly environment?: Environment;
}

/** A compiled template. `root` is the view of the whole file, also where a partial is given a part of it as its `view`. */
export type Template = (view: object, root: RootView, partials: Partials) => string;

/** Partials by their names. */
export type Partials = Readonly<Record<string, Template>>;

/** The end of a render whose view lacks a value: an output without it would be wrong, and nobody would notice. */
export function lacks(template: string, line: number, name: string): never {
  throw new Error(`the built-in ${template} needs the value "${name}" (line ${line})`);
}

/** Whether `{{#if}}` takes its first branch: lists count by their length. */
export function holds(given: unknown): boolean {
  return Array.isArray(given) ? given.length > 0 : Boolean(given);
}

/** What `{{#each}}` goes through. */
export function items(given: unknown): readonly unknown[] {
  if (!Array.isArray(given)) throw new Error('{{#each}} was given something else than a list');
  return given;
}

/** The text of a partial whose tag is indented. */
export function indented(text: string, indent: string): string {
  const lines = text.split('\n');
  const last = lines.length - 1;
  return lines.map((line, at) => (at === last && line === '' ? '' : indent + line)).join('\n');
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

export function json(value: Value, root: RootView, indent: number, column: number): string {
  if (!root.environment) throw new Error('{{json}} has no environment');
  return printJson(value, root.environment, indent, column);
}

export const arm: (value: DeploymentValue, indent: number, column: number) => string = printArm;

export function bicep(value: BicepValue, root: RootView, indent: number): string {
  return printBicep(value, root.scope ?? noScope, indent);
}

export function hcl(value: BicepValue, root: RootView, indent: number): string {
  return printHcl(value, root.hclScope ?? noHclScope, indent);
}

/** The arguments of a block: the fields of an object without braces around them. */
export function hclArguments(
  value: Extract<BicepValue, { readonly kind: 'object' | 'map' }>,
  root: RootView,
  indent: number,
): string {
  return hclAttributes(entriesOf(value), root.hclScope ?? noHclScope, indent);
}

/** A bare text is the user's: words of our own need no helper. */
export function markdown(cell: Cell): string {
  return typeof cell === 'string' ? codeSpan(cell) : markdownText(cell);
}

export const table: (rows: readonly (readonly Cell[])[]) => string = markdownTable;

export const shell: (word: string) => string = shellWord;

export const powershell: (text: string) => string = powershellString;

export const ci: (word: string) => string = ciWord;

export function yaml(given: string | number | boolean): string {
  return typeof given === 'string' ? yamlText(given) : String(given);
}
