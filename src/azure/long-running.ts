/**
 * Operations that the service goes on with after its answer.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations
 */
import { type Answer, type Client, pauseOf, type Request } from './client';
import { type Json, textAt } from '../lib/json';
import { errorIn, isLost, isNotFound, ServiceError } from './service-error';

/** The state of an operation. */
export interface Progress {
  readonly state: 'running' | 'done' | 'failed';
  /** The last body that the service gave for it. */
  readonly body: Json | undefined;
}

/** How long an operation is followed, and what is asked for with it. */
export interface FollowOptions {
  /** The right that reads the state of the operation. */
  readonly right: string;
  /** Time after which it is given up (`Clock.now`). */
  readonly until: number;
}

/** The pauses between two looks at something that takes minutes, where the service names none. Seconds. */
const pace = [1, 1, 2, 3, 5, 8, 13, 20, 30];

/** The pause after the n-th look, in milliseconds. */
export function pauseAfter(look: number): number {
  return 1000 * (pace[look] ?? 30);
}

/** The time is over; the operation may go on. */
export class TimeIsOver extends Error {}

/** Sends a request, and follows the operation that it begins to its end. Gives back and throws what `finish` does. */
export async function perform(
  client: Client,
  request: Request,
  options: FollowOptions,
): Promise<Json | undefined> {
  return finish(client, await client.arm(request), options);
}

/**
 * Follows an operation to its end, by the address that its answer names; an answer without one is the end.
 * Gives back the last body; throws a ServiceError where the operation failed, TimeIsOver where it did not end in time.
 */
export async function finish(
  client: Client,
  first: Answer,
  { right, until }: FollowOptions,
): Promise<Json | undefined> {
  const { clock } = client;
  let links = linksOf(first);
  let answer = first;
  for (let look = 0; links !== undefined; look += 1) {
    const pause = pauseOf(answer.header) ?? pauseAfter(look);
    if (clock.now() + pause > until) throw new TimeIsOver();
    // A service that asks for no pause at all is not asked without end.
    await clock.sleep(Math.max(pause, 50));
    answer = await lookAt(client, links.url, right, until);
    const { state, body } = progressOf(answer, links.kind);
    if (state === 'failed') throw failureIn(body, right);
    if (state === 'done') return body;
    links = linksOf(answer) ?? links;
  }
  return answer.body;
}

/** A bad moment is not an end: the operation goes on without being looked at. */
async function lookAt(client: Client, url: string, right: string, until: number): Promise<Answer> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await client.arm({ method: 'GET', url, right });
    } catch (error) {
      const passing = isLost(error) || (isNotFound(error) && failures < 2);
      if (!passing || failures >= 5 || client.clock.now() > until) throw error;
      await client.clock.sleep(pauseAfter(failures));
    }
  }
}

interface Links {
  readonly kind: 'status' | 'location';
  readonly url: string;
}

function linksOf({ status, header }: Answer): Links | undefined {
  const operation = header('azure-asyncoperation') ?? header('operation-location');
  if (operation) return { kind: 'status', url: operation };
  const location = header('location');
  return location && (status === 201 || status === 202)
    ? { kind: 'location', url: location }
    : undefined;
}

function progressOf({ status, body }: Answer, kind: Links['kind']): Progress {
  const word = (
    textAt(body, 'status') ?? textAt(body, 'properties', 'provisioningState')
  )?.toLowerCase();
  if (word === 'failed' || word === 'canceled' || word === 'cancelled')
    return { state: 'failed', body };
  if (kind === 'location') return { state: status === 202 ? 'running' : 'done', body };
  return { state: word === undefined || word === 'succeeded' ? 'done' : 'running', body };
}

function failureIn(body: Json | undefined, right: string): ServiceError {
  const found = errorIn(body);
  const word = textAt(body, 'status') ?? 'Failed';
  const more = body === undefined ? {} : { body };
  return new ServiceError(
    400,
    found?.code ?? word,
    found?.message ?? `The operation ended as ${word}.`,
    right,
    more,
  );
}
