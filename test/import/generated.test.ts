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
import type { Json } from '../../src/arm/arm-value';
import type { Image } from '../../src/image/image';
import type { SpecOptions } from '../../src/spec/spec-options';
import { resolve } from '../../src/resolve';
import { specType } from '../../src/language/language';
import { declaredPlaces } from '../laws/coverage';
import { type Generated, specs } from '../laws/generator';
import { runs, seed } from '../laws/runs';
import { lostLeaves } from './leaves';
import { mutated } from './mutations';

const places = [...new Set(declaredPlaces(specType))];

/** The spec of a run, with a value for each parameter that has none: a placeholder says less than a value. */
function generated(run: number): { readonly spec: Generated; readonly image: Image } | undefined {
  const targets = [0, 1, 2].map(
    (at) => places[(seed + (run * 3 + at) * 271) % places.length] ?? '',
  );
  const [spec] = fc.sample(specs(targets), { numRuns: 1, seed: seed + run });
  const values = spec?.parameters.filter((one) => one.default === undefined) ?? [];
  const set = Object.fromEntries(values.map((one) => [one.name, String(one.other)]));
  const image = spec && imageOf(spec.files, spec.entry, { set: { ...set, ...spec.set } });
  return spec && image ? { spec, image } : undefined;
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
  const { specs: found, problems } = importDocument(text, { stem: 'x', ...options });
  const [only, ...more] = found;
  if (!only || more.length > 0)
    throw new Error(`${found.length} specs; ${JSON.stringify(problems)}`);
  return only;
}

/** What a parameter's value may break, which no rule sees while it is a parameter; and a group that means the deployment's own. */
const excuses =
  /^AIB3(?:05|06|10|15) |An earlier step|newer version|properties\.stagingResourceGroup.*No spec can say this/m;

test(`built, imported and built again: the same image (${runs} specs, seed ${seed})`, () => {
  const problems: string[] = [];
  const counts = { tried: 0, same: 0, wrapped: 0, mutilated: 0 };
  const judge = (what: string, problem: string, template: string): boolean => {
    if (problem !== '' && !excuses.test(problem)) problems.push(`${what}: ${problem}\n${template}`);
    return problem === '';
  };
  for (let run = 0; run < runs && problems.length < 3; run += 1) {
    const made = generated(run);
    if (!made) continue;
    const { spec, image } = made;
    const template = templateOf(image);
    const bare = imported(template);
    counts.tried += 1;
    counts.same += Number(
      judge(`run ${run}, bare`, compared(bare, template, bare.image), template),
    );
    if (run % 3 === 0) {
      const wrapper = wrapped(spec, image, template);
      counts.wrapped += Number(judge(`run ${run}, wrapper`, wrapper, template));
    } else if (run % 3 === 1) {
      const body = JSON.stringify(mutated(parsed(template), seed + run));
      counts.mutilated += Number(judge(`run ${run}, mutilated`, lost(body), body));
    }
  }
  expect(problems.join('\n\n')).toBe('');
  expect(counts.same).toBeGreaterThan(counts.tried * 0.8);
  expect(counts.wrapped).toBeGreaterThan((counts.tried / 3) * 0.7);
  expect(counts.mutilated).toBeGreaterThan((counts.tried / 3) * 0.9);
});

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
  const { specs: found, problems } = importDocument(body);
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
