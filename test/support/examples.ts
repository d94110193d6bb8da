/** The bad examples in `test/invalid/`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Example } from '../../src/diagnostics/manual';
import { root } from './images';

export const invalidFolder = path.join(root, 'test/invalid');

/** Codes that concern several specs at once, sizes of files or the command line: tests of the command show them. */
export const commandCodes: readonly string[] = [
  'AIB240',
  'AIB241',
  'AIB242',
  'AIB243',
  'AIB244',
  'AIB245',
  'AIB247',
  'AIB270',
  'AIB348',
  'AIB349',
  'AIB442',
  'AIB471',
  'AIB472',
  'AIB509',
  'AIB580',
  'AIB581',
];

/** The first example of each code, by code; one that has its corrected form in `fixed/` comes first. */
export function badExamples(): Readonly<Partial<Record<string, Example>>> {
  const names = readdirSync(invalidFolder).filter((name) => /^AIB.*\.yaml$/.test(name));
  const read = (name: string): string => readFileSync(path.join(invalidFolder, name), 'utf8');
  const isFixed = (name: string): boolean => existsSync(path.join(invalidFolder, 'fixed', name));
  const byPreference = [...names.filter(isFixed), ...names.filter((name) => !isFixed(name))];
  return Object.fromEntries(
    byPreference.toReversed().map((name) => [
      name.slice(0, 6),
      {
        spec: shorten(read(name)),
        output: printable(read(name.replace('.yaml', '.txt'))),
        ...(isFixed(name) ? { fixed: shorten(read(`fixed/${name}`)) } : {}),
      },
    ]),
  );
}

/** A spec with its lines cut to a readable width. */
function shorten(text: string): string {
  const lines = text.split('\n');
  return printable(
    lines.map((line) => (line.length > 160 ? `${line.slice(0, 157)}...` : line)).join('\n'),
  );
}

/** A character that is no text, as the page can show it. */
function printable(text: string): string {
  return text.replaceAll('\uFFFD', '?');
}
