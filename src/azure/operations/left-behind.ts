/** What images have left behind: templates with earlier contents, and staging groups whose template is gone. */
import { strictSince } from '../../service/api-versions';
import { type Json, textAt } from '../../lib/json';
import type { AzureImage, ImageResult, Session } from '../azure-image';
import type { Client } from '../client';
import { refuseBuilding, refuseBusy, refuseLoss } from '../guards';
import { deleteTemplate, groupPath, lastRun, listTemplates } from '../image-templates';
import { byGroup, type GroupOfImages } from '../live-templates';
import { perform } from '../long-running';
import { listAll } from '../pages';
import { ifFound } from '../service-error';

/** What one image has left behind. */
export interface LeftOvers {
  /** Templates that `naming: contentHash` gave another name. */
  readonly templates: readonly Json[];
  /** Names of staging groups. */
  readonly groups: readonly string[];
}

const groupRights = {
  read: 'Microsoft.Resources/subscriptions/resourceGroups/read',
  delete: 'Microsoft.Resources/subscriptions/resourceGroups/delete',
} as const;

/** Minutes that the deletion of a template or a group may take. */
const deleteMinutes = 60;

/**
 * Finds what is left over, by the name of the image: one list of groups, and one of templates where names change with the
 * content; else the templates of the images, which are known, say it all.
 */
export async function findLeftOvers(
  client: Client,
  { subscription, resourceGroup, images }: GroupOfImages,
  known?: readonly Json[],
): Promise<ReadonlyMap<string, LeftOvers>> {
  const place = { subscription, resourceGroup, apiVersion: strictSince };
  const namesChange = images.some(({ contentHash }) => contentHash);
  const all = known && !namesChange ? known : await listTemplates(client, place);
  const staging = await stagingGroups(client, subscription, resourceGroup);
  const nameOf = (template: Json): string => textAt(template, 'name')?.toLowerCase() ?? '';
  const deployed = new Set(all.map(nameOf));
  const current = new Set(images.map(({ template }) => template.toLowerCase()));
  return new Map(
    images.map((image) => {
      const isEarlier = (name: string): boolean =>
        image.contentHash && !current.has(name) && earlierName(image.template).test(name);
      const templates = all.filter((one) => isEarlier(nameOf(one)));
      const groups = staging.flatMap((group) => {
        const template = textAt(group, 'tags', 'imageTemplateName')?.toLowerCase() ?? '';
        const isOurs = template === image.template.toLowerCase() || isEarlier(template);
        return isOurs && !deployed.has(template) ? [textAt(group, 'name') ?? ''] : [];
      });
      return [image.name, { templates, groups }];
    }),
  );
}

/** Deletes what an image has left behind. The template that its spec makes stays. */
export async function deleteLeftOvers(
  session: Session,
  image: AzureImage,
  { force }: { readonly force: boolean },
): Promise<ImageResult> {
  const { client } = session;
  const [own] = byGroup([image]);
  const found = own && (await findLeftOvers(client, own)).get(image.name);
  const until = client.clock.now() + deleteMinutes * 60_000;
  const deleted: string[] = [];
  for (const live of found?.templates ?? []) {
    const earlier = { ...image, template: textAt(live, 'name') ?? '' };
    refuseBusy(earlier, live);
    refuseBuilding(earlier, lastRun(live));
    if (!force) await refuseLoss(session, earlier, live);
    await deleteTemplate(client, earlier, until);
    session.tell(image.name, `the image template ${earlier.template} is deleted`);
    deleted.push(`image template ${earlier.template}`);
  }
  for (const group of found?.groups ?? []) {
    await deleteGroup(client, image.subscription, group, until);
    deleted.push(`staging group ${group}`);
  }
  return {
    name: image.name,
    state: deleted.length === 0 ? 'nothing left over' : 'deleted',
    data: { deleted },
    lines:
      deleted.length === 0 ? ['nothing is left over'] : deleted.map((one) => `deleted: ${one}`),
  };
}

/** Deletes a resource group and waits for it. */
async function deleteGroup(
  client: Client,
  subscription: string,
  group: string,
  until: number,
): Promise<void> {
  const url = `${groupPath(subscription, group)}?api-version=2021-04-01`;
  const request = { method: 'DELETE', url, right: groupRights.delete } as const;
  await ifFound(perform(client, request, { right: groupRights.read, until }));
}

/** Staging groups of the templates of a resource group: the service tags them. */
async function stagingGroups(
  client: Client,
  subscription: string,
  resourceGroup: string,
): Promise<readonly Json[]> {
  const tag = `tagName eq 'imageTemplateResourceGroupName' and tagValue eq '${resourceGroup}'`;
  const path = `/subscriptions/${encodeURIComponent(subscription)}/resourcegroups`;
  return listAll(client, {
    url: `${path}?$filter=${encodeURIComponent(tag)}&api-version=2021-04-01`,
    right: groupRights.read,
  });
}

/** Names that an image with `naming: contentHash` has had: the same but for the hash. */
function earlierName(template: string): RegExp {
  const stem = template.replace(/-[0-9a-f]+$/i, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${stem}-[0-9a-f]{6,16}$`, 'i');
}
