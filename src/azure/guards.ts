/** What keeps a template from being deleted or replaced: its state in Azure, not what the spec says. */
import { type AzureImage, problem, type Session } from './azure-image';
import { Refusal } from './failures';
import {
  getTemplate,
  isBuilding,
  lastRun,
  listTriggers,
  provisioningState,
  type RunStatus,
} from './image-templates';
import { type Json, listAt, textAt } from '../lib/json';
import { pauseAfter, TimeIsOver } from './long-running';

/** The live template of an image; refuses where there is none. */
export async function needTemplate({ client }: Session, image: AzureImage): Promise<Json> {
  const live = await getTemplate(client, image);
  if (live === undefined) throw new Refusal(notDeployed(image), 'not deployed');
  return live;
}

export function notDeployed(image: AzureImage) {
  return problem('AIB807', { template: image.template, group: image.resourceGroup });
}

/** Refuses where a build is running. */
export function refuseBuilding(image: AzureImage, status: RunStatus): void {
  if (isBuilding(status)) throw new Refusal(running(image, status));
}

export function running(image: AzureImage, { run, state }: RunStatus) {
  return problem('AIB809', {
    template: image.template,
    run: run ?? 'an unknown time',
    state: state ?? 'Running',
  });
}

/** Refuses while a template is being created or changed. */
export function refuseBusy(image: AzureImage, live: Json): void {
  const state = provisioningState(live);
  if (/^(?:creating|updating|accepted)$/i.test(state)) {
    throw new Refusal(problem('AIB813', { template: image.template, state }));
  }
}

/** Refuses to lose a trigger, or a VHD that is in the staging group. */
export async function refuseLoss(
  { client }: Session,
  image: AzureImage,
  live: Json,
): Promise<void> {
  if (hasVhdInStaging(live)) throw new Refusal(problem('AIB812', { template: image.template }));
  const triggers = await listTriggers(client, image);
  if (triggers.length > 0) {
    const names = triggers.map((one) => textAt(one, 'name')?.split('/').at(-1) ?? 'trigger');
    throw new Refusal(problem('AIB811', { template: image.template, triggers: names }));
  }
}

/** True where it was ever built, and one of the targets is a VHD without an address of its own. */
function hasVhdInStaging(live: Json): boolean {
  const isStaged = (target: Json): boolean =>
    textAt(target, 'type')?.toLowerCase() === 'vhd' && textAt(target, 'uri') === undefined;
  // A build that failed may have come after one that did not.
  const built = lastRun(live).state !== undefined;
  return built && listAt(live, 'properties', 'distribute').some(isStaged);
}

/** Waits while a template is being deleted; returns what is there then. */
export async function afterDeletion(
  { client }: Session,
  image: AzureImage,
  until: number,
): Promise<Json | undefined> {
  for (let look = 0; ; look += 1) {
    const live = await getTemplate(client, image);
    if (live === undefined || !/^deleting$/i.test(provisioningState(live))) return live;
    if (client.clock.now() > until) throw new TimeIsOver();
    await client.clock.sleep(pauseAfter(look));
  }
}
