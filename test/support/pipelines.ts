/** What actionlint and the published schema of Azure Pipelines say of pipelines. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import { root } from './images';

/** The schema wants texts everywhere. */
function texts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(texts);
  if (typeof value !== 'object' || value === null) return value === null ? '' : String(value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, texts(inner)]));
}

const schema = JSON.parse(readFileSync(path.join(root, 'test/data/azure-pipelines.json'), 'utf8'));
// Code that is not made smaller: that takes longer than all that it is used for.
const options = {
  strict: false,
  unicodeRegExp: false,
  logger: false,
  code: { optimize: false },
} as const;

/** Compiled when it is needed: that takes more than a second. */
let validate: ValidateFunction | undefined;

/** What the published schema says of a pipeline of Azure Pipelines. */
export function schemaProblems(text: string): unknown {
  validate ??= new Ajv(options).compile(schema);
  return validate(texts(parse(text))) ? [] : validate.errors?.slice(0, 5);
}

/** What actionlint says of workflows, each line with the name of one, or its number. */
export function lintProblems(all: readonly string[] | Readonly<Record<string, string>>): string {
  // It is WebAssembly that takes a second to start: one process looks at all.
  const program = path.join(__dirname, 'actionlint.cjs');
  const options = { input: JSON.stringify(Object.entries(all)), encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [program], options);
  if (status !== 0) throw new Error(`actionlint did not run: ${stderr}`);
  return stdout;
}
