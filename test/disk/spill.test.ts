import fs from 'node:fs';
import { createSpill } from '../../src/disk/spill';

test.each([0, 100, 1_000_000])('gives back each text, beyond %d bytes from a file', (limit) => {
  const spill = createSpill(limit);
  const texts = Array.from({ length: 40 }, (_, n) => `${n} größe `.repeat(n * n));
  const kept = texts.map((text) => spill.keep(text));
  const read = (): readonly string[] =>
    kept.map((one) => Buffer.from(spill.take(one)).toString('utf8'));
  expect(read()).toEqual(texts);
  expect(read()).toEqual(texts);
});

test('leaves nothing behind', () => {
  const made = jest.spyOn(fs, 'mkdtempSync');
  const spill = createSpill(0);
  for (let n = 0; n < 3; n += 1) spill.keep('text'.repeat(200_000));
  const folders = made.mock.results.map(({ value }) => String(value));
  made.mockRestore();
  expect(folders).toHaveLength(1);
  expect(folders.filter((folder) => fs.existsSync(folder))).toEqual([]);
});
