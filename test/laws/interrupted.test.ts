/** Laws 4 and 7: a build that fails or is killed at any of its writes leaves whole files, and the next one repairs. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checksum } from '../../src/lib/checksum';
import { compile } from '../../src/compile';
import type { Finding } from '../../src/diagnostics/diagnostic';
import { diskHost } from '../../src/disk/host';
import { openReceipts } from '../../src/disk/receipts';
import { createSpill } from '../../src/disk/spill';
import {
  applyPlans,
  type FolderOutputs,
  planFolder,
  type WriteResult,
} from '../../src/disk/write-outputs';
import { filesIn, minimal } from '../support/cli';
import { type Fault, withFault } from './faulty-disk';

type Tree = Readonly<Record<string, string>>;

/** What a build of a spec writes: an image, and two files in the output folder itself. */
function outputsOf(spec: string): readonly FolderOutputs[] {
  const { outputs } = compile({ files: { 'web.yaml': spec }, entry: 'web.yaml' });
  // Some of each kind: what holds for them holds for all.
  const image = Object.entries(outputs)
    .map(([name, text]) => [name.slice('web/'.length), text] as const)
    .filter(([name]) =>
      /^(main\.bicep|modules\/.*|pipelines\/github.yml|\.aibgen\.json)$/.test(name),
    );
  const schema = `{"of": ${spec.length}}\n`;
  const manifest = { files: { 'aibgen.schema.json': checksum(new TextEncoder().encode(schema)) } };
  const own = { 'aibgen.schema.json': schema, '.aibgen.json': JSON.stringify(manifest) };
  return [
    { folder: 'out/web', files: Object.fromEntries(image) },
    { folder: 'out', files: own },
  ];
}

function treeOf(folders: readonly FolderOutputs[]): Tree {
  return Object.fromEntries(
    folders.flatMap(({ folder, files }) =>
      Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]),
    ),
  );
}

/** Files that are not as they should be. */
function differences(wanted: readonly FolderOutputs[]): readonly string[] {
  const [tree, found] = [treeOf(wanted), filesIn(folder)];
  const names = new Set([...Object.keys(tree), ...Object.keys(found)]);
  return [...names].filter((name) => tree[name] !== found[name]);
}

/** Another module for the rights, other steps; then a third state. */
const first = outputsOf(minimal.replace('corpGallery/', 'other-rg/corpGallery/'));
const second = outputsOf(minimal.replace('nginx', 'apache2'));
const third = outputsOf(`${minimal}roles: none\n`);

let folder = '';
let interruptions = 0;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'aibgen-interrupted-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
afterAll(() => {
  process.stderr.write(`${interruptions} interrupted builds, each repaired in three ways\n`);
});

/** What the command does: nothing is written before all is planned. */
function build(outputs: readonly FolderOutputs[], force = false): WriteResult {
  const host = diskHost(folder);
  const spill = createSpill();
  const receipts = openReceipts(undefined, '');
  const diagnostics: Finding[] = [];
  const report = (one: Finding): void => {
    diagnostics.push(one);
  };
  const plans = outputs.flatMap(
    (one) => planFolder(host, 'out', one, { force, spill, receipts, report }) ?? [],
  );
  return diagnostics.length > 0
    ? { diagnostics, changed: [], manifests: [] }
    : applyPlans(host, plans, spill);
}

/** Puts the folder back to a state, and lets a build of the second one go wrong at its n-th call. */
function interrupt(before: readonly FolderOutputs[], n: number, fault: Fault) {
  rmSync(path.join(folder, 'out'), { recursive: true, force: true });
  build(before);
  interruptions += 1;
  let result: WriteResult | undefined;
  const calls = withFault(n, fault, () => {
    result = build(second);
  });
  return { calls, result };
}

const starts: readonly { readonly name: string; readonly before: readonly FolderOutputs[] }[] = [
  { name: 'the first build', before: [] },
  { name: 'a build over another one', before: first },
];

describe.each(starts)('$name', ({ before }) => {
  test.each(['full', 'stopped'] as const)('%s at each call', (fault) => {
    const old = treeOf(before);
    const fresh = treeOf(second);
    const { calls } = interrupt(before, Infinity, fault);
    expect(differences(second)).toEqual([]);
    expect(calls).toBeGreaterThan(10);
    for (let n = 1; n <= calls; n += 1) {
      const { result } = interrupt(before, n, fault);
      const left = filesIn(folder);
      const full = fault === 'full';
      const codes = result?.diagnostics.map(({ code }) => code);
      expect({ n, codes }).toEqual({ n, codes: full ? ['AIB905'] : undefined });
      const halves = Object.keys(left).filter((name) => name.endsWith('-tmp'));
      expect({ n, halves: full ? halves.length : 0 }).toEqual({ n, halves: 0 });
      const neither = Object.entries(left).filter(
        ([name, text]) => text !== old[name] && text !== fresh[name] && !/pending|-tmp$/.test(name),
      );
      expect({ n, neither }).toEqual({ n, neither: [] });
      for (const next of [second, first, third]) {
        if (next !== second) interrupt(before, n, fault);
        const { diagnostics } = build(next);
        const wrong = differences(next);
        expect({ n, diagnostics, wrong }).toEqual({ n, diagnostics: [], wrong: [] });
      }
    }
  });

  test('what is edited by hand after an interruption is not overwritten', () => {
    const { calls } = interrupt(before, Infinity, 'stopped');
    for (let n = 1; n <= calls; n += 1) {
      interrupt(before, n, 'stopped');
      const left = Object.keys(filesIn(folder)).find((name) => name.endsWith('main.bicep'));
      if (left === undefined) continue;
      writeFileSync(path.join(folder, left), 'my own words\n');
      const { diagnostics } = build(second);
      expect(diagnostics.map(({ code, file }) => ({ n, code, file }))).toEqual([
        { n, code: 'AIB904', file: left },
      ]);
      expect(readFileSync(path.join(folder, left), 'utf8')).toBe('my own words\n');
    }
    expect(build(second, true).diagnostics).toEqual([]);
    expect(differences(second)).toEqual([]);
  });
});

test('interrupted again and again, each time on the way to something else', () => {
  const { calls } = interrupt(first, Infinity, 'stopped');
  for (let n = 1; n < calls; n += 1) {
    interrupt(first, n, 'stopped');
    withFault(calls - n, 'stopped', () => build(third));
    interruptions += 1;
    const { diagnostics } = build(second);
    const wrong = differences(second);
    expect({ n, diagnostics, wrong }).toEqual({ n, diagnostics: [], wrong: [] });
  }
});
