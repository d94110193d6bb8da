import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
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
  const names = (): readonly string[] =>
    readdirSync(tmpdir()).filter((one) => one.startsWith('aibgen-'));
  const before = names();
  createSpill(0).keep('text');
  expect(names().filter((one) => !before.includes(one) && !/test|interrupted/.test(one))).toEqual(
    [],
  );
});
