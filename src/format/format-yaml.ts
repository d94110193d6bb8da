/** Prettier for YAML: large, and loaded when a file is formatted. */
import { format } from 'prettier/standalone';
import * as yaml from 'prettier/plugins/yaml';

/** The quotes that aibgen writes itself, and lines on which most short forms have room. */
const layout = { singleQuote: true, printWidth: 120 } as const;

/** A YAML text in the layout of specs. Throws for what Prettier cannot read. */
export function formatYaml(text: string): Promise<string> {
  return format(text, { ...layout, parser: 'yaml', plugins: [yaml] });
}
