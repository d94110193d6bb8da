/**
 * Image templates in Azure: read, listed, changed, built, deleted.
 * @see https://learn.microsoft.com/rest/api/imagebuilder/virtual-machine-image-templates
 */
import { type ApiVersion, isAtLeast } from '../service/api-versions';
import type { Client } from './client';
import { get, type Json, textAt } from '../lib/json';
import { pauseAfter, perform, TimeIsOver } from './long-running';
import { listAll } from './pages';
import { isLost, isNotFound, type ServiceError } from './service-error';

const provider = 'Microsoft.VirtualMachineImages';
const type = `${provider}/imageTemplates`;

/** Actions on image templates, as roles name them. */
const templateRights = {
  read: `${type}/read`,
  write: `${type}/write`,
  delete: `${type}/delete`,
  run: `${type}/run/action`,
  cancel: `${type}/cancel/action`,
  outputs: `${type}/runOutputs/read`,
  triggersRead: `${type}/triggers/read`,
  triggersWrite: `${type}/triggers/write`,
} as const;

/** Where a template is, and the API version that knows all that it uses. */
export interface TemplatePlace {
  readonly subscription: string;
  readonly resourceGroup: string;
  readonly template: string;
  readonly apiVersion: ApiVersion;
}

/** The first version in which a template shows all that the commands look at: its staging group, how errors are handled. */
const readVersion: ApiVersion = '2024-02-01';

/** The version with which templates are read and acted on: never lower than the one of the template. */
export function versionFor(apiVersion: ApiVersion): ApiVersion {
  return isAtLeast(apiVersion, readVersion) ? apiVersion : readVersion;
}

/** Path of a resource group. */
export function groupPath(subscription: string, group: string): string {
  return `/subscriptions/${encodeURIComponent(subscription)}/resourceGroups/${encodeURIComponent(group)}`;
}

/** Path of a template. */
function templatePath({ subscription, resourceGroup, template }: TemplatePlace): string {
  return `${groupPath(subscription, resourceGroup)}/providers/${type}/${encodeURIComponent(template)}`;
}

function url(place: TemplatePlace, below = ''): string {
  return `${templatePath(place)}${below}?api-version=${versionFor(place.apiVersion)}`;
}

/** A build as the service tells of it. */
export interface RunStatus {
  /** The start, to the second: what a run is known by. */
  readonly run: string | undefined;
  /** Running, Canceling, Succeeded, PartiallySucceeded, Failed or Canceled; undefined: never built. */
  readonly state: string | undefined;
  readonly subState: string | undefined;
  readonly end: string | undefined;
  readonly message: string | undefined;
}

/** The last build of a template. */
export function lastRun(template: Json): RunStatus {
  const status = get(template, 'properties', 'lastRunStatus');
  return {
    run: runOf(textAt(status, 'startTime')),
    state: textAt(status, 'runState'),
    subState: textAt(status, 'runSubState'),
    end: textAt(status, 'endTime'),
    message: textAt(status, 'message'),
  };
}

/** A time of the service to the second, in UTC: `2026-11-26T18:40:12Z`. */
export function runOf(time: string | undefined): string | undefined {
  if (time === undefined) return undefined;
  // Seven digits of fraction, which not every parser takes; without a zone it is UTC.
  const plain = time
    .trim()
    .replace(/\.\d+/, '')
    .replace(/(T[\d:]+)$/, '$1Z');
  const parsed = Date.parse(plain);
  return Number.isNaN(parsed) ? time : new Date(parsed).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** True while a build is going on. */
export function isBuilding({ state }: RunStatus): boolean {
  return /^(?:running|canceling)$/i.test(state ?? '');
}

/** True where a build made something. */
export function hasMade({ state }: RunStatus): boolean {
  return /^(?:succeeded|partiallysucceeded)$/i.test(state ?? '');
}

/** `Succeeded`, `Failed`, `Creating`, `Deleting`, ... */
export function provisioningState(template: Json): string {
  return textAt(template, 'properties', 'provisioningState') ?? 'Succeeded';
}

/** Options of a look at a template: once, or until a bad moment is over. */
export interface Look {
  readonly patient?: boolean;
  /** Milliseconds until the look is given up. */
  readonly limit?: number;
}

/** A template; undefined where there is none. A group that does not exist is an error. */
export async function getTemplate(
  client: Client,
  place: TemplatePlace,
  look: Look = {},
): Promise<Json | undefined> {
  try {
    const right = templateRights.read;
    const { body } = await client.arm({ method: 'GET', url: url(place), right, ...look });
    return body ?? undefined;
  } catch (error) {
    if (isNotFound(error) && !isMissingPlace(error)) return undefined;
    throw error;
  }
}

/** True where not the resource but its group or subscription is missing. */
export function isMissingPlace(error: ServiceError): boolean {
  return /^(?:ResourceGroupNotFound|SubscriptionNotFound)$/i.test(error.code);
}

/** All templates of a group. */
export async function listTemplates(
  client: Client,
  { subscription, resourceGroup, apiVersion }: Omit<TemplatePlace, 'template'>,
  look: Look = {},
): Promise<readonly Json[]> {
  const path = `${groupPath(subscription, resourceGroup)}/providers/${type}`;
  const version = versionFor(apiVersion);
  return listAll(client, {
    url: `${path}?api-version=${version}`,
    right: templateRights.read,
    ...look,
  });
}

/** The triggers of a template. */
export async function listTriggers(client: Client, place: TemplatePlace): Promise<readonly Json[]> {
  try {
    const request = { url: url(place, '/triggers'), right: templateRights.triggersRead };
    return await listAll(client, request);
  } catch (error) {
    if (isNotFound(error) && !isMissingPlace(error)) return [];
    throw error;
  }
}

/** Asks for a build, and does not wait for its end. */
export async function postRun(client: Client, place: TemplatePlace): Promise<void> {
  await client.arm({ method: 'POST', url: url(place, '/run'), right: templateRights.run });
}

/** Asks for the end of a build, and does not wait for it. */
export async function postCancel(client: Client, place: TemplatePlace): Promise<void> {
  await client.arm({ method: 'POST', url: url(place, '/cancel'), right: templateRights.cancel });
}

/** What the last build made: its run outputs. */
export async function listRunOutputs(
  client: Client,
  place: TemplatePlace,
): Promise<readonly Json[]> {
  return listAll(client, { url: url(place, '/runOutputs'), right: templateRights.outputs });
}

/** Deletes a template and waits until it is gone. Throws TimeIsOver where it is not. */
export async function deleteTemplate(
  client: Client,
  place: TemplatePlace,
  until: number,
): Promise<'deleted' | 'deleted, with something left'> {
  let failure: unknown;
  try {
    const request = { method: 'DELETE', url: url(place), right: templateRights.delete } as const;
    await perform(client, request, { right: templateRights.read, until });
  } catch (error) {
    if (error instanceof TimeIsOver) throw error;
    if (!isNotFound(error)) failure = error;
  }
  for (let look = 0; ; look += 1) {
    const left = await getTemplate(client, place);
    // The template may be gone though its staging group cannot be deleted.
    if (left === undefined)
      return failure === undefined ? 'deleted' : 'deleted, with something left';
    const deleting = /^deleting$/i.test(provisioningState(left));
    if (failure !== undefined && !deleting && !isLost(failure)) throw failure;
    if (client.clock.now() > until || (failure !== undefined && !deleting && look > 3)) {
      if (failure !== undefined) throw failure;
      throw new TimeIsOver();
    }
    await client.clock.sleep(pauseAfter(look));
  }
}

/** Changes a template in place. A lost answer is looked up. */
export async function patchTemplate(
  client: Client,
  place: TemplatePlace,
  body: Json,
  options: { readonly until: number; readonly isDone: (template: Json) => boolean },
): Promise<void> {
  await changeOnce(
    async () => {
      const right = templateRights.write;
      const request = { method: 'PATCH', url: url(place), body, right } as const;
      await perform(client, request, { right: templateRights.read, until: options.until });
    },
    async () => {
      const found = await getTemplate(client, place);
      return found !== undefined && options.isDone(found);
    },
    client,
  );
}

/** Makes the trigger of a template. */
export async function putTrigger(
  client: Client,
  place: TemplatePlace,
  trigger: { readonly name: string; readonly body: Json },
  until: number,
): Promise<void> {
  const below = `/triggers/${encodeURIComponent(trigger.name)}`;
  await changeOnce(
    async () => {
      const { body } = trigger;
      const right = templateRights.triggersWrite;
      const request = { method: 'PUT', url: url(place, below), body, right } as const;
      await perform(client, request, { right: templateRights.triggersRead, until });
    },
    async () => {
      const found = await listTriggers(client, place);
      return found.some((one) => textAt(one, 'name')?.toLowerCase() === trigger.name.toLowerCase());
    },
    client,
  );
}

/** Does something that may be done without its answer arriving: then it is looked up, and repeated only where it is not done. */
export async function changeOnce(
  change: () => Promise<void>,
  isDone: () => Promise<boolean>,
  client: Client,
): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await change();
      return;
    } catch (error) {
      if (!isLost(error)) throw error;
      await client.clock.sleep(pauseAfter(attempt));
      if (await isDone()) return;
      if (attempt >= 3) throw error;
    }
  }
}
