/**
 * Image definitions of Microsoft Dev Box -> bodies of image templates.
 * https://learn.microsoft.com/azure/dev-box/reference-dev-box-customizations, read 2026-11-26.
 */
import { armSymbol, armText, isArmText, type ArmPart, type ArmValue } from '../arm/arm-value';
import { imageTemplateType } from '../arm/collect-resources';
import { type ForeignInput, locateIn } from '../arm/foreign-document';
import { locatedBody, type FinishedBody, type LocatedBody } from '../arm/located-body';
import type { ImportedParameter } from '../arm/parameters';
import type { ArmReadResult } from '../arm/read-template';
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import { deprovisionLines } from '../image/deprovision-file';
import { isSecretName } from '../hcl/secret-names';
import { baseName } from '../lib/paths';
import { leavesOf, placedYaml, type PlacedValue } from './placed-yaml';
import type { TaskContext } from './task-context';
import { readTask } from './tasks';

/** Reads an image definition; of a folder each of its definitions. */
export function readDevbox(input: ForeignInput): ArmReadResult {
  const problems: Finding[] = [];
  const parameters = new Map<string, ImportedParameter>();
  const images: FinishedBody[] = [];
  for (const source of input.sources) {
    const read = placedYaml(source);
    if (!read.ok) problems.push(diagnose('AIB610', { reason: read.message }, { span: read.span }));
    else if (!read.value.entries.has('image') && !read.value.entries.has('tasks')) {
      const reason = `"${baseName(source.path)}" has neither an image nor tasks.`;
      problems.push(diagnose('AIB611', { reason }, { span: read.value.from.span }));
    } else images.push(imageOf(read.value, input, parameters));
  }
  const [source = { path: '', text: '' }] = input.sources;
  return {
    images: images.map(({ body, extras }, index) => ({
      type: imageTemplateType,
      apiVersion: undefined,
      name: body.name ?? null,
      body,
      path: ['images', index],
      scope: {},
      extras: {
        ...extras,
        noIdentity:
          'Dev Box builds with the identity of the dev center; the service needs one of its own, and the deployment makes it.',
      },
    })),
    others: [],
    parameters: [...parameters.values()],
    problems,
    locate: locateIn(images, { source, start: 0, end: 0 }),
  };
}

function imageOf(
  value: PlacedValue,
  { readFile, values }: ForeignInput,
  parameters: Map<string, ImportedParameter>,
): FinishedBody {
  const body = locatedBody({ path: 'image definition', span: value.from.span });
  const known = valuesOf(value, values);
  const fill = (text: string): ArmValue => filled(text, known, parameters);
  const context: TaskContext = { body, fill, readFile };
  const name = value.entries.get('name');
  if (name?.text !== undefined) body.set(['name'], name.text, name.from);
  readBase(value, context);
  for (const task of value.entries.get('tasks')?.items ?? []) readTask(task, context);
  for (const task of value.entries.get('userTasks')?.items ?? []) {
    const reason =
      'It runs when the user signs in for the first time; an image has no users yet. Put it into the customizations of the dev box, or into a script that Windows runs at sign-in.';
    body.note('obstacle', task.from, reason);
    for (const leaf of leavesOf(task))
      body.note('dropped', leaf.from, 'It belongs to the user task.');
  }
  readNetwork(value, body);
  addTarget(name, parameters, body);
  const inline = deprovisionLines('windows', false).map((line) => armText([line]));
  body.addStep({ type: 'PowerShell', inline }, { path: '', span: value.from.span });
  noteRest(value, body);
  return body.finish();
}

/** The parameters and variables of a definition by name; undefined for one without a value. */
function valuesOf(
  value: PlacedValue,
  given: Readonly<Record<string, ArmValue>>,
): ReadonlyMap<string, ArmValue | undefined> {
  const all = new Map<string, ArmValue | undefined>();
  for (const key of ['parameters', 'variables']) {
    const section = value.entries.get(key);
    const listed = (section?.items ?? []).map((one): readonly [string, PlacedValue] => [
      one.entries.get('name')?.text ?? '',
      one,
    ]);
    for (const [name, one] of [...(section?.entries ?? []), ...listed]) {
      const inner = one.entries.get('default') ?? one.entries.get('value');
      all.set(name, one.text ?? inner?.text);
    }
  }
  for (const [name, one] of Object.entries(given)) if (all.has(name)) all.set(name, one);
  return all;
}

/** `{{name}}` and `{{parameters.name}}`; what is no parameter stays text. */
function filled(
  text: string,
  known: ReadonlyMap<string, ArmValue | undefined>,
  parameters: Map<string, ImportedParameter>,
): ArmValue {
  const parts = text
    .split(/(\{\{\s*(?:(?:parameters|variables)\.)?\w+\s*\}\})/)
    .flatMap((piece): readonly ArmPart[] => {
      const [, name] = /^\{\{\s*(?:(?:parameters|variables)\.)?(\w+)\s*\}\}$/.exec(piece) ?? [];
      if (name === undefined || !known.has(name)) return [piece];
      const secure = isSecretName(name);
      const value = secure ? undefined : known.get(name);
      if (value !== undefined) return isArmText(value) ? value.parts : [String(value)];
      parameters.set(name, { name, type: 'string', secure });
      return armSymbol({ symbol: 'parameter', name }).parts;
    });
  return armText(parts);
}

/** `publisher_offer_sku`, or `gallery/image@version` of a gallery of the dev center. */
function readBase(value: PlacedValue, { body, fill }: TaskContext): void {
  const image = value.entries.get('image');
  if (image?.text === undefined) {
    return body.note(
      'obstacle',
      image?.from ?? value.from,
      'The definition has no image to begin with.',
    );
  }
  const given = fill(image.text);
  const text = typeof given === 'string' ? given.trim() : '';
  const at = ['properties', 'source'];
  const last = text.replace(/^\/?galleries\/default\/images\//i, '');
  const [, publisher, offer, sku] = /^([^_/]+)_([^_/]+)_([^/]+)$/.exec(last) ?? [];
  if (publisher !== undefined && offer !== undefined && sku !== undefined) {
    const source = { type: 'PlatformImage', publisher, offer, sku, version: 'latest' };
    if (last !== text) {
      const reason = 'The gallery "default" of a dev center holds images of the marketplace.';
      body.note('repaired', image.from, reason, {
        from: text,
        to: [publisher, offer, sku].join(':'),
      });
    }
    return body.set(at, source, image.from);
  }
  const [, gallery, definition, version = 'latest'] =
    /^(?:\/?galleries\/)?([\w.-]+)\/(?:images\/)?([\w.-]+)(?:@([\w.]+)|\/versions\/([\w.]+))?$/.exec(
      text,
    ) ?? [];
  if (gallery === undefined || definition === undefined) {
    const reason =
      'The image is neither "publisher_offer_sku" of the marketplace nor "gallery/image@version". Write the source into the spec.';
    return body.note('obstacle', image.from, reason);
  }
  const id = galleryId([gallery, '/images/', definition, '/versions/', version]);
  body.set(at, { type: 'SharedImageVersion', imageVersionId: id }, image.from);
  const reason =
    'The gallery is looked for in the group of the deployment; write group/gallery/image for another one.';
  return body.note('note', image.from, reason);
}

function galleryId(rest: readonly ArmPart[]): ArmValue {
  const own = (symbol: 'subscriptionId' | 'resourceGroup') => armSymbol({ symbol }).parts;
  return armText([
    '/subscriptions/',
    ...own('subscriptionId'),
    '/resourceGroups/',
    ...own('resourceGroup'),
    '/providers/Microsoft.Compute/galleries/',
    ...rest,
  ]);
}

/** Dev Box puts the image into the gallery of the dev center, which the definition does not name. */
function addTarget(
  name: PlacedValue | undefined,
  parameters: Map<string, ImportedParameter>,
  body: LocatedBody,
): void {
  const definition = (name?.text ?? 'devbox').replaceAll(/[^\w.-]+/g, '-');
  parameters.set('gallery', {
    name: 'gallery',
    type: 'string',
    secure: false,
    description: 'The gallery that is attached to the dev center',
  });
  const gallery = armSymbol({ symbol: 'parameter', name: 'gallery' }).parts;
  const from = name?.from ?? {
    path: '',
    span: { source: { path: '', text: '' }, start: 0, end: 0 },
  };
  const id = galleryId([...gallery, '/images/', definition]);
  body.set(['properties', 'distribute', 0], { type: 'SharedImage', galleryImageId: id }, from);
}

function readNetwork(value: PlacedValue, body: LocatedBody): void {
  const properties = value.entries.get('buildProperties');
  for (const [key, one] of properties?.entries ?? []) {
    const reason =
      key === 'networkConnection'
        ? 'The service takes a subnet: write "vm: { subnet: group/network/subnet }" with that of the connection.'
        : 'Nothing of a spec says it.';
    body.note(key === 'networkConnection' ? 'obstacle' : 'dropped', one.from, reason);
  }
}

const reasons: Readonly<Record<string, string>> = {
  $schema: 'It is the version of the format.',
  description: 'A spec has comments for it.',
  parameters: 'Parameters are filled in where the tasks use them.',
  variables: 'Variables are filled in where the tasks use them.',
};

const readKeys = ['name', 'image', 'tasks', 'userTasks', 'buildProperties'];

function noteRest(value: PlacedValue, body: LocatedBody): void {
  for (const [key, one] of value.entries) {
    if (readKeys.includes(key)) continue;
    const reason = Object.hasOwn(reasons, key) ? reasons[key] : undefined;
    for (const leaf of leavesOf(one)) {
      body.note(
        reason === undefined ? 'dropped' : 'default',
        leaf.from,
        reason ?? 'Import does not know this key of an image definition.',
      );
    }
  }
}
