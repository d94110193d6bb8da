/** Formatting: the edits that an editor gets. */
import * as fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { formatEdits, lineEdits } from '../../src/editor/format-edits';

const applied = (text: string, edits: ReturnType<typeof lineEdits>): string =>
  TextDocument.applyEdits(TextDocument.create('file:///a.yaml', 'yaml', 1, text), [...edits]);

/** A text after its format; fails where it is refused. */
async function formatted(text: string): Promise<string> {
  const result = await formatEdits('specs/a.yaml', text);
  if ('problem' in result) throw new Error(result.problem);
  return applied(text, result.edits);
}

test('the edits of any two texts make one of the other', () => {
  const line = fc.constantFrom('a', 'b', '  c: "ä😀"', '', '# d');
  const end = fc.constantFrom('\n', '\r\n');
  const text = fc
    .tuple(fc.array(line, { maxLength: 12 }), end, fc.boolean())
    .map(([lines, lineEnd, isEnded]) => lines.join(lineEnd) + (isEnded ? lineEnd : ''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(applied(before, lineEdits(before, after))).toBe(after);
    }),
    { seed: 22, numRuns: 500 },
  );
});

test('a text that has nothing in common with its format is replaced as a whole', () => {
  const before = Array.from({ length: 3000 }, (_, index) => `a${index}\n`).join('');
  const after = before.replaceAll('a', 'b');
  expect(lineEdits(before, after)).toHaveLength(1);
  expect(applied(before, lineEdits(before, after))).toBe(after);
});

test('only lines that change are edited', async () => {
  const text = 'name:   web\n# why\ntags: {a: "b"}\nvm:\n  size: Standard_D2s_v5\n';
  expect(await formatEdits('specs/a.yaml', text)).toEqual({
    edits: [
      {
        range: { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } },
        newText: 'name: web\n',
      },
      {
        range: { start: { line: 2, character: 0 }, end: { line: 3, character: 0 } },
        newText: "tags: { a: 'b' }\n",
      },
    ],
  });
});

test.each([
  ['line ends of Windows', 'name:   web\r\ntags: {a: b}\r\n', 'name: web\r\ntags: { a: b }\r\n'],
  ['no end of the last line', 'name:   web', 'name: web\n'],
  ['letters of several bytes', "tags: {a: 'ä😀'}\n", "tags: { a: 'ä😀' }\n"],
  ['the layout already', 'name: web\n', 'name: web\n'],
])('%s', async (_, text, want) => {
  expect(await formatted(text)).toBe(want);
});

test('a file that is not YAML stays as it is, without a word', async () => {
  expect(await formatEdits('specs/a.yaml', 'name: [web\n')).toEqual({ edits: [] });
});

test('what `aibgen fmt` refuses is refused with its reason', async () => {
  const text =
    'name: web # aibgen-disable-next-line AIB404 why\ntags: {a: b}\nvm: {size: "a", # x\n name: y}\n';
  expect(await formatEdits('specs/a.yaml', text)).toEqual({
    problem:
      'The file "specs/a.yaml" stays as it is: a comment would be lost or belong to another line.',
  });
});
