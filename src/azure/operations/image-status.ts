/** `status`: all images at a glance. */
import { liveChanges } from '../../inspect/live-changes';
import { type Json, textAt } from '../../lib/json';
import type { AzureImage, ImageResult, Session } from '../azure-image';
import { failureOf } from '../failures';
import { listVersions, type Version } from '../galleries';
import { isBuilding, lastRun, provisioningState, runOf } from '../image-templates';
import { byGroup, type GroupOfImages, readTemplates } from '../live-templates';
import { isForbidden, missingRight, ServiceError } from '../service-error';
import { changeView } from './deploy-image';
import { findLeftOvers, type LeftOvers } from './left-behind';
import { minutesBetween, statusData } from './follow-builds';

/** Looks at all images: one list of templates for each group, one list of versions for each definition. */
export async function statusOfImages(
  session: Session,
  images: readonly AzureImage[],
): Promise<readonly ImageResult[]> {
  const results = new Map<string, ImageResult>();
  for (const group of byGroup(images)) {
    try {
      const live = await readTemplates(session.client, group);
      const left = await leftOvers(session, group, [...live.values()]);
      for (const image of group.images) {
        results.set(image.name, await statusOf(session, image, live.get(image.name), left));
      }
    } catch (error) {
      for (const { name } of group.images) {
        results.set(name, failureOf(name, 'The state cannot be read', error));
      }
    }
  }
  return images.flatMap(({ name }) => results.get(name) ?? []);
}

async function statusOf(
  session: Session,
  image: AzureImage,
  live: Json | undefined,
  left: ReadonlyMap<string, LeftOvers>,
): Promise<ImageResult> {
  const { name } = image;
  const { templates = [], groups = [] } = left.get(name) ?? {};
  const leftOver = [
    ...templates.map((one) => `image template ${textAt(one, 'name') ?? ''}`),
    ...groups.map((group) => `staging group ${group}`),
  ];
  const found = await newestVersion(session, image);
  const newest = found instanceof ServiceError ? undefined : found;
  const unread = found instanceof ServiceError ? missingRight(found).action : undefined;
  const age = newest && daysSince(newest.published, session.client.clock.now());
  const version = {
    newestVersion: newest?.name ?? null,
    published: newest?.published ?? null,
    ageInDays: age ?? null,
    leftOver,
    ...(unread === undefined ? {} : { missingRight: unread }),
  };
  const more = [
    ...(unread === undefined ? [] : [`newest version unknown: reading it needs ${unread}`]),
    ...(newest
      ? [`newest version ${newest.name}${age === undefined ? '' : `, ${age} days old`}`]
      : []),
    ...leftOver.map((one) => `left over: ${one} (aibgen delete ${name} --left-over)`),
  ];
  if (live === undefined) {
    return { name, state: 'not deployed', data: version, lines: ['not deployed', ...more] };
  }
  const status = lastRun(live);
  const changes = liveChanges(live, image.content);
  const provisioning = provisioningState(live);
  const state = stateOf(provisioning, isBuilding(status), changes.length);
  const minutes = minutesBetween(status.run, status.end);
  const built =
    status.state === undefined
      ? 'never built'
      : `last build ${status.state}, ${status.run ?? ''}${minutes === undefined ? '' : `, ${minutes} minutes`}`;
  return {
    name,
    state,
    data: {
      template: image.template,
      provisioningState: provisioning,
      inStep: changes.length === 0,
      changes: changes.map(changeView),
      lastRun:
        status.state === undefined ? null : { ...statusData(status), minutes: minutes ?? null },
      ...version,
    },
    lines: [state, built, ...more],
  };
}

function stateOf(provisioning: string, building: boolean, changes: number): string {
  if (building) return 'building';
  if (!/^succeeded$/i.test(provisioning)) return provisioning.toLowerCase();
  return changes === 0 ? 'in step' : 'differs';
}

/** The newest version in the first gallery that the image goes to; the refusal where it may not be read. */
async function newestVersion(
  { client }: Session,
  image: AzureImage,
): Promise<Version | ServiceError | undefined> {
  const target = image.targets.find(({ kind }) => kind === 'SharedImage');
  if (target?.id === undefined) return undefined;
  try {
    const all = await listVersions(client, target.id);
    return all.find(({ state }) => /^succeeded$/i.test(state));
  } catch (error) {
    if (isForbidden(error)) return error;
    throw error;
  }
}

function daysSince(time: string | undefined, now: number): number | undefined {
  const then = Date.parse(runOf(time) ?? '');
  return Number.isNaN(then) ? undefined : Math.max(0, Math.floor((now - then) / 86_400_000));
}

/** What is left over, by image; nothing where it may not be looked for: who may read templates only still sees their state. */
async function leftOvers(
  { client }: Session,
  group: GroupOfImages,
  live: readonly Json[],
): Promise<ReadonlyMap<string, LeftOvers>> {
  try {
    return await findLeftOvers(client, group, live);
  } catch (error) {
    if (isForbidden(error)) return new Map();
    throw error;
  }
}
