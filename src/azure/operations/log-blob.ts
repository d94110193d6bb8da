/** Where the log of a build is: a blob in the storage account of its staging group. */
import { type Json, textAt } from '../../lib/json';
import { type AzureImage, type Session, problem } from '../azure-image';
import { listBlobs } from '../blobs';
import { Refusal } from '../failures';
import { groupPath, type Look, type RunStatus } from '../image-templates';
import { listAll } from '../pages';
import { isNotFound } from '../service-error';

const storageRight = 'Microsoft.Storage/storageAccounts/read';

/**
 * The address of the log of a run: the message of a failed build names it; else it is looked for in the staging group.
 * Throws a Refusal where there is none (yet).
 */
export async function findLogBlob(
  session: Session,
  image: AzureImage,
  live: Json,
  { message, run }: RunStatus,
  look: Look = {},
): Promise<string> {
  const [named] = /https:\/\/[^\s"'<>]+?\/packerlogs\/[^\s"'<>]+?\.log/i.exec(message ?? '') ?? [];
  if (named !== undefined && session.client.isBlob(named)) return named;
  const group = stagingGroupOf(live);
  if (group === undefined) throw unreadable('the template names no staging group');
  const { container, blobs } = await logContainer(session, image, group, look);
  const start = Date.parse(run ?? '') || 0;
  const logs = blobs.filter(({ name }) => /(?:^|\/)(?:customization|validation)\.log$/i.test(name));
  const ofRun = logs.filter(({ modified }) => modified === 0 || modified >= start);
  const log = ofRun.find(({ name }) => /customization\.log$/i.test(name)) ?? ofRun[0];
  if (!log) throw unreadable('there is no customization.log yet');
  return `${container}/${log.name.split('/').map(encodeURIComponent).join('/')}`;
}

/** The name of the resource group in which the service builds a template. */
export function stagingGroupOf(live: Json): string | undefined {
  const staging =
    textAt(live, 'properties', 'exactStagingResourceGroup') ??
    textAt(live, 'properties', 'stagingResourceGroup');
  return staging?.split('/').at(-1);
}

/** The container with the logs, in one of the storage accounts of a staging group. */
async function logContainer(
  { client }: Session,
  { subscription }: AzureImage,
  group: string,
  look: Look,
): Promise<{ readonly container: string; readonly blobs: Awaited<ReturnType<typeof listBlobs>> }> {
  const path = `${groupPath(subscription, group)}/providers/Microsoft.Storage/storageAccounts`;
  const accounts = await listAll(client, {
    url: `${path}?api-version=2023-05-01`,
    right: storageRight,
    ...look,
  });
  for (const account of accounts) {
    const name = textAt(account, 'name') ?? '';
    const endpoint =
      textAt(account, 'properties', 'primaryEndpoints', 'blob') ??
      `https://${name}.blob.core.windows.net/`;
    const container = `${endpoint.replace(/\/+$/, '')}/packerlogs`;
    if (!client.isBlob(container)) continue;
    try {
      return { container, blobs: await listBlobs(client, container, look) };
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
  throw unreadable(`the staging group ${group} has no storage account with logs`);
}

function unreadable(why: string): Refusal {
  return new Refusal(problem('AIB829', { why }));
}
