/** Bad input never crashes: broken bytes, truncated files, what is too deep or too large; and the same text in any encoding. */
import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { boolean, nat, pre, tuple, uint8Array } from 'fast-check';
import { compile } from '../../src/compile';
import { minimal } from '../support/cli';
import { specsFolder } from '../support/images';
import { expectLaw } from './runs';

const specs = ['web-base.yaml', 'windows-all-steps.yaml', 'three-targets.yaml', 'azure-shape.yaml'];
const read = (name: string): Buffer => readFileSync(path.join(specsFolder, name));

let tried = 0;
afterAll(() => {
  process.stderr.write(`${tried} broken inputs\n`);
});

/** The codes of what is said of some bytes; an exception fails the test. */
function codesOf(content: string | Uint8Array): readonly string[] {
  tried += 1;
  const { outputs, diagnostics } = compile({ files: { 'a.yaml': content }, entry: 'a.yaml' });
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  const none = Object.keys(outputs).length === 0;
  return [
    ...diagnostics.map(({ code }) => code),
    ...(failed === none ? [] : ['outputs and errors']),
  ];
}

/** All codes that were said of some inputs. */
function allCodes(inputs: readonly Uint8Array[]): readonly string[] {
  return [...new Set(inputs.flatMap(codesOf))];
}

test.each(specs)('%s cut off anywhere', (name) => {
  const bytes = read(name);
  const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, index) =>
    bytes.subarray(0, index * 7),
  );
  expect(allCodes(pieces)).not.toContain('outputs and errors');
});

/** What is wrong with the answer to some bytes: outputs together with errors. An exception breaks the law too. */
function inconsistent(content: Uint8Array): readonly string[] {
  return codesOf(content).filter((one) => one === 'outputs and errors');
}

test.each(specs)('%s with broken bytes', async (name) => {
  const bytes = read(name);
  const wounds = tuple(uint8Array({ minLength: 1, maxLength: 6 }), nat(bytes.length), boolean());
  const law = ([wound, at, replaces]: readonly [Uint8Array, number, boolean]) => {
    const rest = bytes.subarray(replaces ? at + wound.length : at);
    return inconsistent(Buffer.concat([bytes.subarray(0, at), wound, rest]));
  };
  await expectLaw(wounds, law, { runs: 100 });
});

test('bytes that are no text at all', async () => {
  const law = (bytes: Uint8Array): readonly string[] => {
    pre(!isUtf8(bytes) && !/^(?:fffe|feff|0000feff)/.test(Buffer.from(bytes).toString('hex')));
    return codesOf(bytes).filter((code) => code !== 'AIB006');
  };
  await expectLaw(uint8Array({ minLength: 1, maxLength: 300 }), law, { runs: 300 });
});

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');
const stairs = (depth: number, word: string): string =>
  lines(depth, (index) => `${' '.repeat(index)}${word}`);
const doubled = (start: string, again: (name: string) => string): string =>
  'abcdefghijklmnopqrst'
    .split('')
    .map(
      (name, index, all) =>
        `${name}: &${name} ${index === 0 ? start : again(all[index - 1] ?? '')}`,
    )
    .join('\n');

const large: readonly (readonly [name: string, code: string, text: string])[] = [
  ['brackets', 'AIB005', '['.repeat(100_000)],
  ['closed brackets', 'AIB005', '['.repeat(5000) + ']'.repeat(5000)],
  ['brackets on lines', 'AIB005', '[\n'.repeat(3000)],
  ['braces', 'AIB005', '{a: '.repeat(3000)],
  ['dashes', 'AIB005', `${'- '.repeat(5000)}a`],
  ['question marks', 'AIB005', `${'? '.repeat(5000)}a`],
  ['stairs of maps', 'AIB005', stairs(1000, 'a:')],
  ['stairs of lists', 'AIB005', stairs(1000, '-')],
  ['nested behind a comment that suppressions', 'AIB005', `# aibgen-disable-next-line AIB401 x\n${'['.repeat(9000)}`],
  ['one level too many', 'AIB005', stairs(62, 'a:')],
  ['aliases of lists of aliases', 'AIB005', doubled('[x, x]', (one) => `[*${one}, *${one}]`)],
  ['merges of merges', 'AIB005', doubled('{x: 1}', (one) => `{<<: [*${one}, *${one}], y: [*${one}, *${one}]}`)],
  ['many keys', 'AIB005', lines(50_000, (index) => `k${index}: 1`)],
  ['many items', 'AIB005', `[${'a,'.repeat(400_000)}]`],
  ['many documents', 'AIB005', '---\na\n'.repeat(100_000)],
  ['many errors', 'AIB005', '}\n'.repeat(100_000)],
  ['some errors', 'AIB001', '}\n'.repeat(1000)],
  ['many comments that silence', 'AIB432', `${'# aibgen-disable-next-line AIB123 x\n'.repeat(5000)}${minimal}`],
  ['many characters', 'AIB005', 'a'.repeat(1_000_001)],
  ['a long key', 'AIB001', `${'k'.repeat(100_000)}: 1`],
  ['a long reference', 'AIB201', minimal.replace('corpGallery/', 'g/'.repeat(300_000))],
  ['a long time', 'AIB109', `${minimal}timeout: ${'1'.repeat(100_000)}m`],
  ['many uses of what is not declared', 'AIB203', `${minimal}tags: {a: "${'{{ params.b }}'.repeat(20_000)}"}`],
  ['braces that never close', 'AIB313', `${minimal}tags: {a: "${'{{ params.'.repeat(50_000)}"}`],
  ['a matrix of everything', 'AIB225', `${minimal}matrix:\n${lines(8, (index) => `  v${index}: [${lines(100, String).replaceAll('\n', ', ')}]`)}`],
  ['an alias of itself', 'AIB004', 'a: &a [*a]'],
  ['a NUL', 'AIB007', `${minimal}x-a: "\0"`],
  ['half a pair', 'AIB007', `${minimal}x-a: "\\ud800"`],
]; // prettier-ignore

test.each(large)('%s: %s', (_name, code, text) => {
  expect(codesOf(text)).toContain(code);
});

test.each([
  ['half an UTF-8 character', [0x61, 0xe2, 0x82]],
  ['too long an UTF-8 character', [0xc0, 0x80]],
  ['half an UTF-16 character', [0xff, 0xfe, 0x61]],
  ['half an UTF-32 character', [0xff, 0xfe, 0, 0, 0x61]],
  ['no character of UTF-32', [0, 0, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff]],
])('%s is no text', (_name, bytes) => {
  expect(codesOf(Uint8Array.from(bytes))).toEqual(['AIB006']);
});

test.each(['', '\ufeff', ' \n', '# only words\n', '---\n...\n', '~', '\ufeff# a'])('%j is empty', (text) => {
  expect(codesOf(text)).toEqual(['AIB002']);
}); // prettier-ignore

function utf16(text: string, big: boolean): Uint8Array {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return big ? bytes.swap16() : bytes;
}

function utf32(text: string, big: boolean): Uint8Array {
  const characters = [...`\ufeff${text}`];
  const bytes = Buffer.alloc(characters.length * 4);
  characters.forEach((character, index) => {
    const code = character.codePointAt(0) ?? 0;
    if (big) bytes.writeUInt32BE(code, index * 4);
    else bytes.writeUInt32LE(code, index * 4);
  });
  return bytes;
}

const encodings: Readonly<Record<string, (text: string) => string | Uint8Array>> = {
  'a byte order mark': (text) => `\ufeff${text}`,
  CRLF: (text) => text.replaceAll('\n', '\r\n'),
  CR: (text) => text.replaceAll('\n', '\r'),
  'a mark and CRLF': (text) => Buffer.from(`\ufeff${text.replaceAll('\n', '\r\n')}`),
  'UTF-16': (text) => utf16(text, false),
  'UTF-16, big end first': (text) => utf16(text.replaceAll('\n', '\r\n'), true),
  'UTF-32': (text) => utf32(text, false),
  'UTF-32, big end first': (text) => utf32(text, true),
};

test.each(Object.entries(encodings))('with %s: the same bytes', (_name, encode) => {
  const text =
    `extends: _base.yaml\n${minimal}  - shell: |\n      echo 'ä 👍'\n\n      echo two\n`.replace(
      /distribute:\n.*\n(.*)/s,
      '$1',
    );
  const base = 'distribute:\n  - gallery: g/d\ntags:\n  "ä\u2028": 👍\n';
  const steps = '- shell: |\n    one\n    two\n';
  const spec = `${text}  - steps: ./_steps.yaml\n`;
  const build = (change: (text: string) => string | Uint8Array) =>
    compile({
      files: { 'a.yaml': change(spec), '_base.yaml': change(base), '_steps.yaml': change(steps) },
      entry: 'a.yaml',
    });
  const plain = build((one) => one);
  expect(plain.diagnostics).toEqual([]);
  expect(build(encode)).toEqual(plain);
});

test.each(['\0', '\ud800', 'a\udc00b'])('%j is no value of a parameter', (value) => {
  const spec = `parameters: {p: {type: string}}\n${minimal}tags: {a: '{{ params.p }}'}\n`;
  const options = { set: { p: value } };
  const { diagnostics } = compile({ files: { 'a.yaml': spec }, entry: 'a.yaml', options });
  expect(diagnostics.map(({ code }) => code)).toEqual(['AIB910']);
});
