/**
 * A stand-in for Azure Resource Manager on loopback: enough of it for the real `az` to deploy an image template, build,
 * watch and delete it. It knows nothing of Azure's own rules: what it answers is said by the test.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A request as it came in. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** Something that goes wrong: with the first request that fits, as often as `times` says. */
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

/** What the service has and does; tests set it up and read it. */
export interface Stage {
  /** Name of the template that a deployment makes. */
  template: string;
  /** Names of its run outputs, with what they made. */
  outputs: Record<string, { artifactId?: string; artifactUri?: string }>;
  /** The template, once there is one; its `properties` are what `show` gives. */
  resource: { properties: Record<string, unknown> } | undefined;
  /** How many looks at a build find it running. */
  looks: number;
  /** How a build ends. */
  end: string;
  message: string;
  /** How a deployment ends: an error, where there is one. */
  /** What a second PUT of a deployment meets: the service's own wording was not seen. */
  repeats: 'conflict' | undefined;
  refusal: { code: string; message: string } | undefined;
  faults: Fault[];
  seen: Seen[];
}

/** A running stand-in. */
export interface ArmServer {
  readonly url: string;
  readonly stage: Stage;
  /** Environment of an `az` that is logged in to it. */
  readonly env: NodeJS.ProcessEnv;
  /** Puts everything back to an empty subscription. */
  readonly reset: (stage?: Partial<Stage>) => void;
  readonly stop: () => void;
}

export const subscription = '11111111-2222-3333-4444-555555555555';
const tenant = '99999999-8888-7777-6666-555555555555';
const base = `/subscriptions/${subscription}/resourcegroups/image-rg`;

function certificates(folder: string): void {
  const openssl = (...args: readonly string[]): void => {
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  };
  writeFileSync(
    path.join(folder, 'server.ext'),
    'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n',
  );
  const key = ['-newkey', 'rsa:2048', '-nodes', '-subj'];
  openssl('req', '-x509', ...key, '/CN=stand-in', '-keyout', 'ca.key', '-out', 'ca.crt', '-days', '2', '-addext', 'keyUsage=keyCertSign'); // prettier-ignore
  openssl('req', ...key, '/CN=localhost', '-keyout', 'server.key', '-out', 'server.csr');
  openssl('x509', '-req', '-in', 'server.csr', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-out', 'server.crt', '-days', '2', '-extfile', 'server.ext'); // prettier-ignore
}

/** Writes the files that make `az` logged in. */
function logIn(folder: string, url: string): void {
  const config = path.join(folder, 'azure');
  mkdirSync(config, { recursive: true });
  const write = (name: string, text: string): void => {
    writeFileSync(path.join(config, name), text);
  };
  write(
    'clouds.config',
    `[StandIn]\nprofile = latest\nendpoint_management = ${url}/\nendpoint_resource_manager = ${url}\nendpoint_gallery = ${url}/\n` +
      `endpoint_active_directory = ${url}/adfs\nendpoint_active_directory_resource_id = ${url}/\nendpoint_active_directory_graph_resource_id = ${url}/graph/\n`,
  );
  write('config', '[cloud]\nname = StandIn\n');
  const account = {
    id: subscription,
    name: 'images',
    state: 'Enabled',
    user: { name: 'app', type: 'servicePrincipal' },
    isDefault: true,
    tenantId: tenant,
    environmentName: 'StandIn',
    homeTenantId: tenant,
    managedByTenants: [],
  };
  write('azureProfile.json', JSON.stringify({ installationId: 'x', subscriptions: [account] }));
  write(
    'service_principal_entries.json',
    JSON.stringify([{ client_id: 'app', tenant, client_secret: 'stand-in' }]),
  );
}

/** What `az` sends as a deployment is no JSON: the template stands in it as the text of its file. */
export function deploymentOf(body: string): {
  properties: { template: unknown; parameters: unknown };
} {
  return JSON.parse(body.replace(/([{,]\s*)template:/, '$1"template":'));
}

function emptyStage(): Stage {
  return {
    template: 'web-base',
    outputs: {},
    resource: undefined,
    looks: 1,
    end: 'Succeeded',
    message: '',
    refusal: undefined,
    repeats: undefined,
    faults: [],
    seen: [],
  };
}

/** Starts the stand-in. */
export async function startArm(): Promise<ArmServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'aibgen-arm-'));
  certificates(folder);
  const stage = emptyStage();
  const pem = (name: string): Buffer => readFileSync(path.join(folder, name));
  const server = https.createServer({ key: pem('server.key'), cert: pem('server.crt') });
  let url = '';
  server.on('request', (request, response) => void answer(request, response, stage, url));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  url = `https://localhost:${address.port}`;
  logIn(folder, url);
  return {
    url,
    stage,
    env: {
      ...process.env,
      AZURE_CONFIG_DIR: path.join(folder, 'azure'),
      REQUESTS_CA_BUNDLE: path.join(folder, 'ca.crt'),
      AZURE_CORE_COLLECT_TELEMETRY: 'no',
      AZURE_CORE_ERROR_RECOMMENDATION: 'off',
      AZURE_EXTENSION_USE_DYNAMIC_INSTALL: 'no',
      AZURE_CORE_SURVEY_MESSAGE: 'no',
      AZURE_CORE_NO_COLOR: 'yes',
      AZURE_CORE_DISABLE_PROGRESS_BAR: 'yes',
      NO_PROXY: 'localhost',
    },
    reset: (own = {}) => {
      Object.assign(stage, emptyStage(), own);
      logIn(folder, url);
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  stage: Stage,
  url: string,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  const method = request.method ?? '';
  const where = (request.url ?? '').replace(/\?.*/s, '').replace(/\/{2,}/g, '/');
  stage.seen.push({ method, path: where, body });
  const fault = stage.faults.find(
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
      : reply(method, where, body, stage, url);
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

function reply(method: string, where: string, body: string, stage: Stage, url: string): Reply {
  const route = where.toLowerCase();
  const template = `${base}/providers/microsoft.virtualmachineimages/imagetemplates/${stage.template}`;
  if (route.endsWith('/openid-configuration')) {
    const token_endpoint = `${url}/adfs/oauth2/token`;
    return [200, { authorization_endpoint: `${url}/adfs/oauth2/authorize`, token_endpoint }];
  }
  if (route === '/adfs/oauth2/token') {
    return [200, { token_type: 'Bearer', expires_in: 3600, access_token: 'stand-in' }];
  }
  if (route === '/id-token') return [200, { value: 'id-token' }];
  if (route.startsWith('/operations/')) return [200, { status: 'Succeeded' }];
  if (route === '/subscriptions') {
    const account = { id: `/subscriptions/${subscription}`, subscriptionId: subscription };
    const value = [{ ...account, displayName: 'images', state: 'Enabled', tenantId: tenant }];
    return [200, { value }];
  }
  if (/^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+$/.test(route)) {
    return [200, { id: where, name: where.split('/').at(-1), location: 'eastus2' }];
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
    return [200, { value: [{ id: '/x', name: 'buildlogs', type: 'x', location: 'eastus2' }] }];
  }
  const deployment = /\/deployments\/([^/]+)(\/validate|\/whatif|\/operations)?$/.exec(route);
  if (deployment) return deploymentReply(method, deployment[2], body, stage, url);
  if (route.startsWith(template)) {
    return templateReply(method, route.slice(template.length), where, stage, url);
  }
  return [404, { error: { code: 'ResourceNotFound', message: `no ${where}` } }];
}

let deployed: { state: string; correlation: number } | undefined;

function deploymentReply(
  method: string,
  action: string | undefined,
  body: string,
  stage: Stage,
  url: string,
): Reply {
  const later = { ...soon, 'azure-asyncoperation': `${url}/operations/deployment` };
  const properties = {
    provisioningState: deployed?.state,
    correlationId: `c${deployed?.correlation}`,
    outputs: {},
  };
  if (action === '/validate') return [200, { properties: { provisioningState: 'Succeeded' } }];
  if (action === '/operations') return [200, { value: [] }];
  if (action === '/whatif') {
    if (stage.refusal) return [400, { error: stage.refusal }];
    const changes = [{ resourceId: `${base}/x`, changeType: 'Create', after: { name: 'x' } }];
    return [200, { status: 'Succeeded', properties: { changes } }];
  }
  if (method === 'PUT') {
    deploymentOf(body);
    const correlation = (deployed?.correlation ?? 0) + 1;
    if (stage.resource && stage.repeats) {
      return [409, { error: { code: 'DeploymentActive', message: 'The deployment is active.' } }];
    }
    if (stage.resource) {
      deployed = { state: 'Failed', correlation };
      return [409, { error: { code: 'Conflict', message: 'Update of image templates is not supported.' } }]; // prettier-ignore
    }
    deployed = { state: stage.refusal ? 'Failed' : 'Succeeded', correlation };
    stage.resource = { properties: { provisioningState: stage.refusal ? 'Failed' : 'Succeeded' } };
    if (stage.refusal) {
      const { code, message } = stage.refusal;
      stage.resource.properties.provisioningError = { provisioningErrorCode: code, message };
      return [400, { error: stage.refusal }];
    }
    return [201, { id: 'd', name: 'd', properties }, later];
  }
  if (!deployed || !stage.resource) {
    return [404, { error: { code: 'DeploymentNotFound', message: 'no such deployment' } }];
  }
  return [200, { id: 'd', name: 'd', properties }];
}

function templateReply(
  method: string,
  action: string,
  where: string,
  stage: Stage,
  url: string,
): Reply {
  const { resource } = stage;
  const later = {
    ...soon,
    'retry-after': '0',
    location: `${url}/operations/action`,
    'azure-asyncoperation': `${url}/operations/action`,
  };
  if (!resource) return [404, { error: { code: 'ResourceNotFound', message: 'no template' } }];
  const { properties } = resource;
  const status = properties.lastRunStatus as { runState?: string } | undefined;
  if (action === '/run') {
    if (status?.runState === 'Running') {
      return [409, { error: { code: 'Conflict', message: 'A build is running.' } }];
    }
    builds += 1;
    properties.lastRunStatus = {
      runState: 'Running',
      runSubState: 'Building',
      startTime: `2026-11-24T00:00:${String(builds).padStart(2, '0')}Z`,
    };
    looksLeft = stage.looks;
    return [202, undefined, later];
  }
  if (action === '/cancel') {
    properties.lastRunStatus = { ...status, runState: 'Canceling' };
    looksLeft = 1;
    stage.end = 'Canceled';
    return [202, undefined, later];
  }
  if (action.startsWith('/runoutputs')) {
    const name = where.split('/').at(-1) ?? '';
    const found = stage.outputs[name];
    if (!found) return [404, { error: { code: 'ResourceNotFound', message: `no ${name}` } }];
    return [200, { id: where, name, properties: found }];
  }
  if (method === 'DELETE') {
    stage.resource = undefined;
    return [204];
  }
  if (status?.runState === 'Running' || status?.runState === 'Canceling') {
    if (looksLeft <= 0) {
      properties.lastRunStatus = { ...status, runState: stage.end, message: stage.message };
    }
    looksLeft -= 1;
  }
  return [200, { id: where, name: stage.template, location: 'eastus2', properties }];
}

let builds = 0;
let looksLeft = 0;
