/** `wait`: one process follows the builds of any number of images to their ends. */
import type { Json } from '../../lib/json';
import { serviceLine } from '../../lib/service-text';
import { type AzureImage, type ImageResult, problem, type Session } from '../azure-image';
import { problemOf } from '../failures';
import { notDeployed } from '../guards';
import { isBuilding, lastRun, runOf, type RunStatus } from '../image-templates';
import { byGroup, type GroupOfImages, readTemplates } from '../live-templates';
import { LoginError } from '../login';
import { pauseAfter } from '../long-running';
import { isLost, ServiceError } from '../service-error';
import { createLogWatch, type LogGain, type RunningBuild } from './watch-logs';

/** What a wait reports while it goes on: an image and where its build is. */
export interface Sight {
  readonly name: string;
  readonly state: string;
  readonly subState: string;
  /** Minutes since its start. */
  readonly minutes: number;
  /** What its log has gained since the last sight; absent where it is not read. */
  readonly log?: LogGain;
}

export interface WaitOptions {
  /** The run that is followed, by the name of the image; absent: the last one. */
  readonly runs: ReadonlyMap<string, string>;
  /** Minutes after which the wait is over; undefined: some more than the longest build may take. */
  readonly minutes: number | undefined;
  /** Told once after each look. */
  readonly watch: (sights: readonly Sight[]) => void;
}

/** Minutes beyond the timeout of a build for which it is waited. */
const grace = 15;
/** Looks in a row that may fail before a wait gives up. */
const badLooks = 20;
/** Looks in a row that may find no template, be refused, or get no login. */
const oddLooks = 3;

/** An image that is waited for: nothing of its template is kept. */
interface Watched {
  readonly image: AzureImage;
  readonly run: string | undefined;
  missing: number;
}

/** Follows the builds; returns what became of each, in the order of the images. */
export async function waitForBuilds(
  session: Session,
  images: readonly AzureImage[],
  options: WaitOptions,
): Promise<readonly ImageResult[]> {
  const { clock } = session.client;
  const longest = Math.max(...images.map(({ minutes }) => minutes + grace));
  const minutes = options.minutes ?? longest;
  const end = clock.now() + minutes * 60_000;
  const results = new Map<string, ImageResult>();
  const reported = new Map<string, string>();
  const sights = new Map<string, Sight>();
  const open = new Map<string, Watched>(
    images.map((image) => [image.name, { image, run: options.runs.get(image.name), missing: 0 }]),
  );
  const failures = new Map<string, number>();
  const watchLogs = createLogWatch(session);
  for (let look = 0; open.size > 0; look += 1) {
    // The longest pause that the service asks for in this look.
    let asked = 0;
    const running: RunningBuild[] = [];
    for (const group of byGroup([...open.values()].map(({ image }) => image))) {
      const key = `${group.subscription}/${group.resourceGroup}`;
      const outcome = await lookAt(session, group, open, end);
      if (outcome instanceof Error) {
        asked = Math.max(
          asked,
          (outcome instanceof ServiceError ? outcome.retryAfter : undefined) ?? 0,
        );
        const count = (failures.get(key) ?? 0) + 1;
        failures.set(key, count);
        if (isEnd(outcome, count)) {
          for (const { name } of group.images) {
            results.set(name, {
              name,
              state: 'unknown',
              problems: [problemOf('The build cannot be followed', outcome)],
            });
            open.delete(name);
          }
        } else {
          const [{ name = '' } = {}] = group.images;
          session.tell(
            name,
            `no answer (${outcome.message}); the build goes on, and so does the wait`,
          );
        }
        continue;
      }
      failures.delete(key);
      for (const { image, live, result, status } of outcome) {
        const { name } = image;
        sights.set(name, sightOf(name, status, clock.now()));
        const line = [status.state, status.subState].filter(Boolean).join(' ');
        if (line !== '' && reported.get(name) !== line) {
          reported.set(name, line);
          session.tell(name, stateLine(status, clock.now()));
        }
        if (result) {
          results.set(name, result);
          open.delete(name);
        } else if (live !== undefined && isBuilding(status)) running.push({ image, live, status });
      }
    }
    const logs = await watchLogs(running);
    options.watch(images.flatMap(({ name }) => withLog(sights.get(name), logs.get(name))));
    if (open.size === 0) break;
    const left = end - clock.now();
    if (left <= 0) break;
    await clock.sleep(Math.min(Math.max(pauseAfter(look), asked), left));
  }
  for (const [name] of open) {
    const sight = sights.get(name);
    const what = `the build is ${[sight?.state, sight?.subState].filter(Boolean).join(', ') || 'not known'}.`;
    results.set(name, {
      name,
      state: sight?.state ?? 'unknown',
      data: { run: open.get(name)?.run ?? null, subState: sight?.subState ?? null },
      problems: [problem('AIB821', { what, minutes })],
    });
  }
  return images.flatMap(({ name }) => results.get(name) ?? []);
}

interface Seen {
  readonly image: AzureImage;
  /** The template, as the service shows it. */
  readonly live: Json | undefined;
  readonly status: RunStatus;
  /** Absent while the build goes on. */
  readonly result: ImageResult | undefined;
}

const noRun: RunStatus = {
  run: undefined,
  state: undefined,
  subState: undefined,
  end: undefined,
  message: undefined,
};

/** One look at the images of a group: what was seen, or why nothing was. */
async function lookAt(
  session: Session,
  group: GroupOfImages,
  open: ReadonlyMap<string, Watched>,
  end: number,
): Promise<readonly Seen[] | ServiceError | LoginError> {
  const left = end - session.client.clock.now();
  const limit = Math.max(1000, Math.min(30_000, left));
  try {
    const live = await readTemplates(session.client, group, { patient: false, limit });
    return group.images.flatMap((image): readonly Seen[] => {
      const watched = open.get(image.name);
      const template = live.get(image.name);
      if (!watched) return [];
      const status = template === undefined ? noRun : lastRun(template);
      // What is shown may lag behind: an earlier run than the one that is waited for is not an end yet.
      const early = watched.run !== undefined && (status.run ?? '') < watched.run;
      if (template !== undefined && !early) {
        watched.missing = 0;
        return [{ image, live: template, status, result: endOf(image, watched.run, status) }];
      }
      watched.missing += 1;
      if (watched.missing < oddLooks) return [];
      if (template !== undefined) {
        return [{ image, live: template, status, result: endOf(image, watched.run, status) }];
      }
      const result = { name: image.name, state: 'not deployed', problems: [notDeployed(image)] };
      return [{ image, live: template, status, result }];
    });
  } catch (error) {
    if (error instanceof ServiceError || error instanceof LoginError) return error;
    throw error;
  }
}

function isEnd(error: ServiceError | LoginError, count: number): boolean {
  if (error instanceof LoginError) return count >= oddLooks;
  const passing: boolean = isLost(error) || error.status === 429;
  if (passing) return count >= badLooks;
  return error.status === 403 || error.status === 404 ? count >= oddLooks : true;
}

/** The result of a build that is over; undefined while it goes on. */
function endOf(
  image: AzureImage,
  run: string | undefined,
  status: RunStatus,
): ImageResult | undefined {
  const { name } = image;
  const data = { ...statusData(status), template: image.template };
  if (run !== undefined && status.run !== run) {
    const now = status.run ?? 'none';
    return { name, state: 'displaced', data, problems: [problem('AIB814', { run, now })] };
  }
  if (status.state === undefined) {
    const found = problem('AIB824', { template: image.template, state: 'it was never built' });
    return { name, state: 'never built', data, problems: [found] };
  }
  if (isBuilding(status)) return undefined;
  const message = serviceLine(status.message ?? '');
  if (/^succeeded$/i.test(status.state)) {
    return { name, state: status.state, data, lines: [`${status.state}${after(status)}`] };
  }
  const found = problem('AIB815', { state: status.state, message });
  return { name, state: status.state, data, problems: [found] };
}

export function statusData({ run, state, subState, end, message }: RunStatus) {
  return {
    run: run ?? null,
    runState: state ?? null,
    subState: subState ?? null,
    end: runOf(end) ?? null,
    minutes: minutesBetween(run, end) ?? null,
    message: message === undefined ? null : serviceLine(message),
  };
}

function after({ run, end }: RunStatus): string {
  const minutes = minutesBetween(run, end);
  return minutes === undefined ? '' : ` after ${minutes} minutes`;
}

/** Whole minutes between two times of the service. */
export function minutesBetween(
  start: string | undefined,
  end: string | undefined,
): number | undefined {
  const [from, to] = [Date.parse(start ?? ''), Date.parse(runOf(end) ?? '')];
  if (Number.isNaN(from) || Number.isNaN(to)) return undefined;
  return Math.max(0, Math.round((to - from) / 60_000));
}

function sightOf(name: string, { run, state, subState, end }: RunStatus, now: number): Sight {
  const minutes = minutesBetween(run, end ?? new Date(now).toISOString()) ?? 0;
  return { name, state: state ?? 'never built', subState: subState ?? '', minutes };
}

function withLog(sight: Sight | undefined, log: LogGain | undefined): readonly Sight[] {
  if (!sight) return [];
  return [log ? { ...sight, log } : sight];
}

function stateLine(status: RunStatus, now: number): string {
  const { state, subState, minutes } = sightOf('', status, now);
  return `${[state, subState].filter((one) => one !== '').join(', ')} (${minutes} minutes)`;
}
