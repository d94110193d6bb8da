/** The project's own workflows and settings. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { root } from './support/images';
import { lintProblems } from './support/pipelines';

const folder = path.join(root, '.github/workflows');
const workflows = Object.fromEntries(
  readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]),
);
const { engines } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

test('actionlint finds nothing', () => {
  expect(lintProblems(workflows)).toBe('');
});

test('CI runs on the oldest supported Node.js and on three systems', () => {
  const { os, node } = parse(workflows['ci.yml'] ?? '').jobs.test.strategy.matrix;
  expect(engines.node).toBe(`>=${node[0]}`);
  expect(os).toEqual(['ubuntu-latest', 'windows-latest', 'macos-latest']);
});

test.each(Object.entries(workflows))('%s: each job has a time limit', (_name, text) => {
  const jobs: Readonly<Record<string, object>> = parse(text).jobs;
  expect(Object.entries(jobs).filter(([, job]) => !('timeout-minutes' in job))).toEqual([]);
});
