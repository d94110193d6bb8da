/**
 * Laws over generated specs of the whole language: built, imported and built again, the image template is the same; and
 * whatever is done to a template, each leaf of it is in the spec or in the report.
 */
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { environmentOf } from '../../src/emit/output-context';
import { printJson } from '../../src/value/printers/json-printer';
import { bareTemplate } from '../../src/emit/views/wrapper-parts';
import { imageOutputs } from '../../src/emit/image-outputs';
import { importDocument } from '../../src/import/import-document';
import type { ImportedSpec } from '../../src/import/import-document';
import type { ImportOptions } from '../../src/import/import-document';
import type { Json } from '../../src/lib/json';
import type { Image } from '../../src/image/image';
import type { SpecOptions } from '../../src/spec/spec-options';
import { resolve } from '../../src/resolve';
import { specType } from '../../src/language/language';
import { placeGroups } from './coverage';
import { type Generated, specs } from './generator';
import { lostLeaves } from './import-leaves';
import { expectLaw, spreadRuns } from './runs';
import { changed, severalChanges } from './template-changes';

/** The image of a spec, with a value for each parameter that has none: a placeholder says less than a value. */
function imageWithValues({ files, entry, set, parameters }: Generated): Image | undefined {
  const missing = parameters.filter((one) => one.default === undefined);
  const values = Object.fromEntries(missing.map((one) => [one.name, String(one.other)]));
  return imageOf(files, entry, { set: { ...values, ...set } });
}

function imageOf(
  files: Generated['files'],
  entry: string,
  options: SpecOptions,
): Image | undefined {
  const { images, diagnostics } = resolve((path) => files[path], entry, options);
  return diagnostics.some(({ severity }) => severity === 'error') ? undefined : images[0]?.image;
}

function templateOf(image: Image): string {
  return printJson(bareTemplate(image), environmentOf(image));
}

function parsed(text: string): Json {
  return JSON.parse(text) as Json;
}

function imported(text: string, options: ImportOptions = {}): ImportedSpec {
  const { specs: found, diagnostics: problems } = importDocument(text, { stem: 'x', ...options });
  const [only, ...more] = found;
  if (!only || more.length > 0)
    throw new Error(`${found.length} specs; ${JSON.stringify(problems)}`);
  return only;
}

/** What a parameter's value may break, which no rule sees while it is a parameter; and a group that means the deployment's own. */
const excuses =
  /^AIB3(?:05|06|10|15|74) |An earlier step|newer version|properties\.stagingResourceGroup.*No spec can say this/m;

/** Counts what is tried and what is the same in the end; what is excused is neither a problem nor the same. */
function createTally() {
  const counts = { tried: 0, same: 0 };
  const judge = (problem: string): readonly string[] => {
    counts.tried += 1;
    if (problem === '') counts.same += 1;
    return problem === '' || excuses.test(problem) ? [] : [problem];
  };
  return { counts, judge };
}

const { chosen, each } = spreadRuns(placeGroups(specType, 3));

/** Holds a law against images of the whole language; `share`: one of how many groups of places is tried. */
async function expectImageLaw(
  share: number,
  law: (image: Image, spec: Generated) => readonly string[],
): Promise<void> {
  for (const [index, { group, seed }] of chosen.entries()) {
    if (index % share !== 0) continue;
    const judge = (spec: Generated): readonly string[] => {
      const image = imageWithValues(spec);
      return image ? law(image, spec) : [];
    };
    await expectLaw(specs(group), judge, { runs: each, seed });
  }
}

test('built, imported and built again: the same image', async () => {
  const { counts, judge } = createTally();
  await expectImageLaw(1, (image) => {
    const template = templateOf(image);
    const bare = imported(template);
    return judge(compared(bare, template, bare.image));
  });
  expect(counts.same).toBeGreaterThan(counts.tried * 0.8);
}, 300_000);

test('the deployment, imported and built where it lives: the same image', async () => {
  const { counts, judge } = createTally();
  await expectImageLaw(3, (image, spec) => judge(wrapped(spec, image, templateOf(image))));
  expect(counts.same).toBeGreaterThan(counts.tried * 0.7);
}, 300_000);

test('whatever is done to a template, each leaf is in the spec or in the report', async () => {
  const { counts, judge } = createTally();
  for (const [index, { group, seed }] of chosen.entries()) {
    if (index % 3 !== 1) continue;
    const values = fc.tuple(specs(group), severalChanges);
    const law = ([spec, changes]: [Generated, Parameters<typeof changed>[1]]) => {
      const image = imageWithValues(spec);
      if (!image) return [];
      const body = JSON.stringify(changed(parsed(templateOf(image)), changes));
      return judge(lost(body)).map((problem) => `${problem}\n${body}`);
    };
    await expectLaw(values, law, { runs: each, seed });
  }
  expect(counts.same).toBeGreaterThan(counts.tried * 0.9);
}, 300_000);

/** What stands between a spec and the image of a template; empty where it gives just that. */
function compared(spec: ImportedSpec, template: string, image: Image | undefined): string {
  const { obstacles, notes, text, diagnostics } = spec;
  if (image && obstacles.length === 0) {
    if (isDeepStrictEqual(parsed(templateOf(image)), parsed(template))) return '';
  }
  const told = [
    ...obstacles.map(({ path, reason }) => `${path} ${reason}`),
    ...notes.filter(({ what }) => what === 'repaired').map(({ reason }) => reason),
    ...diagnostics
      .filter(({ severity }) => severity === 'error')
      .map(({ code, message }) => `${code} ${message}`),
  ];
  return `${told.join('\n')}\n${text}\n${image ? templateOf(image) : 'no image'}`;
}

/** The same of the wrapper, imported and built where the deployment lives. */
function wrapped({ entry, own }: Generated, image: Image, template: string): string {
  const { outputs } = imageOutputs(image, entry, {}, {});
  const output = (name: string) => outputs[`${image.folder}/${name}`] ?? '';
  const parametersText = output('azuredeploy.parameters.json');
  const spec = imported(output('azuredeploy.json'), { parametersText });
  const place = /^subscription:/m.test(spec.text) ? {} : own;
  return compared(spec, template, imageOf({ 'x.yaml': spec.text }, 'x.yaml', place));
}

/** The leaves of a template that are neither in its spec nor in the report. */
function lost(body: string): string {
  const { specs: found, diagnostics: problems } = importDocument(body);
  const [spec] = found;
  if (spec?.image) {
    const leaves = lostLeaves(parsed(body), spec, parsed(templateOf(spec.image)));
    return leaves.length === 0 ? '' : `${leaves.join('\n')}\n${spec.text}`;
  }
  const isTold = spec
    ? spec.obstacles.length > 0
    : problems.some(({ severity }) => severity === 'error');
  return isTold ? '' : 'no image, and no word';
}
