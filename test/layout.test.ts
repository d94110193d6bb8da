/** The layout of src: what the import rules (.dependency-cruiser.cjs) cannot say. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './support/images';

test('no two source files share a name', () => {
  const files = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .toSorted();
  const names = files.map((file) => path.basename(file).toLowerCase());
  const isShared = (name: string) => names.indexOf(name) !== names.lastIndexOf(name);
  const shared = files.filter((file) => isShared(path.basename(file).toLowerCase()));
  expect(shared).toEqual([]);
});
