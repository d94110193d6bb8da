/** What a run notes of the file system says whether the next one would do the same. */
import {
  chmodSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { diskHost, type Host } from '../../src/disk/host';
import type { Note } from '../../src/disk/notes';
import { notingHost } from '../../src/disk/noting-host';
import { pathState } from '../../src/disk/path-state';
import { checksum } from '../../src/lib/checksum';
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

function write(host: Host, folder: string, written: Readonly<Record<string, string>>): void {
  const open = host.openFolder(folder);
  for (const [name, text] of Object.entries(written)) open.write(name, Buffer.from(text));
  open.close();
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
  ['writes into a folder', (host) => write(host, 'b', { 'd.yaml': 'new' })],
  ['removes from a folder', (host) => host.openFolder('b').remove('c.yaml')],
])('a run that %s is not repeated', (_what, act) => {
  const { host } = hostWith(files);
  act(host);
  expect(host.notes()).toBeUndefined();
});

describe('a run that has written what the next one would write', () => {
  const now = (notes: readonly Note[] | undefined): boolean | undefined =>
    notes?.every(
      ([at, listed, state, sum]) =>
        pathState(at, listed).text === state &&
        (sum === undefined || checksum(readFileSync(at)) === sum),
    );

  test('leaves notes of the state after it', () => {
    const { host, at } = hostWith(files);
    look(host);
    host.list('b');
    write(host, 'b', { 'c.yaml': 'new\n', 'd.yaml': 'two\n' });
    write(host, 'out/web', { 'e.yaml': 'three\n' });
    const notes = host.notes(true);
    expect(now(notes)).toBe(true);
    expect(host.notes()).toBeUndefined();
    for (const [name, text] of [
      ['b/c.yaml', 'old\n'],
      ['out/web/e.yaml', 'seven\n'],
    ] as const) {
      const before = readFileSync(at(name));
      writeFileSync(at(name), text);
      expect(now(notes)).toBe(false);
      writeFileSync(at(name), before);
    }
  });

  test.each(['b/f.yaml', 'out/f.yaml', 'out/web/f.yaml'])('shows %s, of others', (name) => {
    const { host, at } = hostWith(files);
    host.list('b');
    write(host, 'b', { 'd.yaml': 'two\n' });
    write(host, 'out/web', { 'e.yaml': 'three\n' });
    const notes = host.notes(true);
    writeFileSync(at(name), '');
    expect(now(notes)).toBe(false);
    // Where it came before the notes were made, they are not made.
    expect(host.notes(true)).toBeUndefined();
  });

  test('has put back what it removed for a moment', () => {
    const { host } = hostWith(files);
    host.list('b');
    const folder = host.openFolder('b');
    folder.write('pending', Buffer.from('x'));
    folder.remove('pending');
    folder.close();
    expect(now(host.notes(true))).toBe(true);
  });

  test('is not repeated where it has changed anything else', () => {
    const { host } = hostWith(files);
    write(host, 'b', { 'd.yaml': 'two\n' });
    host.removeFile('a.yaml');
    expect(host.notes(true)).toBeUndefined();
  });
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
