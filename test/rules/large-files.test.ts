/** A File step copies files of less than 20 MB; larger ones are fetched by a script. */
import { checkContent, type NamedFile } from '../../src/image/script-content';

test.each<[kind: NamedFile['kind'], size: number, want: readonly string[]]>([
  ['File', 20 * 1024 * 1024, []],
  ['File', 20 * 1024 * 1024 + 1, ['AIB442']],
  ['Shell', 20 * 1024 * 1024 + 1, []],
])('%s of %i bytes', (kind, size, want) => {
  const found: string[] = [];
  const bytes = new Uint8Array(size);
  checkContent({ path: './big.bin', bytes, kind, place: {} }, ({ code }) => found.push(code));
  expect(found).toEqual(want);
});
