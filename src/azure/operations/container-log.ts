/**
 * The live log of the container that builds an image; the service deletes the container when the build is over.
 * @see https://learn.microsoft.com/rest/api/container-instances/containers/list-logs
 */
import { get, type Json, listAt, textAt } from '../../lib/json';
import { otherNeeds } from '../../service/rights';
import type { AzureImage, Session } from '../azure-image';
import { groupPath, type Look } from '../image-templates';
import { listAll } from '../pages';

const apiVersion = '2023-05-01';
const [findRight, readRight] = otherNeeds.followLog;

/** Lines that are asked for where the lines before them are known. */
const tailLines = 500;

/** The path of the container that builds in a staging group; undefined where there is none (yet). */
export async function findContainer(
  { client }: Session,
  { subscription }: AzureImage,
  stagingGroup: string,
  look: Look,
): Promise<string | undefined> {
  const path = `${groupPath(subscription, stagingGroup)}/providers/Microsoft.ContainerInstance/containerGroups`;
  const groups = await listAll(client, {
    url: `${path}?api-version=${apiVersion}`,
    right: findRight,
    ...look,
  });
  const builds = groups.filter((group) => /^vmimagebuilder-build-container/i.test(nameOf(group)));
  const group = builds.at(-1);
  if (group === undefined) return undefined;
  const [container] = listAt(get(group, 'properties') ?? null, 'containers');
  const name = nameOf(container ?? group) || nameOf(group);
  return `${path}/${encodeURIComponent(nameOf(group))}/containers/${encodeURIComponent(name)}`;
}

function nameOf(resource: Json): string {
  return textAt(resource, 'name') ?? '';
}

/** What a container has logged since `before`, the last lines that are known of it. */
export async function readContainer(
  { client }: Session,
  container: string,
  before: string,
  look: Look,
): Promise<{ readonly text: string; readonly gap: boolean }> {
  const read = async (tail: string): Promise<string> => {
    const url = `${container}/logs?api-version=${apiVersion}${tail}`;
    const { body } = await client.arm({ method: 'GET', url, right: readRight, ...look });
    const text = textAt(body ?? null, 'content') ?? '';
    // A last line without its end is still being written.
    return text.slice(0, text.lastIndexOf('\n') + 1);
  };
  if (before === '') return { text: await read(''), gap: false };
  const recent = await read(`&tail=${tailLines}`);
  const at = recent.lastIndexOf(before);
  if (at >= 0) return { text: recent.slice(at + before.length), gap: false };
  // The service shows 4 MB at most, so that lines may be lost.
  const all = await read('');
  const start = all.lastIndexOf(before);
  return start < 0
    ? { text: all, gap: all !== '' }
    : { text: all.slice(start + before.length), gap: false };
}
