/** `deploy`: what the output folder holds becomes what is in Azure. */
import { liveChanges } from '../../inspect/live-changes';
import type { Change } from '../../inspect/template-changes';
import { get, isJsonObject, type Json, type JsonObject } from '../../lib/json';
import { type AzureImage, type ImageResult, problem, type Session } from '../azure-image';
import {
  deploy,
  type Deployment,
  previewDeployment,
  validateDeployment,
  withoutTemplate,
} from '../deployments';
import { provisioningFailure, Refusal } from '../failures';
import { afterDeletion, refuseBuilding, refuseBusy, refuseLoss } from '../guards';
import {
  deleteTemplate,
  getTemplate,
  isBuilding,
  lastRun,
  listTriggers,
  patchTemplate,
  provisioningState,
  putTrigger,
} from '../image-templates';
import { pauseAfter } from '../long-running';
import { ServiceError } from '../service-error';
import { cancelBuild } from './cancel-build';
import { refuseMissingScripts } from './upload-scripts';

export interface DeployOptions {
  readonly replace: boolean;
  readonly force: boolean;
  /** A build that is running is cancelled where its template is to be replaced. */
  readonly supersede: boolean;
  readonly whatIf: boolean;
  /** `only`: what is made before the template, and the rights; no template. */
  readonly rights: 'with' | 'only' | 'none';
}

/** Minutes that a deployment may take. */
const deployMinutes = 60;
/** Minutes that new rights may take to spread. */
const spreadMinutes = 12;

/** What is to be done with an image. */
type Plan =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'create' }
  | { readonly kind: 'update'; readonly changes: readonly Change[] }
  | { readonly kind: 'replace'; readonly changes: readonly Change[]; readonly live: Json };

/** Deploys an image. Throws a Refusal or a ServiceError where it is not deployed. */
export async function deployImage(
  session: Session,
  image: AzureImage,
  options: DeployOptions,
): Promise<ImageResult> {
  const deployment = deploymentOf(image, options);
  if (options.rights === 'only') return deployRights(session, image, deployment, options);
  const { clock } = session.client;
  const until = clock.now() + deployMinutes * 60_000;
  const plan = await planFor(session, image, until);
  if (options.whatIf) return preview(session, image, deployment, plan);
  const { name } = image;
  switch (plan.kind) {
    case 'nothing':
      return { name, state: 'unchanged', lines: ['the same content is deployed already'] };
    case 'create':
      await refuseMissingScripts(session, image);
      await validateDeployment(session.client, deployment);
      await create(session, image, deployment, options, until);
      return { name, state: 'deployed', lines: ['deployed'] };
    case 'update':
      await update(session, image, deployment, plan.changes, options, until);
      return {
        name,
        state: 'updated',
        data: { changes: plan.changes.map(changeView) },
        lines: ['changed in place', ...changeLines(plan.changes)],
      };
    case 'replace':
      await allowReplacement(session, image, plan, options);
      await refuseMissingScripts(session, image);
      await validateDeployment(session.client, deployment);
      await endBuild(session, image, plan.live);
      session.tell(name, 'is validated; the old template is deleted');
      await deleteTemplate(session.client, image, until);
      session.tell(name, 'the old template is deleted; the new one is deployed');
      await create(session, image, deployment, options, until);
      return {
        name,
        state: 'replaced',
        data: { changes: plan.changes.map(changeView) },
        lines: ['replaced', ...changeLines(plan.changes)],
      };
  }
}

function deploymentOf(image: AzureImage, { rights }: DeployOptions): Deployment {
  const { deployment, resourceGroup, subscription } = image;
  const { name, parameters, template } = deployment;
  // A template of the user's own may lack the parameter.
  const known = isJsonObject(get(template, 'parameters', 'deployRights'));
  const deployRights = known ? { deployRights: { value: rights !== 'none' } } : {};
  return {
    subscription,
    resourceGroup,
    name,
    template,
    parameters: { ...parameters, ...deployRights },
  };
}

/** Compares with what is in Azure. */
async function planFor(session: Session, image: AzureImage, until: number): Promise<Plan> {
  const live = await afterDeletion(session, image, until);
  if (live === undefined) return { kind: 'create' };
  refuseBusy(image, live);
  const changes = [...liveChanges(live, image.content)];
  const failed = /^(?:failed|canceled)$/i.test(provisioningState(live));
  if (failed) {
    changes.push({
      path: 'properties.provisioningState',
      from: 'Failed',
      to: null,
      effect: 'replace',
    });
  }
  if (changes.some(({ effect }) => effect === 'replace')) return { kind: 'replace', changes, live };
  // A trigger is a resource of its own: only whether it is there can differ.
  if (image.trigger && (await listTriggers(session.client, image)).length === 0) {
    changes.push({ path: 'trigger', from: null, to: image.trigger.body, effect: 'in-place' });
  }
  return changes.length === 0 ? { kind: 'nothing' } : { kind: 'update', changes };
}

async function allowReplacement(
  session: Session,
  image: AzureImage,
  { live, changes }: Extract<Plan, { kind: 'replace' }>,
  { replace, force, supersede }: DeployOptions,
): Promise<void> {
  const status = lastRun(live);
  if (!supersede) refuseBuilding(image, status);
  const refused = /^failed$/i.test(provisioningState(live)) && status.state === undefined;
  // One that the service refused was never of use: nothing is lost with it.
  if (!replace && !refused) {
    const paths = changes.filter(({ effect }) => effect === 'replace').map(({ path }) => path);
    throw new Refusal(problem('AIB810', { template: image.template, paths }), 'differs');
  }
  if (!force) await refuseLoss(session, image, live);
}

/** Cancels the build that is running, if there is one. */
async function endBuild(session: Session, image: AzureImage, live: Json): Promise<void> {
  const { run } = lastRun(live);
  if (!isBuilding(lastRun(live))) return;
  session.tell(image.name, `the build of ${run ?? 'before'} is cancelled`);
  await cancelBuild(session, image, { run });
}

/** Deploys; where the identity's new rights have not spread yet, waits and tries again, a limited time. */
async function create(
  session: Session,
  image: AzureImage,
  deployment: Deployment,
  { rights }: DeployOptions,
  until: number,
): Promise<void> {
  const { client } = session;
  const patience = client.clock.now() + spreadMinutes * 60_000;
  for (let attempt = 0; ; attempt += 1) {
    try {
      await deploy(client, deployment, until);
      return;
    } catch (error) {
      const made = await leftBehind(session, image);
      const spreading = rights === 'with' && isSpreading(error);
      const late = client.clock.now() > patience;
      if (!spreading || late) {
        if (made && error instanceof ServiceError) {
          session.tell(
            image.name,
            `the service says of the template: ${provisioningFailure(made)}`,
          );
        }
        throw error;
      }
      session.tell(image.name, 'the new rights of the identity have not spread yet: trying again');
      // A template that was refused is in the way of the next one.
      if (made) await deleteTemplate(client, image, until);
      await client.clock.sleep(pauseAfter(attempt + 3));
    }
  }
}

/** A template that a failed deployment has left, refused by the service. */
async function leftBehind({ client }: Session, image: AzureImage): Promise<Json | undefined> {
  try {
    const live = await getTemplate(client, image);
    return live !== undefined && /^failed$/i.test(provisioningState(live)) ? live : undefined;
  } catch {
    return undefined;
  }
}

/** True for an error about the rights of the identity, not of who deploys: that one names the client. */
function isSpreading(error: unknown): boolean {
  if (!(error instanceof ServiceError) || error.status === 401 || error.status === 403)
    return false;
  const text = `${error.code} ${error.message}`;
  if (/the client '/i.test(text)) return false;
  return /not authorized to access|PrincipalNotFound|does not (?:exist in the directory|have (?:permission|authorization|access))|lacks? (?:the )?(?:permission|access|authorization)|identity.*(?:permission|authoriz)|Unauthorized|Forbidden/i.test(
    text,
  );
}

/** Changes a template in place: rights first where targets or identities changed, then the template, then its trigger. */
async function update(
  session: Session,
  image: AzureImage,
  deployment: Deployment,
  changes: readonly Change[],
  { rights }: DeployOptions,
  until: number,
): Promise<void> {
  const touches = (path: string): boolean => changes.some((one) => one.path.startsWith(path));
  const onlyTags = changes.every(({ path }) => /^tags\b|\.artifactTags\b|^trigger\b/.test(path));
  if (rights === 'with' && !onlyTags) {
    await deploy(session.client, withoutTemplate(deployment), until);
  }
  const { content } = image;
  const properties = {
    ...(touches('properties.distribute') ? section(content, 'distribute') : {}),
    ...(touches('properties.vmProfile') ? section(content, 'vmProfile') : {}),
  };
  const body: JsonObject = {
    ...(touches('tags') ? { tags: content.tags ?? {} } : {}),
    ...(touches('identity') ? { identity: content.identity ?? null } : {}),
    ...(Object.keys(properties).length > 0 ? { properties } : {}),
  };
  if (Object.keys(body).length > 0) {
    await patchTemplate(session.client, image, body, {
      until,
      isDone: (live) => liveChanges(live, content).length === 0,
    });
  }
  if (touches('trigger') && image.trigger) {
    await putTrigger(session.client, image, image.trigger, until);
  }
}

function section(content: JsonObject, key: string): JsonObject {
  const value = get(content, 'properties', key);
  return value === undefined ? {} : { [key]: value };
}

async function deployRights(
  session: Session,
  image: AzureImage,
  whole: Deployment,
  { whatIf }: DeployOptions,
): Promise<ImageResult> {
  const { name } = image;
  const deployment = withoutTemplate(whole);
  if (whatIf) return preview(session, image, deployment, { kind: 'create' });
  const until = session.client.clock.now() + deployMinutes * 60_000;
  await validateDeployment(session.client, deployment);
  await deploy(session.client, deployment, until);
  return { name, state: 'rights deployed', lines: ['the rights are deployed'] };
}

const intents = {
  nothing: 'the same content is deployed already: nothing to do',
  create: 'would be deployed',
  update: 'would be changed in place',
  replace: 'would be replaced: validated, deleted, deployed anew (--replace)',
} as const;

async function preview(
  { client }: Session,
  image: AzureImage,
  deployment: Deployment,
  plan: Plan,
): Promise<ImageResult> {
  const found = await previewDeployment(client, deployment);
  const changes = 'changes' in plan ? plan.changes : [];
  return {
    name: image.name,
    state: plan.kind === 'nothing' ? 'unchanged' : `would ${plan.kind}`,
    data: {
      changes: changes.map(changeView),
      whatIf: found.map(({ resourceId, changeType, properties }) => ({
        resourceId,
        changeType,
        properties: [...properties],
      })),
    },
    lines: [
      intents[plan.kind],
      ...changeLines(changes),
      ...found
        .filter(({ changeType }) => !/^(?:ignore|nochange)$/i.test(changeType))
        .map(({ changeType, resourceId }) => `${changeType} ${resourceId}`),
    ],
  };
}

export function changeView({ path, from, to, effect }: Change): JsonObject {
  return { path, from, to, effect };
}

function changeLines(changes: readonly Change[]): readonly string[] {
  return changes.map(({ path, from, to }) => `${path}: ${short(from)} -> ${short(to)}`);
}

function short(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 97)}...` : text;
}
