/** The registry of the codes: each is complete, shown by an example, and in the manual. `RECORD=1` writes the manual anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type CodeName, codes, topics } from '../src/diagnostics/codes';
import { type Example, manual, manualEntry } from '../src/diagnostics/manual';
import { badExamples, commandCodes } from './support/examples';
import { root } from './support/images';
import { logOutputs } from './support/logs';

const names = Object.keys(codes) as CodeName[];
const manualPath = path.join(root, 'docs/diagnostics.md');

test('codes have the form AIBnnn, and each is registered once, in order', () => {
  const lists = Object.values(topics).map((topic) => Object.keys(topic));
  expect(names.filter((name) => !/^AIB\d{3}$/.test(name))).toEqual([]);
  expect(lists.flat().toSorted()).toEqual(names.toSorted());
  expect(lists).toEqual(lists.map((topic) => topic.toSorted()));
});

test.each(names)('%s is complete', (name) => {
  const { severity, title, message, hint, doc } = codes[name];
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
    new RegExp(`^\\S+:\\d+:\\d+: ${codes[name].severity} ${name}: .*\\.$`, 'm'),
  );
  expect(output).toMatch(/^hint: ./m);
  expect(output).toMatch(/^see: {2}https:/m);
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
