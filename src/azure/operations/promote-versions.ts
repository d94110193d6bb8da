/** `promote`: a version becomes part of `latest`, or is copied to another gallery. */
import { type AzureImage, type ImageResult, problem, type Session } from '../azure-image';
import { Refusal } from '../failures';
import {
  definitionRegion,
  galleryRights,
  getVersion,
  listVersions,
  type Version,
  versionIn,
  writeVersion,
} from '../galleries';
import { needTemplate } from '../guards';
import { hasMade, lastRun, listRunOutputs } from '../image-templates';
import { get, type Json, type JsonObject, listAt, textAt } from '../../lib/json';
import { ServiceError } from '../service-error';
import { refuseOther } from './cancel-build';

export interface PromoteOptions {
  readonly run: string | undefined;
  /** Number of the version; undefined: what the last build made. */
  readonly version: string | undefined;
  /** Id of the image definition to copy to. */
  readonly to: string | undefined;
}

/** Minutes that a replication may take. */
const promoteMinutes = 180;

/** Promotes the versions of all gallery targets of an image. */
export async function promoteImage(
  session: Session,
  image: AzureImage,
  options: PromoteOptions,
): Promise<ImageResult> {
  const versions = await chosen(session, image, options);
  if (versions.length === 0) {
    const what =
      options.version === undefined
        ? `the last build of "${image.template}" made no gallery version`
        : `there is no version ${options.version}`;
    throw new Refusal(problem('AIB827', { what }));
  }
  const done: { readonly id: string; readonly version: string; readonly state: string }[] = [];
  for (const version of versions) {
    if (!/^succeeded$/i.test(version.state)) {
      const what = `the version ${version.name} is ${version.state}`;
      throw new Refusal(problem('AIB827', { what }));
    }
    const state =
      options.to === undefined
        ? await include(session, version)
        : await copy(session, version, options.to);
    const id = options.to === undefined ? version.id : `${options.to}/versions/${version.name}`;
    done.push({ id, version: version.name, state });
  }
  const changed = done.some(({ state }) => state !== 'unchanged');
  return {
    name: image.name,
    state: changed ? 'promoted' : 'unchanged',
    data: { versions: done },
    lines: done.map(({ id, state }) => (state === 'unchanged' ? `${id} was promoted before` : id)),
  };
}

/** The versions that are meant: those of the last build, or one of each target by its number. */
async function chosen(
  session: Session,
  image: AzureImage,
  { run, version }: PromoteOptions,
): Promise<readonly Version[]> {
  const { client } = session;
  if (version !== undefined) {
    const definitions = image.targets.flatMap(({ kind, id }) =>
      kind === 'SharedImage' && id ? [id] : [],
    );
    const found: Version[] = [];
    for (const definition of definitions) {
      const number =
        version === 'latest' ? (await listVersions(client, definition))[0]?.name : version;
      const one = number && (await getVersion(client, `${definition}/versions/${number}`));
      if (one) found.push(one);
    }
    return found;
  }
  const status = lastRun(await needTemplate(session, image));
  refuseOther(status.run, run);
  if (!hasMade(status)) {
    const state = status.state ?? 'it was never built';
    throw new Refusal(problem('AIB824', { template: image.template, state }));
  }
  const outputs = await listRunOutputs(client, image);
  const found: Version[] = [];
  for (const output of outputs) {
    const id = textAt(output, 'properties', 'artifactId') ?? '';
    const one = versionIn(id) && (await getVersion(client, id));
    if (one) found.push(one);
  }
  return found;
}

/** Makes a version one of those that `latest` looks at. */
async function include({ client }: Session, version: Version): Promise<string> {
  const profile = get(version.resource, 'properties', 'publishingProfile');
  const regions = listAt(profile, 'targetRegions');
  const isIn = (one: Version): boolean =>
    !one.excluded && regionsOf(one).every((region) => get(region, 'excludeFromLatest') !== true);
  if (isIn(version)) return 'unchanged';
  const targetRegions = regions.map((region) => withoutKey(region, 'excludeFromLatest'));
  const body: JsonObject = {
    properties: {
      publishingProfile: {
        excludeFromLatest: false,
        // A patch replaces the list: it has to be whole.
        ...(targetRegions.length > 0 ? { targetRegions } : {}),
      },
    },
  };
  const until = client.clock.now() + promoteMinutes * 60_000;
  await writeVersion(client, 'PATCH', version.id, body, { until, isDone: isIn });
  return 'promoted';
}

function regionsOf({ resource }: Version): readonly Json[] {
  return listAt(resource, 'properties', 'publishingProfile', 'targetRegions');
}

function withoutKey(value: Json, key: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).filter(([name]) => name.toLowerCase() !== key.toLowerCase()),
  );
}

/** Copies a version to a definition of another gallery, under the same number. */
async function copy({ client }: Session, version: Version, to: string): Promise<string> {
  const id = `${to}/versions/${version.name}`;
  const isCopy = (one: Version): boolean =>
    one.sources.some((source) => source.toLowerCase() === version.id.toLowerCase());
  const there = await getVersion(client, id);
  if (there) {
    if (isCopy(there)) return 'unchanged';
    const what = `${id} exists already, and was made from something else`;
    throw new Refusal(problem('AIB827', { what }));
  }
  const location = await definitionRegion(client, to);
  if (location === undefined) {
    throw new ServiceError(
      400,
      'ResourceNotFound',
      `there is no image definition ${to}`,
      galleryRights.definition,
    );
  }
  const regions = regionsOf(version).map((region) => withoutKey(region, 'excludeFromLatest'));
  // A version has to be replicated to the region of its gallery, too.
  const hasOwn = regions.some((region) => same(textAt(region, 'name'), location));
  const body: JsonObject = {
    location,
    ...(Object.keys(version.tags).length > 0 ? { tags: version.tags } : {}),
    properties: {
      publishingProfile: {
        excludeFromLatest: false,
        targetRegions: hasOwn ? regions : [...regions, { name: location }],
      },
      storageProfile: { source: { id: version.id } },
    },
  };
  const until = client.clock.now() + promoteMinutes * 60_000;
  await writeVersion(client, 'PUT', id, body, { until, isDone: isCopy });
  return 'copied';
}

function same(a: string | undefined, b: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replaceAll(' ', '');
  return a !== undefined && plain(a) === plain(b);
}
