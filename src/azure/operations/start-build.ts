/** `run`: starts a build, and finds out which one it is. */
import { type AzureImage, type ImageResult, problem, type Session } from '../azure-image';
import { provisioningFailure, Refusal } from '../failures';
import { needTemplate, refuseBusy, running } from '../guards';
import {
  isBuilding,
  lastRun,
  postRun,
  provisioningState,
  type RunStatus,
} from '../image-templates';
import { pauseAfter } from '../long-running';
import { isLost, ServiceError } from '../service-error';
import { cancelBuild } from './cancel-build';

/** How often the service is asked for the build that it has accepted. */
const looks = 20;

/** Starts a build. The result holds its run: the start, to the second. */
export async function startBuild(
  session: Session,
  image: AzureImage,
  { supersede }: { readonly supersede: boolean },
): Promise<ImageResult> {
  const live = await needTemplate(session, image);
  refuseBusy(image, live);
  if (/^(?:failed|deleting)$/i.test(provisioningState(live))) {
    const reason = provisioningFailure(live);
    throw new Refusal(problem('AIB826', { template: image.template, reason }));
  }
  let before = lastRun(live);
  if (isBuilding(before)) {
    if (!supersede) throw new Refusal(running(image, before));
    session.tell(image.name, `the build of ${before.run ?? 'before'} is cancelled`);
    await cancelBuild(session, image, { run: undefined });
    before = lastRun(await needTemplate(session, image));
  }
  const started = await start(session, image, before);
  return {
    name: image.name,
    state: started.state ?? 'Running',
    data: { run: started.run ?? null },
    lines: [`build ${started.run ?? ''} has started`],
  };
}

/** Asks for a build until one has begun. A lost answer is looked up before it is asked for again. */
async function start(session: Session, image: AzureImage, before: RunStatus): Promise<RunStatus> {
  const { client } = session;
  for (let attempt = 0; ; attempt += 1) {
    try {
      await postRun(client, image);
      return await findStarted(session, image, before, looks);
    } catch (error) {
      if (error instanceof ServiceError && error.status === 409) {
        // Somebody else was faster: that build is not ours.
        const now = lastRun(await needTemplate(session, image));
        if (isBuilding(now) || isNew(now, before)) throw new Refusal(running(image, now));
        throw error;
      }
      if (!isLost(error) || attempt >= 3) throw error;
      await client.clock.sleep(pauseAfter(attempt));
      const now = lastRun(await needTemplate(session, image));
      if (isNew(now, before)) return now;
    }
  }
}

/** Until the service tells of this build, it tells of the one before. */
async function findStarted(
  session: Session,
  image: AzureImage,
  before: RunStatus,
  most: number,
): Promise<RunStatus> {
  for (let look = 0; look < most; look += 1) {
    const now = lastRun(await needTemplate(session, image));
    if (isNew(now, before)) return now;
    await session.client.clock.sleep(pauseAfter(look));
  }
  const message = 'it has accepted the build, but shows none';
  throw new ServiceError(400, '', message, '');
}

function isNew(now: RunStatus, before: RunStatus): boolean {
  return now.run !== undefined && now.run !== before.run;
}
