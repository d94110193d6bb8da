/** Half-typed specs: no crash, and nothing that points outside of the text. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { actionsFor } from '../../src/editor/code-actions';
import { offersAt } from '../../src/editor/offers-at';
import { definitionsAt } from '../../src/editor/definition';
import { hoverAt } from '../../src/editor/hover';
import { referencesAt, renameAt } from '../../src/editor/rename';
import { symbolsOf } from '../../src/editor/outline';
import { openEditor } from '../support/editor';
import { root } from '../support/images';

const specs = readdirSync(path.join(root, 'specs')).filter((name) => name.endsWith('.yaml'));
/** Bytes between two prefixes: a prime, so that all kinds of places are met. */
const step = 131;

test.each(specs)('prefixes of %s', async (name) => {
  const file = `specs/${name}`;
  const bytes = readFileSync(path.join(root, file));
  const editor = openEditor({});
  const counts = { prefixes: 0, offers: 0 };
  for (let end = bytes.length % step; end <= bytes.length; end += step) {
    editor.write(file, bytes.subarray(0, end).toString());
    await editor.work();
    const { source, project } = editor.file(file);
    const { length } = source.text;
    const { surroundings } = project;
    counts.prefixes += 1;
    counts.offers += offersAt(source.text, length, file, surroundings).offers.length;
    const before = Math.max(0, length - 1);
    hoverAt(source, before, surroundings);
    definitionsAt(source, before, surroundings);
    referencesAt(source, before, surroundings, true);
    renameAt(source, before, 'other', surroundings);
    symbolsOf(source);
    const findings = editor.shown.get(file) ?? [];
    actionsFor(source, findings);
    const lines = source.text.split('\n');
    for (const { line, column } of findings) {
      expect(line).toBeLessThanOrEqual(lines.length);
      expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
    }
  }
  expect(counts.prefixes).toBeGreaterThan(0);
  expect(counts.offers).toBeGreaterThan(0);
});
