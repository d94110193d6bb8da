import { isAbandoned, temporaryName } from '../../src/disk/temporary-name';

test('a temporary name says who writes, has 48 random bits, and is used once', () => {
  const names = Array.from({ length: 20 }, () => temporaryName('main.bicep'));
  const pattern = new RegExp(
    String.raw`^main\.bicep\.${process.pid}\.[0-9a-f]{8}\.[0-9a-f]{13,}\.aibgen-tmp$`,
  );
  for (const name of names) expect(name).toMatch(pattern);
  expect(new Set(names).size).toBe(20);
  // Of this process: a later write may take it away.
  expect(names.every(isAbandoned)).toBe(true);
});
