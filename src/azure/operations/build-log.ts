/** `logs`: the log of a build, out of the storage account in its staging group. */
import { serviceText } from '../../lib/service-text';
import { maskSecrets } from '../../service/secrets/find-secrets';
import type { AzureImage, Session } from '../azure-image';
import { problem } from '../azure-image';
import { listBlobs, readBlob } from '../blobs';
import { Refusal } from '../failures';
import { needTemplate } from '../guards';
import { groupPath, isBuilding, lastRun, type RunStatus } from '../image-templates';
import { type Json, textAt } from '../../lib/json';
import { pauseAfter } from '../long-running';
import { listAll } from '../pages';
import { isNotFound } from '../service-error';
import { refuseOther } from './cancel-build';
import { minutesBetween } from './follow-builds';

/** The log of a build. */
export interface BuildLog {
  readonly status: RunStatus;
  /** The template, as the service shows it. */
  readonly template: Json;
  readonly text: string;
  /** Address of its blob. */
  readonly uri: string;
}

const storageRight = 'Microsoft.Storage/storageAccounts/read';

/** Fetches the log of the last build; with `run`, only where that is the one. */
export async function fetchLog(
  session: Session,
  image: AzureImage,
  { run }: { readonly run: string | undefined },
): Promise<BuildLog> {
  const live = await needTemplate(session, image);
  const status = lastRun(live);
  refuseOther(status.run, run);
  if (status.state === undefined) {
    throw new Refusal(problem('AIB824', { template: image.template, state: 'it was never built' }));
  }
  const uri = await findLog(session, image, live, status);
  const bytes = await readBlob(session.client, uri);
  return { status, template: live, uri, text: bytes.toString('utf8') };
}

/**
 * Prints the log as it grows, until the build is over. The service writes the blob now and then; what it wrote is printed
 * once. Gives back the whole log.
 */
export async function followLog(
  session: Session,
  image: AzureImage,
  {
    run,
    print,
  }: {
    readonly run: string | undefined;
    /** Takes the text as it comes, and the minutes since the build began. */
    readonly print: (text: string, minutes: number | undefined) => void;
  },
): Promise<BuildLog> {
  const { client } = session;
  const end = client.clock.now() + (image.minutes + 15) * 60_000;
  const parts: Buffer[] = [];
  let minutes: number | undefined;
  const printer = linePrinter((text) => print(text, minutes));
  let uri: string | undefined;
  let read = 0;
  let first: string | undefined;
  for (let look = 0; ; look += 1) {
    const live = await needTemplate(session, image);
    const status = lastRun(live);
    first ??= run ?? status.run;
    refuseOther(status.run, first);
    minutes = minutesBetween(status.run, new Date(client.clock.now()).toISOString());
    const over = !isBuilding(status) || client.clock.now() > end;
    try {
      uri ??= await findLog(session, image, live, status);
      const more = await readBlob(client, uri, read);
      read += more.length;
      if (more.length > 0) {
        parts.push(more);
        printer.add(more);
        look = 0;
      }
    } catch (error) {
      // The log is there some minutes after the build began.
      const early = error instanceof Refusal || isNotFound(error);
      if (!early || over) throw error;
    }
    if (over) {
      printer.end();
      return {
        status,
        template: live,
        uri: uri ?? '',
        text: Buffer.concat(parts).toString('utf8'),
      };
    }
    await client.clock.sleep(Math.min(pauseAfter(look), 15_000));
  }
}

/**
 * Prints whole lines, without commands of CI systems and without secrets: a piece of the log may end in the middle of a line, of a
 * command or of a character.
 */
function linePrinter(print: (text: string) => void): {
  readonly add: (bytes: Buffer) => void;
  readonly end: () => void;
} {
  let held = Buffer.alloc(0);
  const show = (bytes: Buffer): void => {
    if (bytes.length > 0) print(maskSecrets(serviceText(bytes.toString('utf8'))));
  };
  return {
    add: (bytes) => {
      const all = Buffer.concat([held, bytes]);
      const end = all.lastIndexOf(10) + 1;
      show(all.subarray(0, end));
      held = all.subarray(end);
    },
    end: () => {
      show(held);
      held = Buffer.alloc(0);
    },
  };
}

/** The address of the log: the message of a failed build names it; else it is looked for. */
async function findLog(
  session: Session,
  image: AzureImage,
  live: Json,
  { message, run }: RunStatus,
): Promise<string> {
  const [named] = /https:\/\/[^\s"'<>]+?\/packerlogs\/[^\s"'<>]+?\.log/i.exec(message ?? '') ?? [];
  if (named !== undefined && session.client.isBlob(named)) return named;
  const staging =
    textAt(live, 'properties', 'exactStagingResourceGroup') ??
    textAt(live, 'properties', 'stagingResourceGroup');
  const group = staging?.split('/').at(-1);
  if (group === undefined) throw unreadable('the template names no staging group');
  const { container, blobs } = await logContainer(session, image, group);
  const start = Date.parse(run ?? '') || 0;
  const logs = blobs.filter(({ name }) => /(?:^|\/)(?:customization|validation)\.log$/i.test(name));
  const ofRun = logs.filter(({ modified }) => modified === 0 || modified >= start);
  const log = ofRun.find(({ name }) => /customization\.log$/i.test(name)) ?? ofRun[0];
  if (!log) throw unreadable('there is no customization.log yet');
  return `${container}/${log.name.split('/').map(encodeURIComponent).join('/')}`;
}

/** The container with the logs, in one of the storage accounts of a staging group. */
async function logContainer(
  { client }: Session,
  { subscription }: AzureImage,
  group: string,
): Promise<{ readonly container: string; readonly blobs: Awaited<ReturnType<typeof listBlobs>> }> {
  const path = `${groupPath(subscription, group)}/providers/Microsoft.Storage/storageAccounts`;
  const accounts = await listAll(client, {
    url: `${path}?api-version=2023-05-01`,
    right: storageRight,
  });
  for (const account of accounts) {
    const name = textAt(account, 'name') ?? '';
    const endpoint =
      textAt(account, 'properties', 'primaryEndpoints', 'blob') ??
      `https://${name}.blob.core.windows.net/`;
    const container = `${endpoint.replace(/\/+$/, '')}/packerlogs`;
    if (!client.isBlob(container)) continue;
    try {
      return { container, blobs: await listBlobs(client, container) };
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
  throw unreadable(`the staging group ${group} has no storage account with logs`);
}

function unreadable(why: string): Refusal {
  return new Refusal(problem('AIB829', { why }));
}
