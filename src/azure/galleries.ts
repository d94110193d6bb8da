/**
 * Versions in Azure Compute Galleries.
 * @see https://learn.microsoft.com/rest/api/compute/gallery-image-versions
 */
import { resourceType } from '../service/resource-types';
import type { Client } from './client';
import { get, type Json, type JsonObject, listAt, textAt, textFields } from '../lib/json';
import { perform } from './long-running';
import { listAll } from './pages';
import { changeOnce } from './image-templates';
import { ifFound } from './service-error';

const type = 'Microsoft.Compute/galleries/images';

export const galleryRights = {
  definition: `${type}/read`,
  read: `${type}/versions/read`,
  write: `${type}/versions/write`,
  delete: `${type}/versions/delete`,
} as const;

/** An image version. */
export interface Version {
  readonly id: string;
  /** As `1.2.3`. */
  readonly name: string;
  readonly location: string | undefined;
  readonly state: string;
  readonly excluded: boolean;
  readonly published: string | undefined;
  readonly regions: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /** What it was made from. */
  readonly sources: readonly string[];
  /** True where it may not be deleted before its end of life. */
  readonly protected: boolean;
  readonly resource: Json;
}

function url(id: string, below = ''): string {
  return `${id}${below}?api-version=${resourceType(type).apiVersion}`;
}

/** The version in an id; `undefined` where it is none. */
export function versionIn(
  id: string,
): { readonly definition: string; readonly name: string } | undefined {
  const [, definition, name] =
    /^(.*\/galleries\/[^/]+\/images\/[^/]+)\/versions\/([^/]+)$/i.exec(id) ?? [];
  return definition === undefined || name === undefined ? undefined : { definition, name };
}

function versionOf(resource: Json, fallback: string): Version {
  const id = textAt(resource, 'id') ?? fallback;
  const publishing = get(resource, 'properties', 'publishingProfile');
  const storage = get(resource, 'properties', 'storageProfile');
  const safety = get(resource, 'properties', 'safetyProfile');
  const tags = get(resource, 'tags');
  const sources = [get(storage, 'source'), get(storage, 'osDiskImage', 'source')].flatMap(
    (source) => ['id', 'virtualMachineId'].flatMap((key) => textAt(source, key) ?? []),
  );
  const endOfLife = Date.parse(textAt(publishing, 'endOfLifeDate') ?? '');
  return {
    id,
    name: versionIn(id)?.name ?? textAt(resource, 'name')?.split('/').at(-1) ?? '',
    location: textAt(resource, 'location'),
    state: textAt(resource, 'properties', 'provisioningState') ?? 'Succeeded',
    excluded: get(publishing, 'excludeFromLatest') === true,
    published: textAt(publishing, 'publishedDate'),
    regions: listAt(publishing, 'targetRegions').flatMap((region) => textAt(region, 'name') ?? []),
    tags: textFields(tags),
    sources,
    protected: get(safety, 'blockDeletionBeforeEndOfLife') === true && !(endOfLife <= Date.now()),
    resource,
  };
}

/** All versions of a definition, the newest number first; none where there is no definition. */
export async function listVersions(
  client: Client,
  definition: string,
): Promise<readonly Version[]> {
  const request = { url: url(definition, '/versions'), right: galleryRights.read };
  const all = (await ifFound(listAll(client, request))) ?? [];
  return all
    .map((one) => versionOf(one, ''))
    .filter(({ name }) => name !== '')
    .toSorted((a, b) => compareVersions(b.name, a.name));
}

/** Orders version numbers: `1.10.0` is above `1.9.0`. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let index = 0; index < 3; index += 1) {
    const order = (left[index] ?? 0) - (right[index] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

/** A version by its id; undefined where there is none. */
export async function getVersion(client: Client, id: string): Promise<Version | undefined> {
  const request = { method: 'GET', url: url(id), right: galleryRights.read } as const;
  const body = (await ifFound(client.arm(request)))?.body;
  return body === undefined ? undefined : versionOf(body, id);
}

/** The region of an image definition; undefined where there is no definition. */
export async function definitionRegion(client: Client, id: string): Promise<string | undefined> {
  const request = { method: 'GET', url: url(id), right: galleryRights.definition } as const;
  return textAt((await ifFound(client.arm(request)))?.body, 'location');
}

/** Puts or patches a version, and waits for the end. A lost answer is looked up. */
export async function writeVersion(
  client: Client,
  method: 'PUT' | 'PATCH',
  id: string,
  body: JsonObject,
  options: { readonly until: number; readonly isDone: (version: Version) => boolean },
): Promise<void> {
  await changeOnce(
    async () => {
      const request = { method, url: url(id), body, right: galleryRights.write };
      await perform(client, request, { right: galleryRights.read, until: options.until });
    },
    async () => {
      const now = await getVersion(client, id);
      return now !== undefined && options.isDone(now);
    },
    client,
  );
}

/** Deletes a version and waits until it is gone. */
export async function deleteVersion(client: Client, id: string, until: number): Promise<void> {
  const request = { method: 'DELETE', url: url(id), right: galleryRights.delete } as const;
  await ifFound(perform(client, request, { right: galleryRights.read, until }));
}
