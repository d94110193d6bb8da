/** What a run notes of the file system says whether the next one would do the same. */
import { chmodSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { diskHost, type Host } from '../../src/disk/host';
import { notingHost } from '../../src/disk/noting-host';
import { pathState } from '../../src/disk/path-state';
import { folderWith } from '../support/cli';

const old = 1_700_000_000.5;

/** A host over files that have not changed lately, with what it has noted and whether that is still so. */
function hostWith(files: Readonly<Record<string, string>>) {
  const folder = folderWith(files);
  // Their times of change cannot be set, but pass.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 25);
  const host = notingHost(diskHost(folder), '.lock');
  const isSame = (): boolean | undefined =>
    host.notes()?.every(([at, listed, state]) => pathState(at, listed).text === state);
  return { folder, host, isSame, at: (name: string): string => path.join(folder, name) };
}

const files = { 'a.yaml': 'one\n', 'b/c.yaml': 'two\n' };

/** Looks at all that the changes below are about. */
function look(host: Host): void {
  host.readFile('a.yaml');
  host.list('b');
  host.kindOf('missing');
  host.exists('.git');
  host.isFolder('b');
}

test('nothing has changed', () => {
  const { host, isSame } = hostWith(files);
  look(host);
  expect(isSame()).toBe(true);
  expect(host.notes()).toHaveLength(5);
});

test.each<[string, (at: (name: string) => string) => void]>([
  ['another text of the same length and age', (at) => {
    utimesSync(at('a.yaml'), old, old);
    writeFileSync(at('a.yaml'), 'two\n');
    utimesSync(at('a.yaml'), old, old);
  }],
  ['a file that was removed', (at) => rmSync(at('a.yaml'))],
  ['a file in place of another', (at) => renameSync(at('b/c.yaml'), at('a.yaml'))],
  ['a link in place of a file', (at) => {
    renameSync(at('a.yaml'), at('z.yaml'));
    symlinkSync('z.yaml', at('a.yaml'));
  }],
  ['a file that may not be read by all', (at) => chmodSync(at('a.yaml'), 0o600)],
  ['a name more in a folder', (at) => writeFileSync(at('b/d.yaml'), '')],
  ['a name less in a folder', (at) => rmSync(at('b/c.yaml'))],
  ['a link in place of a name in a folder', (at) => {
    renameSync(at('b/c.yaml'), at('c.yaml'));
    symlinkSync('../c.yaml', at('b/c.yaml'));
  }],
  ['a file where none was', (at) => writeFileSync(at('missing'), '')],
  ['a file where none was asked for', (at) => writeFileSync(at('.git'), '')],
])('%s shows', (_change, change) => {
  const { host, isSame, at } = hostWith(files);
  look(host);
  change(at);
  expect(isSame()).toBe(false);
}); // prettier-ignore

test('what is behind a link counts', () => {
  const { host, isSame, at } = hostWith({ 'z.yaml': 'one\n' });
  symlinkSync('z.yaml', at('link'));
  host.readFile('link');
  expect(isSame()).toBe(true);
  writeFileSync(at('z.yaml'), 'more\n');
  expect(isSame()).toBe(false);
});

test('a file that has only just changed is not relied on', () => {
  const { host, at } = hostWith(files);
  writeFileSync(at('a.yaml'), 'now\n');
  host.readFile('a.yaml');
  expect(host.notes()).toBeUndefined();
});

test.each<[string, (host: Host) => void]>([
  ['writes a file', (host) => host.writeFile('a.yaml', 'new')],
  ['creates a file', (host) => host.createFile('d.yaml', 'new')],
  ['removes a file', (host) => host.removeFile('a.yaml')],
  ['removes a folder', (host) => host.removeFolder('b')],
  ['makes a folder', (host) => host.makeFolder('d')],
  ['opens a folder to write into', (host) => host.openFolder('b').close()],
])('a run that %s is not repeated', (_what, act) => {
  const { host } = hostWith(files);
  act(host);
  expect(host.notes()).toBeUndefined();
});

test('its own lock does not count', () => {
  const { host, isSame, at } = hostWith(files);
  host.makeFolder('b');
  expect(host.createFile('b/.lock', 'x')).toBe(true);
  host.list('b');
  host.removeFile('b/.lock');
  expect(isSame()).toBe(true);
  // That of another run does.
  writeFileSync(at('b/.lock'), 'y');
  expect(isSame()).toBe(false);
});

test('too many paths are not noted', () => {
  const { host } = hostWith(files);
  for (let number = 0; number <= 5000; number += 1) host.exists(`file-${number}`);
  expect(host.notes()).toBeUndefined();
});
