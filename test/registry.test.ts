/** The registry of the codes: each is complete, shown by an example, and in the manual. `RECORD=1` writes the manual anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compile } from '../src/compile';
import { codeEntry, codeNames } from '../src/diagnostics/codes';
import * as topics from '../src/diagnostics/codes/topics';
import { type Example, manual, manualEntry } from '../src/diagnostics/manual';
import { lintScripts } from '../src/script-lint/lint-scripts';
import { badExamples, commandCodes } from './support/examples';
import { root } from './support/images';
import { logOutputs } from './support/logs';

const names = codeNames();
const manualPath = path.join(root, 'docs/diagnostics.md');

test('codes have the form AIBnnn, and each is registered once, in order', () => {
  const lists = Object.values(topics).map((topic) => Object.keys(topic()));
  expect(names.filter((name) => !/^AIB\d{3}$/.test(name))).toEqual([]);
  expect(lists.flat().toSorted()).toEqual(names);
  expect(lists).toEqual(lists.map((topic) => topic.toSorted()));
});

test.each(names)('%s is complete', (name) => {
  const { severity, title, message, hint, doc } = codeEntry(name);
  expect(['error', 'warning', 'info']).toContain(severity);
  expect(title).toMatch(/^[A-Za-z/-].*[^.]$/);
  expect(typeof message).toBe('function');
  expect(typeof hint).toBe('function');
  expect(doc).toMatch(/^https:\/\//);
});

const examples: Readonly<Partial<Record<string, Example>>> = { ...badExamples(), ...logOutputs() };
// 6xx are about templates that are imported, 7xx about logs (test/build-logs), 9xx about files and arguments: no spec shows them.
const ofSpecs = names.filter((name) => name < 'AIB600' && !commandCodes.includes(name));

test.each(ofSpecs)('%s has a bad example with a message, a hint and a page', (name) => {
  const output = examples[name]?.output ?? '';
  expect(output).toMatch(
    new RegExp(`^\\S+:\\d+:\\d+: ${codeEntry(name).severity} ${name}: .*\\.$`, 'm'),
  );
  expect(output).toMatch(/^hint: ./m);
  expect(output).toMatch(new RegExp(`^see: {2}(?:https:|aibgen explain ${name}$)`, 'm'));
});

// 7xx name the cause of a failed build: their message and hint say it all.
test.each(names.filter((name) => !name.startsWith('AIB7')))('%s says why', (name) => {
  expect(codeEntry(name)?.why).toMatch(/^[-A-Z"a-z].*\.$/);
});

const minimal: Readonly<Record<string, string>> = {
  location: 'location: eastus2',
  identity: 'identity: aib-identity',
  source: 'source: Canonical:ubuntu-24_04-lts:server:latest',
  distribute: 'distribute:\n  - gallery: corpGallery/web-base',
  storageAccounts: 'storageAccounts: { corpscripts: storage-rg, corpimages: storage-rg }',
};
const parts = {
  'scripts/setup.sh': 'set -e\necho\n',
  'scripts/long.sh': 'set -e\necho\n',
  'scripts/deprovision.sh': 'echo > /tmp/DeprovisioningScript.sh\n',
  '_base.yaml': 'tags: { a: b }\n',
  '_other.yaml': 'tags: { a: b }\n',
};

test.each(names.filter((name) => codeEntry(name)?.right))('%s: what is right is', (name) => {
  const right = codeEntry(name)?.right?.join('\n') ?? '';
  const missing = Object.keys(minimal).filter((key) => !new RegExp(`^${key}:`, 'm').test(right));
  const rest = [
    ...(/^scripts:/m.test(right) ? [] : ['scripts: { embed: true }']),
    ...missing.map((key) => minimal[key]),
  ];
  const text = `${right}\n${rest.join('\n')}\n`;
  const { diagnostics } = compile({ files: { ...parts, 'web.yaml': text }, entry: 'web.yaml', lintScripts }); // prettier-ignore
  expect(diagnostics.filter(({ code, severity }) => code === name || (severity === 'error' && code < 'AIB200'))).toEqual([]); // prettier-ignore
});

test('there is no example of an unknown code', () => {
  expect(Object.keys(examples).filter((name) => !(names as string[]).includes(name))).toEqual([]);
});

test('docs/diagnostics.md is what the registry and the examples make', () => {
  const made = manual(examples);
  if (process.env.RECORD) writeFileSync(manualPath, made);
  expect(readFileSync(manualPath, 'utf8')).toBe(made);
});

test('an entry is cut out of the manual whole', () => {
  const text = readFileSync(manualPath, 'utf8');
  for (const name of names) expect(manualEntry(text, name)).toMatch(new RegExp(`^### ${name}\n`));
  expect(manualEntry(text, 'aib301')).toContain('```text');
  expect(manualEntry(text, 'AIB999')).toBeUndefined();
});
