/** `validate --fix` over all bad examples: it comes to an end, and makes no new errors. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { applyFixes } from '../../src/cli/apply-fixes';
import { compile } from '../../src/compile';
import type { Finding } from '../../src/diagnostics/diagnostic';
import { diskHost } from '../../src/disk/host';
import { readyMadeText } from '../../src/ready-made-texts';
import { resolve } from '../../src/resolve';
import { lintScripts } from '../../src/script-lint/lint-scripts';
import { unusedSuppressions } from '../../src/spec/suppressions';
import { folderWith } from '../support/cli';
import { invalidFolder } from '../support/examples';

const entry = 'web-base.yaml';

/** A file in a folder of its own, with its findings. */
function workshop(content: Uint8Array) {
  const folder = folderWith({});
  const file = path.join(folder, entry);
  writeFileSync(file, content);
  const host = diskHost(folder);
  const findings = (): readonly Finding[] => {
    const read = (name: string) => (name === entry ? readFileSync(file) : readyMadeText(name));
    const found = resolve(read, entry, {}, new Map(), lintScripts);
    return [...found.diagnostics, ...unusedSuppressions(found.suppressions, found.diagnostics)];
  };
  return { fix: () => applyFixes(host, findings()), findings, bytes: () => readFileSync(file) };
}

const errorsOf = (findings: readonly Finding[]) =>
  new Set(findings.filter(({ severity }) => severity === 'error').map(({ code }) => code));

const examples = readdirSync(invalidFolder).filter((name) => name.endsWith('.yaml'));

test.each(examples)('%s', (name) => {
  const content = readFileSync(path.join(invalidFolder, name));
  const { fix, findings, bytes } = workshop(content);
  const before = errorsOf(findings());
  let passes = 0;
  while (fix() > 0) {
    passes += 1;
    expect(passes).toBeLessThan(10);
  }
  // Without a fix the file stays as it is, byte for byte.
  expect(passes > 0 || Buffer.compare(bytes(), content) === 0).toBe(true);
  // What shape errors hid may come to light.
  const hidden = before.size > 0 && [...before].every((code) => code < 'AIB200');
  const fresh = [...errorsOf(findings())].filter((code) => !before.has(code));
  expect(hidden ? fresh.filter((code) => code < 'AIB200') : fresh).toEqual([]);
});

test.each([
  ['a key', 'locaton: eastus2', 'location: eastus2'],
  ['a quoted key', '"locaton": eastus2', 'location: eastus2'],
  ['an alias of a key', 'region: eastus2', 'location: eastus2'],
  ['a word', 'location: eastus2\nroles: buitin', 'location: eastus2\nroles: builtin'],
  ['a number', 'location: eastus2\ntags: { a: 1.10 }', "location: eastus2\ntags: { a: '1.10' }"],
  [
    'an unused suppression',
    'location: eastus2\n# aibgen-disable-next-line AIB415 old',
    'location: eastus2',
  ],
])('%s is fixed, and all other bytes stay', (_, wrong, right) => {
  const rest =
    '\n# kept\nidentity: aib-identity   # kept\nsource: Canonical:ubuntu-24_04-lts:server:latest\ndistribute: [ { gallery: a/b } ]\n';
  for (const end of ['\n', '\r\n']) {
    const of = (text: string): string => `\uFEFF${text}${rest}`.replaceAll('\n', end);
    const { fix, bytes } = workshop(new TextEncoder().encode(of(wrong)));
    let made = fix();
    while (made > 0) made = fix();
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes())).toBe(of(right));
  }
});

test('a key that is there already is not fixed', () => {
  const spec = 'location: eastus2\nregion: eastus2\n';
  expect(workshop(new TextEncoder().encode(spec)).fix()).toBe(0);
});

test('removing an unused suppression builds the same', () => {
  const spec = (line: string): string =>
    `location: eastus2\nidentity: a\n${line}source: Canonical:ubuntu-24_04-lts:server:latest\ndistribute: [{ gallery: a/b }]\n`;
  const built = (text: string) =>
    compile({ files: { [entry]: text }, entry }).outputs['web-base/imageTemplate.json'];
  const { fix, bytes } = workshop(
    new TextEncoder().encode(spec('# aibgen-disable-next-line AIB301 why\n')),
  );
  fix();
  expect(new TextDecoder().decode(bytes())).toBe(spec(''));
  expect(built(spec(''))).toBe(built(spec('# x\n')));
});
