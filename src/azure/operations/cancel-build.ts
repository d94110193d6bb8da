/** `cancel`: stops a build, and waits until it is over. */
import { type AzureImage, type ImageResult, problem, type Session } from '../azure-image';
import { Refusal } from '../failures';
import { needTemplate } from '../guards';
import { changeOnce, isBuilding, lastRun, postCancel } from '../image-templates';
import { pauseAfter, TimeIsOver } from '../long-running';
import { ServiceError } from '../service-error';

/** Minutes until a build that is being cancelled has to be over. */
const cancelMinutes = 30;

/** Cancels the build that is running; with `run`, only that one. */
export async function cancelBuild(
  session: Session,
  image: AzureImage,
  { run }: { readonly run: string | undefined },
): Promise<ImageResult> {
  const { client } = session;
  const first = lastRun(await needTemplate(session, image));
  refuseOther(first.run, run);
  const { name } = image;
  const about = (state: string, line: string): ImageResult => ({
    name,
    state,
    data: { run: first.run ?? null },
    lines: [line],
  });
  if (!isBuilding(first)) {
    return about(
      first.state ?? 'never built',
      `no build is running: ${first.state ?? 'never built'}`,
    );
  }
  const goesOn = async (): Promise<boolean> => {
    const now = lastRun(await needTemplate(session, image));
    return now.run === first.run && /^running$/i.test(now.state ?? '');
  };
  if (/^running$/i.test(first.state ?? '')) {
    try {
      await changeOnce(
        () => postCancel(client, image),
        async () => !(await goesOn()),
        client,
      );
    } catch (error) {
      // It may have ended by itself in the meantime.
      if (!(error instanceof ServiceError) || error.status !== 409 || (await goesOn())) throw error;
    }
  }
  const until = client.clock.now() + cancelMinutes * 60_000;
  for (let look = 0; ; look += 1) {
    const now = lastRun(await needTemplate(session, image));
    if (now.run !== first.run || !isBuilding(now)) {
      const state = now.run === first.run ? (now.state ?? 'Canceled') : 'Canceled';
      return about(state, `the build ${first.run ?? ''} is over: ${state}`);
    }
    if (client.clock.now() > until) throw new TimeIsOver();
    await client.clock.sleep(pauseAfter(look));
  }
}

/** Refuses where the last run is another one than was asked for. */
export function refuseOther(now: string | undefined, run: string | undefined): void {
  if (run === undefined || run === now) return;
  throw new Refusal(problem('AIB814', { run, now: now ?? 'none' }), 'displaced');
}
