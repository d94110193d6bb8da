/** Renders templates. The helpers are the only ways a value gets into an output; each escapes for its language. */
import Handlebars from 'handlebars/runtime';
import type { Value } from '../model/value';
import { printArm } from './printers/arm';
import { type BicepScope, printBicep } from './printers/bicep';
import { type Environment, printJson } from './printers/json';
import { type Cell, markdownTable, markdownText } from './printers/markdown';
import { shellWord } from './printers/shell';
import { ciWord, type VariablePath, yamlLabel, yamlText } from './printers/yaml';

interface HelperOptions {
  readonly hash: Readonly<Record<string, number | undefined>>;
  readonly data?: {
    readonly root?: { readonly scope?: BicepScope; readonly environment?: Environment };
  };
}

/** What a helper is given; a view that lacks a key is a bug, never an empty output. */
function present<T>(value: T | undefined | null, helper: string): T {
  if (value === undefined || value === null) throw new Error(`{{${helper}}} was given nothing`);
  return value;
}

const helpers = {
  json: (value: Value | undefined, { data, hash }: HelperOptions) =>
    printJson(present(value, 'json'), present(data?.root?.environment, 'json'), hash.indent ?? 0),
  arm: (value: Value | undefined, { hash }: HelperOptions) =>
    printArm(present(value, 'arm'), hash.indent ?? 0),
  bicep: (value: Value | undefined, { data }: HelperOptions) =>
    printBicep(present(value, 'bicep'), present(data?.root?.scope, 'bicep')),
  markdown: (cell: Cell | undefined) => markdownText(present(cell, 'markdown')),
  table: (rows: readonly (readonly Cell[])[] | undefined) => markdownTable(present(rows, 'table')),
  shell: (text: string | undefined) => shellWord(present(text, 'shell')),
  ci: (word: string | VariablePath | undefined) => ciWord(present(word, 'ci')),
  yaml: (text: string | undefined) => yamlText(present(text, 'yaml')),
  yamlLabel: (text: string | undefined) => yamlLabel(present(text, 'yamlLabel')),
};

/** Renders a template by its name. */
export type Render = (template: string, view: object) => string;

/** Makes a renderer of precompiled templates and partials. */
export function createRenderer(
  templates: Readonly<Record<string, TemplateSpecification>>,
  partials: Readonly<Record<string, TemplateSpecification>>,
): Render {
  const handlebars = Handlebars.create();
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
