/** Templates -> specs: a compact spec for each image template of a document, with an account of every part of it. */
import type { Finding } from '../diagnostics/diagnostic';
import type { Image } from '../image/image';
import { parseArmPath, readArmDocument } from '../arm/document';
import type { ArmPath } from '../arm/document';
import { readArmTemplate } from '../arm/read-template';
import type { ArmProblem, ArmReadResult, ImportedResource } from '../arm/read-template';
import { isArmObject, isArmText, isJsonList, isJsonObject, wholeSymbol } from '../arm/arm-value';
import type { ArmValue, Json } from '../arm/arm-value';
import { resourcesBeside } from './other-resources';
import { compareRights } from './compare-granted-rights';
import { imageDraft } from './draft-image';
import { idParts, ownPlaceholders, sharedPlace } from './short-references';
import type { Place } from './short-references';
import type { ImageJson } from './image-json';
import { notePrerequisites } from './note-prerequisites';
import { collectNotes } from './import-notes';
import type { ImportNote, ImportObstacle } from './import-notes';
import { noteErrors, noteResult } from './outcome';
import { specParameters } from './import-parameters';
import type { SpecParameters } from './import-parameters';
import { readImage } from './read-image';
import { minimize } from './minimize';
import { specComments } from './spec-comments';
import { specYaml } from './spec-yaml';
import { triggerDraft } from './import-trigger';
import {
  anglePlaceholders,
  flatten,
  wholePlaceholder,
  ownGroup,
  ownSubscription,
  readableText,
  replaceTokens,
  tokensIn,
} from './parameter-tokens';

/** How a document is imported. */
export interface ImportOptions {
  /** The text of a parameters file. */
  readonly parametersText?: string;
  /** Values of parameters by name; they win over the file. */
  readonly parameterValues?: Readonly<Record<string, unknown>>;
  /** Parameters that have a default value stay parameters. */
  readonly keepParameters?: boolean;
  /** Name of the image, instead of the one in the template. */
  readonly name?: string;
  /** Base name of the template's file, for what has no name of its own. */
  readonly stem?: string;
  /** True where each spec becomes a file that is called as its image. */
  readonly asFiles?: boolean;
}

/** One image template, imported. */
export interface ImportedSpec {
  /** Base name for its file. */
  readonly name: string;
  readonly text: string;
  readonly notes: readonly ImportNote[];
  /** What stands in the way; none where the spec says all that the template says. */
  readonly obstacles: readonly ImportObstacle[];
  /** What the build of the spec has to say. */
  readonly diagnostics: readonly Finding[];
  readonly image: Image | undefined;
}

/** What an import gives. */
export interface ImportResult {
  readonly specs: readonly ImportedSpec[];
  readonly problems: readonly ArmProblem[];
}

/** Imports a document. Pure; whatever the text is, this ends soon, with problems instead of exceptions. */
export function importDocument(text: string, options: ImportOptions = {}): ImportResult {
  const { parametersText, parameterValues, keepParameters } = options;
  const read = readArmTemplate(text, {
    ...(parametersText === undefined ? {} : { parametersText }),
    ...(parameterValues === undefined ? {} : { parameterValues }),
    ...(keepParameters ? { symbolicParameters: 'all' } : {}),
  });
  const lineOf = lines(text);
  const taken = new Set<string>();
  const specs = read.images.flatMap((resource) => {
    if (!isArmObject(resource.body)) return [];
    return [importImage(resource, read, options, lineOf, taken)];
  });
  return { specs, problems: [...read.problems, ...resourcesBeside(read)] };
}

function lines(text: string): (path: ArmPath) => number {
  const read = readArmDocument(text);
  if (!read.ok) return () => 0;
  const { json, locate } = read.document;
  // What `az image builder show` prints has all properties at its top.
  const flat =
    isJsonObject(json) &&
    !Object.keys(json).some((key) => /^(?:properties|resources|template|value)$/i.test(key));
  return (path) => locate(flat && path[0] === 'properties' ? path.slice(1) : path).line;
}

function importImage(
  resource: ImportedResource,
  read: ArmReadResult,
  options: ImportOptions,
  lineOf: (path: ArmPath) => number,
  taken: Set<string>,
): ImportedSpec {
  const base = parseArmPath(resource.path);
  const notes = collectNotes((path) => lineOf([...base, ...path]));
  const body = isArmObject(resource.body) ? resource.body : {};
  const parameters = specParameters(read.parameters, hasOpenLocation(body.location));
  const flat = flatten(body, parameters, []);
  const plain = isJsonObject(flat) ? flat : {};
  const given = typeof plain.name === 'string' && plain.name !== '' ? plain.name : undefined;
  const name = options.name ?? given;
  if (options.name !== undefined && given !== undefined && given !== options.name) {
    const reason = 'The name was given with the import.';
    notes.note('repaired', ['name'], reason, { from: given, to: options.name });
  }
  const stem = fileStem(name, options.stem ?? 'image', taken);
  const { image, createIdentity, ids } = readImage(plain, name, stem, parameters, notes);
  const own = sharedPlace(ids, placeOf(resource, parameters));
  const made = createIdentity || isMade(image.identity, own, read, parameters);
  const used = tokensOf({ ...image }).filter((one) => !one.startsWith('@'));
  const trigger = triggerDraft(resource, read, parameters);
  const declarations = parameters.declarations(used, notes);
  const draft = imageDraft(image, {
    own,
    createIdentity: made,
    trigger,
    parameters: declarations,
    os: guessOs(image),
    fileIsName: options.asFiles === true,
  });
  const comments = specComments(notes.notes, createIdentity);
  const settled = minimize({
    draft,
    wanted: image,
    file: `${stem}.yaml`,
    print: (spec) => specYaml(spec, comments),
  });
  noteResult(image, settled, notes.ofImage);
  if (!settled.image) noteErrors(settled, { ...notes, ...notes.ofImage });
  if (settled.image) compareRights(settled.image, read, notes);
  notePrerequisites(read, parameters, notes);
  const { text, diagnostics } = settled;
  const { notes: all, obstacles } = notes;
  return { name: stem, text, notes: all, obstacles, diagnostics, image: settled.image };
}

/** True where the region of the template itself is left to the deployment. */
function hasOpenLocation(location: ArmValue | undefined): boolean {
  if (typeof location === 'string') {
    return wholePlaceholder(anglePlaceholders(location))?.toLowerCase() === 'location';
  }
  if (location === undefined) return true;
  if (!isArmText(location)) return false;
  const symbol = wholeSymbol(location);
  return (
    symbol?.symbol === 'location' ||
    (symbol?.symbol === 'parameter' && symbol.name.toLowerCase() === 'location')
  );
}

function fileStem(name: string | undefined, stem: string, taken: Set<string>): string {
  // Of a name that the deployment finishes, what is known.
  const known = replaceTokens(name ?? '', () => '')
    .replaceAll(/<[^<>]*>/g, '')
    .replaceAll(/^[-_.]+|[-_.]+$/g, '');
  const wanted = (/[A-Za-z0-9]/.test(known) ? known : stem)
    .replaceAll(/[^A-Za-z0-9\-_.]+/g, '-')
    .slice(0, 60);
  const base = /^[A-Za-z0-9]/.test(wanted) ? wanted : `image${wanted}`;
  let unique = base;
  for (let count = 2; taken.has(unique.toLowerCase()); count += 1) unique = `${base}-${count}`;
  taken.add(unique.toLowerCase());
  return unique;
}

/** The place of a resource that a deployment names, or that its own id tells. */
function placeOf(resource: ImportedResource, parameters: SpecParameters): Partial<Place> {
  const { subscription, resourceGroup } = resource.scope;
  if (subscription === undefined && resourceGroup === undefined) return {};
  const text = (value: ArmValue | undefined): string | undefined => {
    const flat = value === undefined ? undefined : flatten(value, parameters, []);
    return typeof flat === 'string' && !/[\u0001<{$]/.test(flat) ? flat : undefined;
  };
  return {
    subscription: text(subscription) ?? ownSubscription,
    resourceGroup: text(resourceGroup) ?? ownGroup,
  };
}

/** True where the template makes the identity itself. */
function isMade(
  identity: string,
  own: Place,
  { others }: ArmReadResult,
  parameters: SpecParameters,
): boolean {
  const parts = idParts(ownPlaceholders(identity));
  const name = parts?.names.at(-1);
  const here = parts?.resourceGroup.toLowerCase() === own.resourceGroup.toLowerCase();
  if (name === undefined || !here) return false;
  const type = 'microsoft.managedidentity/userassignedidentities';
  return others.some((one) => {
    const other = flatten(one.name, parameters, []);
    const same =
      typeof other === 'string' && readableText(other).toLowerCase() === name.toLowerCase();
    return one.type.toLowerCase() === type && same;
  });
}

/** The operating system that names and destinations hint at, where nothing says it. */
function guessOs(image: ImageJson): 'linux' | 'windows' {
  const { customize, validate } = image.properties;
  const steps = JSON.stringify([customize ?? null, validate ?? null]);
  if (/"type":"(?:PowerShell|Windows)/.test(steps)) return 'windows';
  if (steps.includes('"type":"Shell"')) return 'linux';
  const text = JSON.stringify([image.name, image.properties, image.tags]).replaceAll(
    'windows.net',
    '',
  );
  return /windows|[^a-z]win(?:\d|-)|[a-z]:(?:\\\\|\/)\w|\.ps1/i.test(text) ? 'windows' : 'linux';
}

function tokensOf(value: Json): readonly string[] {
  if (typeof value === 'string') return tokensIn(value);
  if (isJsonList(value)) return value.flatMap(tokensOf);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [...tokensIn(key), ...tokensOf(inner)]);
}
