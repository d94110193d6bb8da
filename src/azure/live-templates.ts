/** The live templates of many images: one list for each resource group, however many images there are. */
import type { ApiVersion } from '../service/api-versions';
import type { AzureImage } from './azure-image';
import type { Client } from './client';
import { getTemplate, listTemplates, type Look, versionFor } from './image-templates';
import { type Json, textAt } from '../lib/json';
import { isForbidden } from './service-error';

/** Images of one resource group. */
export interface GroupOfImages {
  readonly subscription: string;
  readonly resourceGroup: string;
  readonly images: readonly AzureImage[];
}

/** Images by the resource group that they are in; Azure does not mind the letter case. */
export function byGroup(images: readonly AzureImage[]): readonly GroupOfImages[] {
  const groups = new Map<
    string,
    { subscription: string; resourceGroup: string; images: AzureImage[] }
  >();
  for (const image of images) {
    const { subscription, resourceGroup } = image;
    const key = `${subscription}/${resourceGroup}`.toLowerCase();
    const group = groups.get(key) ?? { subscription, resourceGroup, images: [] };
    group.images.push(image);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/**
 * Reads the templates of a group's images, by the name of the image; images that are not deployed are absent.
 * One image is read by itself, as are those of a principal that may read templates, but not the group.
 */
export async function readTemplates(
  client: Client,
  { subscription, resourceGroup, images }: GroupOfImages,
  look: Look = {},
): Promise<ReadonlyMap<string, Json>> {
  const one = async (image: AzureImage): Promise<readonly (readonly [string, Json])[]> => {
    const live = await getTemplate(client, image, look);
    return live === undefined ? [] : [[image.name, live]];
  };
  const [only] = images;
  if (only && images.length === 1) return new Map(await one(only));
  try {
    const all = await listTemplates(
      client,
      { subscription, resourceGroup, apiVersion: newest(images) },
      look,
    );
    const byName = new Map(all.map((live) => [textAt(live, 'name')?.toLowerCase(), live]));
    return new Map(
      images.flatMap((image): readonly (readonly [string, Json])[] => {
        const live = byName.get(image.template.toLowerCase());
        return live === undefined ? [] : [[image.name, live]];
      }),
    );
  } catch (error) {
    if (!isForbidden(error)) throw error;
    const found: (readonly [string, Json])[] = [];
    for (const image of images) found.push(...(await one(image)));
    return new Map(found);
  }
}

function newest(images: readonly AzureImage[]): ApiVersion {
  return images
    .map(({ apiVersion }) => versionFor(apiVersion))
    .reduce((a, b) => (a > b ? a : b), '2024-02-01');
}
