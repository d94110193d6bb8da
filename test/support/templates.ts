import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compile, type CompileOptions } from '../../src';
import { root } from './images';

const templatesFolder = path.join(root, 'templates');

/** The texts of the built-in templates by their path in their folder. */
export const templateTexts: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(templatesFolder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.hbs'))
    .map((name) => [name, readFileSync(path.join(templatesFolder, name), 'utf8')]),
);

/** Those of an image; pipelines are of all images together. */
const copies = Object.fromEntries(
  Object.entries(templateTexts).filter(([name]) => !name.startsWith('pipelines')),
);

/**
 * The files of a spec that have other bytes where Handlebars renders copies of the built-in templates, which the build has
 * compiled in its own way; `undefined` where the spec is refused.
 */
export function differentWithHandlebars(
  files: Readonly<Record<string, string>>,
  entry: string,
  options: CompileOptions = {},
): readonly string[] | undefined {
  const { outputs } = compile({ files, entry, options });
  const again = compile({ files, entry, options: { ...options, templates: copies } });
  const names = new Set([...Object.keys(outputs), ...Object.keys(again.outputs)]);
  if (names.size === 0) return undefined;
  return [...names].filter(
    (name) => !name.endsWith('.aibgen.json') && outputs[name] !== again.outputs[name],
  );
}
