/** Templates of the user (`--templates`): they replace those of aibgen, or add outputs. Loaded only where there are any. */
import Handlebars from 'handlebars/dist/cjs/handlebars.js';
import { diagnose, type Finding, sortDiagnostics } from '../../diagnostics/diagnostic';
import type { Source } from '../../diagnostics/source';
import { checksum } from '../../image/script-files';
import { normalizePath, toSlashes } from '../../lib/paths';
import type { Files } from '../../spec/spec-files';
import { nearest } from '../../lib/nearest';
import { lookupHelpers } from './lookup-helpers';
import { pathProblem } from './output-paths';
import type { Environment } from '../../value/printers/json-printer';
import { readTemplate, spanIn, type TemplateSource } from './template-source';
import {
  type OutputView,
  partials as builtInPartials,
  renderTemplate,
  templates as builtInTemplates,
} from '../built-in-templates';
import type { RootView, Template } from '../template-runtime';
import { helpers, TemplateProblem } from './value-helpers';
import type { ImageView } from '../views/user-view';

/** What is rendered of an image. */
export interface ImageViews {
  /** The outputs that aibgen has templates for. */
  readonly views: readonly OutputView[];
  /** What each template is told. */
  readonly image: ImageView;
  readonly environment: Environment;
}

/** Files by their path, and what went wrong. */
export interface Rendered {
  readonly files: readonly (readonly [path: string, text: string])[];
  readonly diagnostics: readonly Finding[];
}

/** The templates of the user together with those of aibgen. */
export interface UserTemplates {
  /** SHA-256 of each file of the user, by its name. */
  readonly hashes: Readonly<Record<string, string>>;
  /** The folder that they come from; empty where it has no path. */
  readonly folder: string;
  /** Renders all outputs of an image. */
  readonly render: (views: ImageViews) => Rendered;
}

/** A diagnostic on its way out of a template that includes others. */
class Located extends Error {
  constructor(readonly diagnostic: Finding) {
    super(diagnostic.message);
  }
}

type Run = Handlebars.TemplateDelegate;

const extension = '.hbs';
const partialFolder = 'partials/';
/** In a partial that replaces one of aibgen, that one goes by its name behind this. */
const originalPrefix = 'aibgen/';
const noPrototypes = { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false };

/**
 * Reads templates.
 * @param files the files by their path in the folder of templates
 * @param folder the path of that folder, for diagnostics; empty where it has none
 */
export function loadTemplates(
  files: Files,
  folder: string,
): { readonly templates: UserTemplates; readonly diagnostics: readonly Finding[] } {
  const diagnostics: Finding[] = [];
  const hashes: Record<string, string> = {};
  const sources = new Map<string, Source>();
  for (const [given, content] of Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const name = toSlashes(given).replace(/^(?:\.\/)+/, '');
    const path = normalizePath(folder === '' ? name : `${folder}/${name}`);
    if (!name.endsWith(extension)) {
      // What begins with a dot is put there by editors and systems.
      if (!/(?:^|\/)\./.test(name)) diagnostics.push(diagnose('AIB935', { path }, { file: path }));
      continue;
    }
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    hashes[name] = checksum(bytes);
    const text = decode(bytes);
    if (text === undefined) {
      const detail = 'it is not valid UTF-8';
      diagnostics.push(diagnose('AIB930', { detail }, { file: path }));
    } else sources.set(name.slice(0, -extension.length), { path, text });
  }
  const set = compileTemplates(sources, diagnostics);
  const templates: UserTemplates = {
    hashes,
    folder,
    render: (views) => renderAll(views, set),
  };
  return { templates, diagnostics };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** All templates, ready to be used. */
interface TemplateSet {
  /** Those of aibgen. */
  readonly builtIn: (template: string, view: RootView) => string;
  readonly replaced: ReadonlyMap<string, Run>;
  readonly added: ReadonlyMap<string, { readonly source: Source; readonly run: Run }>;
}

function compileTemplates(
  sources: ReadonlyMap<string, Source>,
  diagnostics: Finding[],
): TemplateSet {
  const handlebars = Handlebars.create();
  handlebars.registerHelper(helpers);
  handlebars.registerHelper(lookupHelpers);
  const usedPartials: Record<string, Template> = { ...builtInPartials };
  const builtIn = (name: string, view: RootView): string =>
    renderTemplate(name, view, usedPartials);
  for (const name of Object.keys(builtInTemplates)) {
    handlebars.registerPartial(name, (_, options) => original(name, options?.data, builtIn));
  }
  for (const [name, partial] of Object.entries(builtInPartials)) {
    const run: Run = (context, options) => partial(context, options?.data.root, usedPartials);
    handlebars.registerPartial(name, run);
    handlebars.registerPartial(`${originalPrefix}${name}`, run);
  }
  const partialNames = new Set([...Object.keys(builtInTemplates), ...Object.keys(builtInPartials)]);
  for (const name of sources.keys()) {
    if (name.startsWith(partialFolder)) partialNames.add(name.slice(partialFolder.length));
  }
  const replaced = new Map<string, Run>();
  const added = new Map<string, { readonly source: Source; readonly run: Run }>();
  for (const [name, source] of sources) {
    const partial = name.startsWith(partialFolder) ? name.slice(partialFolder.length) : undefined;
    const itself = partial !== undefined && Object.hasOwn(builtInPartials, partial) && partial;
    const template = readTemplate(
      source,
      new Map(itself ? [[itself, `${originalPrefix}${itself}`]] : []),
    );
    diagnostics.push(...template.diagnostics, ...unknownPartials(template, partialNames));
    const run = guarded(
      template,
      handlebars.compile(template.program, { noEscape: true, data: true }),
    );
    if (partial !== undefined) {
      handlebars.registerPartial(partial, run);
      usedPartials[partial] = (view, root) => run(view, { ...noPrototypes, data: { root } });
    } else if (Object.hasOwn(builtInTemplates, name)) replaced.set(name, run);
    else added.set(name, { source, run });
  }
  return { builtIn, replaced, added };
}

function unknownPartials(
  { source, partials }: TemplateSource,
  known: ReadonlySet<string>,
): readonly Finding[] {
  return [...partials].flatMap(([name, span]) => {
    if (known.has(name)) return [];
    const near = nearest(name, [...known]);
    const parameters = { what: 'partial', name, known: [...known], near };
    return [diagnose('AIB931', parameters, { span: spanIn(source, span) })];
  });
}

/** A template whose errors name its file: the innermost one counts. */
function guarded(template: TemplateSource, run: Run): Run {
  const { source } = template;
  return (context, options) => {
    try {
      return run(context, options);
    } catch (error) {
      if (error instanceof Located || !(error instanceof Error)) throw error;
      const whole = { source, start: 0, end: 0 };
      if (!(error instanceof TemplateProblem)) {
        const detail = error instanceof RangeError ? 'it includes itself' : error.message;
        throw new Located(diagnose('AIB930', { detail }, { span: whole }));
      }
      const { place } = error;
      const span = 'partial' in place ? template.partials.get(place.partial) : place;
      throw new Located(error.at({ span: span ? spanIn(source, span) : whole }));
    }
  };
}

/** What Handlebars carries along while a template is rendered. */
interface RenderData {
  readonly views: readonly OutputView[];
  readonly current: OutputView | undefined;
}

/** A template of aibgen as a partial: it sees what it always sees. */
function original(name: string, data: RenderData, builtIn: TemplateSet['builtIn']): string {
  const own = data.views.filter((one) => one.template === name);
  const [only, ...more] = data.current?.template === name ? [data.current] : own;
  if (!only || more.length > 0) {
    throw new TemplateProblem((place) => diagnose('AIB932', { name, near: undefined }, place), {
      partial: name,
    });
  }
  return builtIn(name, only.view);
}

function renderAll({ views, image, environment }: ImageViews, set: TemplateSet): Rendered {
  const { builtIn, replaced, added } = set;
  const diagnostics: Finding[] = [];
  const files: (readonly [string, string])[] = [];
  const attempt = (path: string, render: () => string): void => {
    try {
      files.push([path, render()]);
    } catch (error) {
      if (!(error instanceof Located)) throw error;
      diagnostics.push(error.diagnostic);
    }
  };
  const run = (template: Run, context: object, current: OutputView | undefined): string => {
    const data: RenderData = { views, current };
    return template(context, { ...noPrototypes, data });
  };
  for (const one of views) {
    const own = replaced.get(one.template);
    attempt(one.path, () =>
      own ? run(own, { ...image, ...one.view, image }, one) : builtIn(one.template, one.view),
    );
  }
  const taken = views.map((one) => one.path);
  for (const [path, { source, run: template }] of added) {
    const why = pathProblem(path, taken);
    taken.push(path);
    if (why === undefined) {
      attempt(path, () => run(template, { ...image, image, environment }, undefined));
    } else diagnostics.push(diagnose('AIB934', { path, why }, { file: source.path }));
  }
  return { files, diagnostics: sortDiagnostics(diagnostics) };
}
