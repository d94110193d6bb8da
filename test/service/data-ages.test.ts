/** `npm run data-age`: which facts about Azure are old. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { dataAges, holdsFacts } from '../../scripts/data-ages';
import { root } from '../support/images';

const today = new Date('2027-03-10T00:00:00Z');
const file = (text: string) => [{ path: 'a.ts', text }];

test.each([
  ['// as of 2026-09-10', []],
  ['// as of 2026-09-09', [{ path: 'a.ts', asOf: '2026-09-09' }]],
  ['// as of 2026-01-01 and, again, read 2027-01', []],
  // The last day of the month counts.
  ['// read 2026-09', []],
  ['// read 2026-08', [{ path: 'a.ts', asOf: '2026-08' }]],
  // When a size retires is a fact, and not the day on which it was looked up.
  ["{ retirement: '2029-11-15' }", [{ path: 'a.ts', asOf: undefined }]],
])('%s', (text, want) => {
  expect(dataAges(file(text), today, 6)).toEqual(want);
});

test('every file of facts says when they were looked up', () => {
  const folder = path.join(root, 'src/service');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(holdsFacts)
    .map((name) => ({ path: name, text: readFileSync(path.join(folder, name), 'utf8') }));
  expect(dataAges(files, new Date(0), 6)).toEqual([]);
});
