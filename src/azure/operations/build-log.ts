/** `logs`: the log of a build, fetched when it is over or followed while it grows. */
import { serviceText } from '../../lib/service-text';
import type { Json } from '../../lib/json';
import { maskSecrets } from '../../service/secrets/find-secrets';
import { type AzureImage, type Session, problem } from '../azure-image';
import { readBlob } from '../blobs';
import { Refusal } from '../failures';
import { needTemplate } from '../guards';
import { isBuilding, lastRun, type RunStatus } from '../image-templates';
import { pauseAfter } from '../long-running';
import { isNotFound } from '../service-error';
import { refuseOther } from './cancel-build';
import { minutesBetween } from './follow-builds';
import { createLiveLog } from './live-log';
import { findLogBlob } from './log-blob';

/** The log of a build. */
export interface BuildLog {
  readonly status: RunStatus;
  /** The template, as the service shows it. */
  readonly template: Json;
  readonly text: string;
  /** Address of its blob; empty where the log was read from the container alone. */
  readonly uri: string;
}

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
  const uri = await findLogBlob(session, image, live, status);
  const bytes = await readBlob(session.client, uri);
  return { status, template: live, uri, text: bytes.toString('utf8') };
}

/**
 * Prints the log as it grows, until the build is over; each line once, without secrets and without commands of CI systems.
 * Returns the whole log.
 */
export async function followLog(
  session: Session,
  image: AzureImage,
  {
    run,
    print,
  }: {
    readonly run: string | undefined;
    /** Takes whole lines as they come, whether some before them are missing, and the minutes since the build began. */
    readonly print: (
      part: { readonly text: string; readonly gap: boolean },
      minutes: number | undefined,
    ) => void;
  },
): Promise<BuildLog> {
  const { clock } = session.client;
  const end = clock.now() + (image.minutes + 15) * 60_000;
  const log = createLiveLog(session, image);
  const parts: string[] = [];
  let fromContainer = false;
  let first: string | undefined;
  for (let look = 0; ; look += 1) {
    const live = await needTemplate(session, image);
    const status = lastRun(live);
    first ??= run ?? status.run;
    refuseOther(status.run, first);
    const over = !isBuilding(status) || clock.now() > end;
    const minutes = minutesBetween(status.run, new Date(clock.now()).toISOString());
    try {
      for (let more = true; more;) {
        const part = await log.read(live, status, { over });
        if (part.text !== '') {
          parts.push(part.text);
          fromContainer ||= part.source === 'container';
          print({ ...part, text: maskSecrets(serviceText(part.text)) }, minutes);
          look = 0;
        }
        more = part.more;
      }
    } catch (error) {
      // There is no log in the first minutes of a build, and the container goes with its end.
      const absent = error instanceof Refusal || isNotFound(error);
      if (!absent || (over && parts.length === 0)) throw error;
    }
    if (over) {
      const uri = log.uri();
      // The blob is the whole log; the container may have shown less.
      const whole = fromContainer && uri !== '' ? await readBlob(session.client, uri) : undefined;
      return { status, template: live, uri, text: whole?.toString('utf8') ?? parts.join('') };
    }
    await clock.sleep(Math.min(pauseAfter(look), 15_000));
  }
}
