/** The layout of src: what the import rules (.dependency-cruiser.cjs) cannot say. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './support/images';

const files = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replaceAll('\\', '/'))
  .toSorted();

/** The source files in which a pattern is found. */
function filesWith(pattern: RegExp): readonly string[] {
  return files.filter((file) => pattern.test(readFileSync(path.join(root, 'src', file), 'utf8')));
}

test('no two source files share a name', () => {
  const names = files.map((file) => path.basename(file).toLowerCase());
  const isShared = (name: string) => names.indexOf(name) !== names.lastIndexOf(name);
  const shared = files.filter((file) => isShared(path.basename(file).toLowerCase()));
  expect(shared).toEqual([]);
});

test('only lib/safe-text.ts makes safe text', () => {
  expect(filesWith(/\bas SafeText\b|<SafeText>|\bis SafeText\b/)).toEqual(['lib/safe-text.ts']);
});

test('few files print without safe text', () => {
  // A file that was asked for, byte for byte: SECURITY.md lists the commands.
  expect(filesWith(/\brawStdout\b/)).toEqual([
    'bin/main.ts',
    'cli/build/print-output.ts',
    'cli/commands/explain.ts',
    'cli/commands/fmt.ts',
    'cli/commands/import.ts',
    'cli/commands/show-manual.ts',
    'cli/commands/show-outputs.ts',
    'cli/commands/upgrade.ts',
    'cli/io.ts',
    'cli/tables/write-commands.ts',
  ]);
  // The process itself, what it repeats, and the questions on a terminal.
  expect(filesWith(/\bwriteTo\(|\bprocess\.std(?:out|err)\b|\bwriteSync\([12]\b/)).toEqual([
    'bin/last-run.ts',
    'bin/main.ts',
    'disk/streams.ts',
  ]);
  expect(filesWith(/\.stdio\(\)/)).toEqual(['cli/commands/lsp.ts']);
  expect(filesWith(/\bio\.console\b/)).toEqual(['cli/commands/init.ts']);
});
