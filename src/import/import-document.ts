/** Templates -> specs: a compact spec for each image template of a document, with an account of every part of it. */
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import { positionAt } from '../diagnostics/source';
import type { Image } from '../image/image';
import { readArmTemplate, type ArmReadOptions, type ArmReadResult } from '../arm/read-template';
import type { ImportedResource } from '../arm/collect-resources';
import { armProperty, isArmObject, wholeSymbol } from '../arm/arm-value';
import type { ArmObject, ArmValue } from '../arm/arm-value';
import { isJsonList, isJsonObject, type Json } from '../lib/json';
import { normalizePath, relativeTo } from '../lib/paths';
import { uniqueName } from '../lib/unique-name';
import { notePrerequisites, reportOthers, triggerDraft } from './other-resources';
import { createdDefinitions } from './created-definitions';
import { accountGroups } from './account-groups';
import { compareRights } from './compare-granted-rights';
import { imageDraft } from './draft-image';
import { withoutEmptyValues } from './empty-values';
import { sharedPlace, type Place } from './short-references';
import type { ImageJson } from './image-json';
import { collectNotes, templatePath, type ImportNote, type ImportObstacle } from './import-notes';
import { scriptDrafts, type ScriptDrafts } from './script-drafts';
import { isCreated, newIdentity } from './imported-identity';
import { noteErrors, noteResult } from './outcome';
import { specParameters, type SpecParameters } from './import-parameters';
import { readImage } from './read-image';
import { withTargetRegions } from './compare-images';
import { minimize } from './minimize';
import { specComments } from './spec-comments';
import { specYaml } from './spec-yaml';
import {
  anglePlaceholders,
  flatten,
  ownGroup,
  ownSubscription,
  replaceTokens,
  tokensIn,
  wholePlaceholder,
} from './parameter-tokens';

/** How a document is imported. */
export interface ImportOptions extends Omit<ArmReadOptions, 'openEmpty'> {
  /** Path of the document, for diagnostics; absent: `template.json`. */
  readonly path?: string;
  /** Name of the image, instead of the one in the template. */
  readonly name?: string;
  /** Base name of the template's file, for what has no name of its own. */
  readonly stem?: string;
  /** True where each spec becomes a file that is named after its image. */
  readonly asFiles?: boolean;
  /** The way from the folder of the spec to that of the document; absent: they are in the same folder. */
  readonly folder?: string;
  /** The text of a file that a step names, relative to the folder of the document. */
  readonly readFile?: (path: string) => string | undefined;
}

/** One image template, imported. */
export interface ImportedSpec {
  /** Base name for its file. */
  readonly name: string;
  readonly text: string;
  readonly notes: readonly ImportNote[];
  /** What could not be imported; empty where the spec says all that the template says. */
  readonly obstacles: readonly ImportObstacle[];
  /** The diagnostics of the spec itself. */
  readonly diagnostics: readonly Finding[];
  readonly image: Image | undefined;
}

/** The result of an import. */
export interface ImportResult {
  readonly specs: readonly ImportedSpec[];
  /** All problems: of the document, of what could not be imported, and of the specs. */
  readonly diagnostics: readonly Finding[];
}

/** Imports an ARM template or a body. Pure; whatever the text is, this ends soon, with diagnostics instead of exceptions. */
export function importDocument(text: string, options: ImportOptions = {}): ImportResult {
  const source = { path: options.path ?? 'template.json', text };
  const read = withoutEmptyValues(readArmTemplate(source, options), () =>
    readArmTemplate(source, { ...options, openEmpty: true }),
  );
  return importResources(read, options);
}

/** Imports what a document holds, whatever kind of document it is. */
export function importResources(read: ArmReadResult, options: ImportOptions = {}): ImportResult {
  const taken = new Set<string>();
  const imported = read.images.flatMap((resource) =>
    isArmObject(resource.body) ? [importImage(resource, resource.body, read, options, taken)] : [],
  );
  return {
    specs: imported.map(({ spec }) => spec),
    diagnostics: [
      ...read.problems,
      ...reportOthers(read),
      ...imported.flatMap(({ diagnostics }) => diagnostics),
    ],
  };
}

function importImage(
  resource: ImportedResource,
  body: ArmObject,
  read: ArmReadResult,
  options: ImportOptions,
  taken: Set<string>,
): { readonly spec: ImportedSpec; readonly diagnostics: readonly Finding[] } {
  const { extras } = resource;
  const notes = collectNotes({
    locate: (path) => {
      // What `az image builder show` prints has all properties at its top.
      const inside = resource.flat && path[0] === 'properties' ? path.slice(1) : path;
      return read.locate([...resource.path, ...inside]);
    },
    nameOf: extras?.nameOf ?? templatePath,
    main: options.path ?? 'template.json',
  });
  extras?.notes.forEach(notes.add);
  const parameters = specParameters(
    read.parameters,
    hasOpenLocation(armProperty(body, 'location')),
  );
  const flat = flatten(body, parameters, []);
  const plain = isJsonObject(flat) ? flat : {};
  const named = armProperty(plain, 'name');
  const given = typeof named === 'string' && named !== '' ? named : undefined;
  const name = options.name ?? given;
  if (options.name !== undefined && given !== undefined && given !== options.name) {
    const reason = 'The name was given with the import.';
    notes.note('repaired', ['name'], reason, { from: given, to: options.name });
  }
  const stem = fileStem(name, options.stem ?? 'image', taken);
  const { ids, identity, ...found } = readImage(plain, name, parameters, notes);
  const own = sharedPlace(ids, placeOf(resource, parameters));
  const image: ImageJson = {
    ...found.image,
    identity: identity ?? newIdentity(`${stem}-identity`, own, notes, extras?.noIdentity),
    definitions: createdDefinitions(found.image.properties, read, parameters, notes),
  };
  const scripts = scriptDrafts(extras?.scripts, stepTypes(image), options.folder ?? '', parameters);
  const used = [...tokensOf({ ...image }), ...scripts.used].filter((one) => !one.startsWith('@'));
  const trigger = triggerDraft(resource, read, parameters);
  const { drafts, guessed } = parameters.declarations(used, notes);
  const draft = imageDraft(image, {
    own,
    createIdentity: !identity || isCreated(identity, own, read, parameters),
    trigger,
    storageAccounts: accountGroups(image.properties, own, read, parameters),
    parameters: drafts,
    os: guessOs(image),
    scripts,
    fileIsName: options.asFiles === true,
  });
  const whyIdentity = identity === undefined ? (extras?.noIdentity ?? identityComment) : undefined;
  const comments = specComments(notes.notes, whyIdentity, guessed);
  const minimized = minimize({
    draft,
    expected: image,
    file: `${stem}.yaml`,
    // A document that names no API version knows neither form of the regions.
    ...(extras && resource.apiVersion === undefined ? { compareAs: withTargetRegions } : {}),
    readFile: (path) => readScript(path, scripts, options),
    print: (spec) => specYaml(spec, comments),
  });
  noteResult(image, minimized, notes.ofImage);
  if (minimized.image) compareRights(minimized.image, read, notes);
  else noteErrors(minimized, { ...notes, ...notes.ofImage });
  notePrerequisites(read, minimized.image, parameters, notes);
  const { text, diagnostics } = minimized;
  const obstacles = notes.obstacles.map(({ path, span, reason }) =>
    diagnose('AIB604', { what: path || 'the image template', reason }, { span, path }),
  );
  return {
    spec: {
      name: stem,
      text,
      notes: notes.notes,
      obstacles: notes.obstacles.map(({ path, span, reason }) => ({
        path,
        line: positionAt(span.source, span.start).line,
        reason,
      })),
      diagnostics,
      image: minimized.image,
    },
    // Without an image the obstacles tell at the place of the template what its spec lacks.
    diagnostics: [...obstacles, ...(minimized.image ? diagnostics : [])],
  };
}

const identityComment = 'The template had none; the service asks for one today.';

/** The text of a script of the spec; where it cannot be read now, that is left to the build. */
function readScript(
  path: string,
  { paths }: ScriptDrafts,
  { readFile, folder = '' }: ImportOptions,
): string | undefined {
  const isScript = paths.some((one) => normalizePath(one) === path);
  return isScript ? (readFile?.(relativeTo(folder, path)) ?? '') : undefined;
}

/** The types of the steps. */
function stepTypes({ properties }: ImageJson): readonly string[] {
  const { customize } = properties;
  const steps = isJsonList(customize) ? customize : [];
  return steps.map((step) => (isJsonObject(step) ? String(step.type) : ''));
}

/** True where the region of the template itself is left to the deployment. */
function hasOpenLocation(location: ArmValue | undefined): boolean {
  if (typeof location === 'string') {
    return wholePlaceholder(anglePlaceholders(location))?.toLowerCase() === 'location';
  }
  if (location === undefined) return true;
  const symbol = wholeSymbol(location);
  return (
    symbol?.symbol === 'location' ||
    (symbol?.symbol === 'parameter' && symbol.name.toLowerCase() === 'location')
  );
}

function fileStem(name: string | undefined, stem: string, taken: Set<string>): string {
  // Of a name that the deployment completes, what is known.
  const known = replaceTokens(name ?? '', () => '')
    .replaceAll(/<[^<>]*>/g, '')
    .replaceAll(/^[-_.]+|[-_.]+$/g, '');
  const wanted = (/[A-Za-z0-9]/.test(known) ? known : stem)
    .replaceAll(/[^A-Za-z0-9\-_.]+/g, '-')
    .slice(0, 60);
  const base = /^[A-Za-z0-9]/.test(wanted) ? wanted : `image${wanted}`;
  return uniqueName(base, taken, '-');
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
