/** What the logs of running builds gain, for those who wait for them: few requests, little memory, and no end to the wait. */
import type { Json } from '../../lib/json';
import type { AzureImage, Problem, Session } from '../azure-image';
import { problemOf, Refusal } from '../failures';
import type { RunStatus } from '../image-templates';
import { createLiveLog, type LiveLog } from './live-log';
import { LoginError } from '../login';
import { ServiceError } from '../service-error';

/** What a log has gained since the last look. */
export interface LogGain {
  readonly text: string;
  /** True where lines before the text are missing. */
  readonly gap: boolean;
  /** The right that is missing to read the log, where one is. */
  readonly denied?: Problem;
}

/** A build that is running. */
export interface RunningBuild {
  readonly image: AzureImage;
  readonly live: Json;
  readonly status: RunStatus;
}

/** Builds whose logs are read; while more are running, none is: the wait then costs one list for each look. */
const mostWatched = 10;
/** Looks in a row that find no log and are denied a part of the search. */
const oddLooks = 3;
const look = { patient: false, limit: 10_000 };

/** Begins with no log; the function reads on in those of the builds given, by the names of their images. */
export function createLogWatch(
  session: Session,
): (builds: readonly RunningBuild[]) => Promise<ReadonlyMap<string, LogGain>> {
  const logs = new Map<string, { readonly log: LiveLog; odd: number }>();

  const readOn = async ({ image, live, status }: RunningBuild): Promise<LogGain> => {
    const watched = logs.get(image.name) ?? { log: createLiveLog(session, image), odd: 0 };
    logs.set(image.name, watched);
    try {
      const part = await watched.log.read(live, status, { over: false, look });
      watched.odd = 0;
      return part;
    } catch (error) {
      const passing = [ServiceError, LoginError, Refusal].some((one) => error instanceof one);
      if (!passing) throw error;
    }
    const denied = watched.log.denied();
    const [error] = denied.slice(-1);
    if (error === undefined) return { text: '', gap: false };
    watched.odd += 1;
    // The container may be there in a moment; the blob may not.
    const isSure = denied.length > 1 || watched.odd >= oddLooks;
    const found = isSure ? { denied: problemOf('The log cannot be read', error) } : {};
    return { text: '', gap: false, ...found };
  };

  return async (builds) => {
    const names = new Set(builds.map(({ image }) => image.name));
    for (const name of logs.keys()) if (!names.has(name)) logs.delete(name);
    if (builds.length > mostWatched) return new Map();
    const gains = builds.map(async (one) => [one.image.name, await readOn(one)] as const);
    return new Map(await Promise.all(gains));
  };
}
