/**
 * Deployments of ARM templates into a resource group.
 * @see https://learn.microsoft.com/rest/api/resources/deployments
 */
import { resourceType } from '../service/resource-types';
import type { Answer, Client } from './client';
import { groupPath } from './image-templates';
import { get, type Json, type JsonObject, listAt, textAt } from '../lib/json';
import { finish, pauseAfter, perform, TimeIsOver } from './long-running';
import { listAll } from './pages';
import { errorIn, ifFound, isLost, isNotFound, ServiceError } from './service-error';

const rights = {
  read: 'Microsoft.Resources/deployments/read',
  write: 'Microsoft.Resources/deployments/write',
  validate: 'Microsoft.Resources/deployments/validate/action',
  whatIf: 'Microsoft.Resources/deployments/whatIf/action',
  operation: 'Microsoft.Resources/deployments/operationStatuses/read',
  operations: 'Microsoft.Resources/deployments/operations/read',
  group: 'Microsoft.Resources/subscriptions/resourceGroups/read',
} as const;

/** A deployment: its name, its template, and the values of its parameters. */
export interface Deployment {
  readonly subscription: string;
  readonly resourceGroup: string;
  readonly name: string;
  readonly template: JsonObject;
  readonly parameters: JsonObject;
}

/** Time for the answers of validations and previews: they look at every resource. Milliseconds. */
const slow = 120_000;

function url({ subscription, resourceGroup, name }: Deployment, action = ''): string {
  const { apiVersion } = resourceType('Microsoft.Resources/deployments');
  const path = `${groupPath(subscription, resourceGroup)}/providers/Microsoft.Resources/deployments`;
  return `${path}/${encodeURIComponent(name)}${action}?api-version=${apiVersion}`;
}

function body({ template, parameters }: Deployment): Json {
  return { properties: { mode: 'Incremental', template, parameters } };
}

/** Reads the resource group; throws a ServiceError where there is none. */
export async function readGroup(
  client: Client,
  subscription: string,
  resourceGroup: string,
): Promise<void> {
  const path = groupPath(subscription, resourceGroup);
  await client.arm({ method: 'GET', url: `${path}?api-version=2021-04-01`, right: rights.group });
}

/** Asks what would become of a deployment; throws a ServiceError where it would be refused. */
async function ask(
  client: Client,
  deployment: Deployment,
  question: 'validate' | 'whatIf',
): Promise<Json | undefined> {
  const request = {
    method: 'POST',
    url: url(deployment, `/${question}`),
    body: body(deployment),
    right: rights[question],
    safe: true,
    limit: slow,
  } as const;
  const until = client.clock.now() + 10 * 60_000;
  const last = await perform(client, request, { right: rights.operation, until });
  failWith(last, rights[question]);
  return last;
}

/** Lets Resource Manager validate a deployment; throws a ServiceError where it would be refused. */
export async function validateDeployment(client: Client, deployment: Deployment): Promise<void> {
  await ask(client, deployment, 'validate');
}

/** What a deployment would change, as Resource Manager says it. */
export interface Preview {
  readonly resourceId: string;
  /** Create, Modify, Delete, NoChange, Ignore, Deploy or Unsupported. */
  readonly changeType: string;
  readonly properties: readonly string[];
}

/** Asks what a deployment would change; changes nothing. */
export async function previewDeployment(
  client: Client,
  deployment: Deployment,
): Promise<readonly Preview[]> {
  const answer = await ask(client, deployment, 'whatIf');
  return listAt(answer, 'properties', 'changes').map((change) => ({
    resourceId: textAt(change, 'resourceId') ?? '',
    changeType: textAt(change, 'changeType') ?? '',
    properties: listAt(change, 'delta').map((delta) => textAt(delta, 'path') ?? ''),
  }));
}

/** Some answers are a success that holds an error. */
function failWith(answer: Json | undefined, right: string): void {
  const state = textAt(answer, 'status') ?? textAt(answer, 'properties', 'provisioningState');
  const error = errorIn(get(answer, 'error')) ?? errorIn(get(answer, 'properties', 'error'));
  if (error && !/^succeeded$/i.test(state ?? '')) {
    throw new ServiceError(400, error.code, error.message, right);
  }
}

/**
 * Deploys, and waits for the end. A lost answer is looked up by the deployment's correlation id; it is sent again only
 * where no deployment came of it. Throws a ServiceError where it fails, TimeIsOver where it does not end in time.
 */
export async function deploy(client: Client, deployment: Deployment, until: number): Promise<void> {
  const before = mark(await read(client, deployment));
  for (let attempt = 0; ; attempt += 1) {
    try {
      const first = await client.arm({
        method: 'PUT',
        url: url(deployment),
        body: body(deployment),
        right: rights.write,
        limit: slow,
      });
      await settle(client, deployment, first, until);
      return;
    } catch (error) {
      const unclear = isLost(error) || isActive(error);
      if (!unclear || client.clock.now() > until) throw await explained(client, deployment, error);
      await client.clock.sleep(pauseAfter(attempt));
      const now = await read(client, deployment);
      if (isLost(error) && now !== undefined && mark(now) !== before) {
        await waitForEnd(client, deployment, until);
        return;
      }
      // Another deployment of this name is going on: its end is waited for, then this one goes ahead.
      if (isActive(error)) await endOf(client, deployment, until);
      else if (attempt >= 3) throw error;
    }
  }
}

async function settle(
  client: Client,
  deployment: Deployment,
  first: Answer,
  until: number,
): Promise<void> {
  try {
    await finish(client, first, { right: rights.operation, until });
  } catch (error) {
    // The state of the operation may be out of reach: the deployment itself is not.
    if (!isLost(error) && !isNotFound(error)) throw error;
  }
  await waitForEnd(client, deployment, until);
}

/** Follows the deployment itself; throws where it ends in anything but success. */
async function waitForEnd(client: Client, deployment: Deployment, until: number): Promise<void> {
  const end = await endOf(client, deployment, until);
  const state = textAt(end, 'properties', 'provisioningState') ?? 'Succeeded';
  if (/^succeeded$/i.test(state)) return;
  const found = errorIn(get(end, 'properties', 'error'));
  throw new ServiceError(
    400,
    found?.code ?? state,
    found?.message ?? `The deployment ended as ${state}.`,
    rights.write,
  );
}

async function endOf(
  client: Client,
  deployment: Deployment,
  until: number,
): Promise<Json | undefined> {
  for (let look = 0; ; look += 1) {
    const found = await read(client, deployment);
    const state = textAt(found, 'properties', 'provisioningState') ?? 'Succeeded';
    if (/^(?:succeeded|failed|canceled|cancelled)$/i.test(state)) return found;
    if (client.clock.now() > until) throw new TimeIsOver();
    await client.clock.sleep(pauseAfter(look));
  }
}

async function read(client: Client, deployment: Deployment): Promise<Json | undefined> {
  const request = { method: 'GET', url: url(deployment), right: rights.read } as const;
  return (await ifFound(client.arm(request)))?.body;
}

/** What tells one deployment of a name from another. */
function mark(found: Json | undefined): string {
  const id = textAt(found, 'properties', 'correlationId');
  const time = textAt(found, 'properties', 'timestamp');
  return found === undefined ? 'none' : JSON.stringify([id, time]);
}

function isActive(error: unknown): error is ServiceError {
  return error instanceof ServiceError && /^DeploymentActive$/i.test(error.code);
}

/** A failure that names no cause: the failed operation of the deployment does. */
async function explained(client: Client, deployment: Deployment, error: unknown): Promise<unknown> {
  const vague = /^(?:DeploymentFailed|Failed|ResourceDeploymentFailure|)$/i;
  if (!(error instanceof ServiceError) || !vague.test(error.code) || error.status !== 400)
    return error;
  try {
    const all = await listAll(client, {
      url: url(deployment, '/operations'),
      right: rights.operations,
    });
    for (const one of all) {
      const message = get(one, 'properties', 'statusMessage');
      const found = errorIn(message);
      if (found && /^failed$/i.test(textAt(one, 'properties', 'provisioningState') ?? '')) {
        return new ServiceError(400, found.code, found.message, error.right);
      }
    }
  } catch {
    // The first failure says enough.
  }
  return error;
}

const templateTypes = /^Microsoft\.VirtualMachineImages\/imageTemplates(?:\/|$)/i;

/** The same deployment without the image template and its trigger: what is made before them, and the rights. */
export function withoutTemplate(deployment: Deployment): Deployment {
  const isOther = (resource: Json): boolean => !templateTypes.test(textAt(resource, 'type') ?? '');
  const { outputs: _outputs, ...template } = deployment.template;
  const resources = listAt(template, 'resources').filter(isOther);
  return { ...deployment, template: { ...template, resources } };
}
