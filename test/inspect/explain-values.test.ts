/** Every value of `imageTemplate.json` is explained, with the same value and an origin that says something. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compile } from '../../src/compile';
import { explain } from '../../src/inspect/explain-values';
import { specsFolder } from '../support/images';

const paths = readdirSync(specsFolder, { recursive: true, encoding: 'utf8' }).map((name) =>
  name.replaceAll('\\', '/'),
);
const files = Object.fromEntries(
  paths
    .filter((name) => /\.\w+$/.test(name))
    .map((name) => [name, readFileSync(path.join(specsFolder, name), 'utf8')]),
);

/** The values of a template by the path that `explain` gives them: a list of scalars is one. */
function leaves(value: unknown, at: string): readonly (readonly [string, unknown])[] {
  if (Array.isArray(value)) {
    if (!value.some((item) => typeof item === 'object')) return [[at, value]];
    return value.flatMap((item, index) => leaves(item, `${at}[${index}]`));
  }
  if (typeof value !== 'object' || value === null) return [[at, value]];
  const entries = Object.entries(value);
  if (entries.length === 0) return [[at, value]];
  return entries.flatMap(([key, inner]) => {
    const plain = /^[A-Za-z_$][\w$-]*$/.test(key);
    return leaves(inner, plain ? `${at}.${key}`.replace(/^\./, '') : `${at}["${key}"]`);
  });
}

const specs = paths.filter(
  (name) => name.endsWith('.yaml') && !path.basename(name).startsWith('_'),
);

test.each(specs)('%s', (entry) => {
  const { model, outputs } = compile({ files, entry });
  expect(model.images.length).toBeGreaterThan(0);
  for (const image of model.images) {
    const template = JSON.parse(outputs[`${image.folder}/imageTemplate.json`] ?? '');
    const { type: _type, identity, properties, ...head } = template;
    const wanted = [...leaves(head, ''), ...leaves(properties, '')];
    const values = new Map(explain(image).map((one) => [one.path, one]));
    for (const [at, value] of wanted) {
      expect({ at, value: values.get(at)?.value }).toEqual({ at, value });
    }
    expect(values.get('identity')?.value).toBe(Object.keys(identity.userAssignedIdentities)[0]);
    for (const one of values.values()) {
      expect(one.rule).not.toBe('shape');
      expect(one.origin === 'spec' ? one.file && one.line : one.reason && one.doc).toBeTruthy();
    }
  }
});
