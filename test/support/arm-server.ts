/**
 * A stand-in for Azure Resource Manager on loopback: enough of it for the real `az` to deploy image templates, build,
 * watch and delete them. It knows nothing of Azure's own rules: what it answers is said by the test. Each test has a
 * resource group of its own, so that they can run at once.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import https from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { azEnvironment, certificates, logIn, startAz, subscription, tenant } from './az';

/** A request as it came in. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** Something that goes wrong: with the first requests that fit, as often as `times` says. */
export interface Fault {
  readonly method: string;
  readonly path: RegExp;
  times: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The connection is cut: before the request takes effect, or after. */
  readonly drop?: 'before' | 'after';
}

/** An image template: `properties` are what `show` gives. */
export interface Template {
  properties: Record<string, unknown>;
}

/** What a resource group has, and how the service acts in it; tests set it up and read it. */
export interface Stage {
  readonly number: number;
  readonly group: string;
  /** The template that a deployment makes: its name, and what it says of itself. */
  made: { name: string; properties?: Record<string, unknown> };
  templates: Record<string, Template>;
  /** Names of run outputs, with what they made. */
  outputs: Record<string, { artifactId?: string; artifactUri?: string }>;
  /** How many looks at a build find it running, and how it ends. */
  looks: number;
  end: string;
  message: string;
  /** A change that a preview tells of. */
  change: Record<string, unknown>;
  /** How a deployment ends: an error, where there is one. */
  refusal: { code: string; message: string } | undefined;
  /** What a second PUT of a deployment meets: the service's own wording was not seen. */
  repeats: 'conflict' | undefined;
  /** Staging groups that the whole subscription has. */
  staging: { name: string; tags: Record<string, string> }[];
  deployed: { state: string; correlation: number } | undefined;
  faults: Fault[];
  seen: Seen[];
}

/** A running stand-in. */
export interface ArmServer {
  readonly url: string;
  /** Environment of an `az` that is logged in to it. */
  readonly env: NodeJS.ProcessEnv;
  /** The same for one that changes its login: in a folder of its own. */
  readonly ownEnv: () => NodeJS.ProcessEnv;
  /** Runs of a pipeline that Azure DevOps, played here too, knows of. */
  readonly runs: { id: number; sourceVersion: string }[];
  /** Requests that belong to no group. */
  readonly seen: readonly Seen[];
  /** Sets up a resource group. */
  readonly stage: (stage?: Partial<Stage>) => Stage;
  readonly stop: () => void;
}

/** What `az` sends as a deployment is no JSON: the template stands in it as the text of its file. */
function deploymentOf(body: string): {
  properties: { template: unknown; parameters: unknown };
} {
  return JSON.parse(body.replace(/([{,]\s*)template:/, '$1"template":'));
}

interface Cloud {
  readonly url: string;
  readonly stages: Map<string, Stage>;
  readonly runs: ArmServer['runs'];
  readonly seen: Seen[];
  /** The state of each feature that was asked for. */
  readonly features: Map<string, string>;
}

/** Starts the stand-in. */
export async function startArm(): Promise<ArmServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'aibgen-arm-'));
  certificates(folder);
  const pem = (name: string): Buffer => readFileSync(path.join(folder, name));
  const server = https.createServer({ key: pem('server.key'), cert: pem('server.crt') });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  const cloud: Cloud = {
    url: `https://localhost:${address.port}`,
    stages: new Map(),
    runs: [],
    features: new Map(),
    seen: [],
  };
  server.on('request', (request, response) => void answer(request, response, cloud));
  const config = path.join(folder, 'azure');
  logIn(config, cloud.url);
  const env = azEnvironment(config, path.join(folder, 'ca.crt'));
  const bin = path.join(folder, 'bin');
  const stopAz = await startAz(bin, env);
  const shared = { ...env, PATH: `${bin}${path.delimiter}${env.PATH}` };
  return {
    url: cloud.url,
    env: shared,
    ownEnv: () => {
      const own = mkdtempSync(path.join(folder, 'azure-'));
      cpSync(config, own, { recursive: true });
      return { ...shared, AZURE_CONFIG_DIR: own };
    },
    runs: cloud.runs,
    seen: cloud.seen,
    stage: (own = {}) => {
      const stage = { ...emptyStage(cloud.stages.size + 1), ...own };
      cloud.stages.set(stage.group.toLowerCase(), stage);
      return stage;
    },
    stop: () => {
      stopAz();
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function emptyStage(number: number): Stage {
  return {
    number,
    group: `group-${number}`,
    made: { name: 'web-base' },
    templates: {},
    outputs: {},
    looks: 1,
    end: 'Succeeded',
    message: '',
    change: { name: 'x' },
    refusal: undefined,
    repeats: undefined,
    staging: [],
    deployed: undefined,
    faults: [],
    seen: [],
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  cloud: Cloud,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const method = request.method ?? '';
  const { pathname, search } = new URL(request.url ?? '', cloud.url);
  const where = decodeURIComponent(pathname).replace(/\/{2,}/g, '/');
  const group = /\/resourcegroups\/([^/]+)/i.exec(where)?.[1]?.toLowerCase() ?? '';
  const stage = cloud.stages.get(group);
  const seen = { method, path: where, body: Buffer.concat(chunks).toString() };
  (stage?.seen ?? cloud.seen).push(seen);
  const fault = stage?.faults.find(
    (one) => one.times > 0 && one.method === method && one.path.test(where),
  );
  if (fault) fault.times -= 1;
  if (fault?.drop === 'before') {
    request.socket.destroy();
    return;
  }
  const [status, content, headers] =
    fault && fault.drop === undefined
      ? [fault.status ?? 500, fault.body, fault.headers ?? {}]
      : stage
        ? groupReply(seen, stage, cloud)
        : cloudReply(where, decodeURIComponent(search), cloud);
  if (fault?.drop === 'after') {
    request.socket.destroy();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(content === undefined ? undefined : JSON.stringify(content));
}

type Reply = readonly [
  status: number,
  content?: unknown,
  headers?: Readonly<Record<string, string>>,
];

const soon = { 'x-ms-retry-after-ms': '20' };
const missing = (what: string): Reply => [
  404,
  { error: { code: 'ResourceNotFound', message: `no ${what}` } },
];

/** What belongs to no group that a test has set up. */
function cloudReply(where: string, search: string, { url, stages, runs, features }: Cloud): Reply {
  const route = where.toLowerCase();
  if (route.endsWith('/openid-configuration')) {
    const token_endpoint = `${url}/adfs/oauth2/token`;
    return [200, { authorization_endpoint: `${url}/adfs/oauth2/authorize`, token_endpoint }];
  }
  if (route === '/adfs/oauth2/token') {
    return [200, { token_type: 'Bearer', expires_in: 3600, access_token: 'stand-in' }];
  }
  if (route.endsWith('/_apis/build/builds')) return [200, { value: runs }];
  if (route === '/id-token') return [200, { value: 'id-token' }];
  if (route.startsWith('/operations/')) return [200, { status: 'Succeeded' }];
  if (route === '/subscriptions') {
    const account = { id: `/subscriptions/${subscription}`, subscriptionId: subscription };
    const value = [{ ...account, displayName: 'images', state: 'Enabled', tenantId: tenant }];
    return [200, { value }];
  }
  if (/^\/subscriptions\/[^/]+\/resourcegroups$/.test(route)) {
    const [, name, value] = /tagname eq '([^']*)' and tagvalue eq '([^']*)'/i.exec(search) ?? [];
    const all = [...stages.values()].flatMap(({ staging }) => staging);
    const found = all.filter(({ tags }) => name !== undefined && tags[name] === value);
    const properties = { provisioningState: 'Succeeded' };
    return [200, { value: found.map((one) => ({ id: `/x/${one.name}`, ...one, properties })) }];
  }
  if (/^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+$/.test(route)) {
    for (const stage of stages.values()) {
      stage.staging = stage.staging.filter(({ name }) => !route.endsWith(`/${name.toLowerCase()}`));
    }
    return [200];
  }
  const feature = /\/providers\/microsoft\.features\/(.*?)(\/register)?$/.exec(route);
  if (feature) {
    const [, name = '', register] = feature;
    const state = register ? 'Registering' : (features.get(name) ?? 'NotRegistered');
    // It takes some minutes: the first look finds it still being registered.
    features.set(name, state === 'Registering' && !register ? 'Registered' : state);
    return [200, { id: where, name, properties: { state } }];
  }
  if (route.endsWith('/register')) return [200, { registrationState: 'Registered' }];
  if (/\/providers\/microsoft\.[a-z]+$/.test(route)) {
    const type = { resourceType: 'imageTemplates', apiVersions: ['2024-02-01', '2022-02-14'] };
    return [
      200,
      {
        namespace: where.split('/').at(-1),
        registrationState: 'Registered',
        resourceTypes: [type, { ...type, resourceType: 'imageTemplates/runOutputs' }],
      },
    ];
  }
  if (/^\/subscriptions\/[^/]+\/resources$/.test(route)) {
    const filter = /resourcegroup eq '([^']*)'/i.exec(search)?.[1]?.toLowerCase() ?? '';
    const names = Object.keys(stages.get(filter)?.templates ?? { buildlogs: true });
    return [200, { value: names.map((name) => ({ id: `/x/${name}`, name, type: 'x' })) }];
  }
  return missing(where);
}

function groupReply({ method, path: where, body }: Seen, stage: Stage, cloud: Cloud): Reply {
  const route = where.toLowerCase();
  if (/\/resourcegroups\/[^/]+$/.test(route)) {
    return [200, { id: where, name: stage.group, location: 'eastus2' }];
  }
  const deployment = /\/deployments\/[^/]+(\/validate|\/whatif|\/operations)?$/.exec(route);
  if (deployment) return deploymentReply(method, deployment[1], body, stage, cloud.url);
  const template = /\/imagetemplates\/([^/]+)(.*)$/i.exec(where);
  if (!template) return missing(where);
  const [, name = '', action = ''] = template;
  return templateReply(method, name.toLowerCase(), action, where, stage, cloud.url);
}

function deploymentReply(
  method: string,
  action: string | undefined,
  body: string,
  stage: Stage,
  url: string,
): Reply {
  const { made, refusal, deployed } = stage;
  if (action === '/validate') return [200, { properties: { provisioningState: 'Succeeded' } }];
  if (action === '/operations') return [200, { value: [] }];
  if (action === '/whatif') {
    if (refusal) return [400, { error: refusal }];
    const resourceId = `/subscriptions/${subscription}/resourceGroups/${stage.group}/providers/x/y/z`;
    const changes = [{ resourceId, changeType: 'Create', after: stage.change }];
    return [200, { status: 'Succeeded', properties: { changes } }];
  }
  if (method === 'PUT') {
    deploymentOf(body);
    const exists = stage.templates[made.name] !== undefined;
    if (exists && stage.repeats) {
      return [409, { error: { code: 'DeploymentActive', message: 'The deployment is active.' } }];
    }
    const state = exists || refusal ? 'Failed' : 'Succeeded';
    stage.deployed = { state, correlation: (deployed?.correlation ?? 0) + 1 };
    if (exists) {
      return [409, { error: { code: 'Conflict', message: 'Update of image templates is not supported.' } }]; // prettier-ignore
    }
    const properties: Record<string, unknown> = { ...made.properties, provisioningState: state };
    stage.templates[made.name] = { properties };
    if (refusal) {
      const { code, message } = refusal;
      properties.provisioningError = { provisioningErrorCode: code, message };
      return [400, { error: refusal }];
    }
  }
  if (!stage.deployed) return missing('such deployment');
  const { state, correlation } = stage.deployed;
  const properties = { provisioningState: state, correlationId: `c${correlation}`, outputs: {} };
  const later = { ...soon, 'azure-asyncoperation': `${url}/operations/deployment` };
  return [method === 'PUT' ? 201 : 200, { id: 'd', name: 'd', properties }, later];
}

interface RunStatus {
  runState?: string;
  /** Only here: how many looks still find it so. */
  looks?: number;
}

let builds = 0;

function templateReply(
  method: string,
  name: string,
  action: string,
  where: string,
  stage: Stage,
  url: string,
): Reply {
  const operation = `${url}/operations/action`;
  const later = { ...soon, 'retry-after': '0', location: operation, 'azure-asyncoperation': operation }; // prettier-ignore
  const template = stage.templates[name];
  if (!template) return missing(`template ${name}`);
  const { properties } = template;
  const status = properties.lastRunStatus as RunStatus | undefined;
  if (/^\/run$/i.test(action)) {
    if (status?.runState === 'Running') {
      return [409, { error: { code: 'Conflict', message: 'A build is running.' } }];
    }
    builds += 1;
    const startTime = `2026-11-24T00:00:${String(builds).padStart(2, '0')}Z`;
    properties.lastRunStatus = { runState: 'Running', runSubState: 'Building', startTime, looks: stage.looks }; // prettier-ignore
    return [202, undefined, later];
  }
  if (/^\/cancel$/i.test(action)) {
    stage.end = 'Canceled';
    properties.lastRunStatus = { ...status, runState: 'Canceling', looks: 1 };
    return [202, undefined, later];
  }
  if (/^\/runoutputs\//i.test(action)) {
    const output = where.split('/').at(-1) ?? '';
    const found = stage.outputs[output];
    return found ? [200, { id: where, name: output, properties: found }] : missing(output);
  }
  if (method === 'DELETE') {
    delete stage.templates[name];
    return [204];
  }
  if (status?.runState === 'Running' || status?.runState === 'Canceling') {
    const looks = status.looks ?? stage.looks;
    properties.lastRunStatus =
      looks > 0
        ? { ...status, looks: looks - 1 }
        : { ...status, runState: stage.end, message: stage.message };
  }
  return [200, { id: where, name, location: 'eastus2', properties }];
}
