/** A session on the stand-in inside this process: no network, and a clock that does not wait. */
import { createHttpHeaders, type HttpClient, RestError } from '@azure/core-rest-pipeline';
import { Readable } from 'node:stream';
import type { AzureImage, Session } from '../../../src/azure/azure-image';
import { createClient } from '../../../src/azure/client';
import { cli } from '../cli';
import { answer, type Azure, type JsonObject } from './stand-in';

/** A session, and what was told in it. */
export interface DirectSession extends Session {
  readonly told: string[];
  /** The pauses that were made, in milliseconds. */
  readonly pauses: number[];
}

/** Opens a session on the stand-in; `pause` is called in place of each wait. */
export function directSession(
  azure: Azure,
  own: {
    readonly token?: (scope: string, renew: boolean) => Promise<string>;
    readonly pause?: () => Promise<void>;
  } = {},
): DirectSession {
  const told: string[] = [];
  const pauses: number[] = [];
  let now = Date.parse('2026-11-26T12:00:00Z');
  const http: HttpClient = {
    sendRequest: async (request) => {
      const url = new URL(request.url);
      const { body } = request;
      const reply = answer(azure, {
        method: request.method,
        path: decodeURIComponent(url.pathname),
        query: url.searchParams,
        headers: request.headers.toJSON(),
        body:
          typeof body === 'string'
            ? body
            : body instanceof Uint8Array
              ? Buffer.from(body).toString('latin1')
              : '',
      });
      if (typeof reply === 'string') {
        const code = reply === 'cut' ? 'ECONNRESET' : 'ETIMEDOUT';
        throw new RestError(reply, { code });
      }
      const { body: content, headers = {}, status } = reply;
      const bytes = Buffer.isBuffer(content)
        ? content
        : Buffer.from(
            content === undefined
              ? ''
              : typeof content === 'string'
                ? content
                : JSON.stringify(content),
          );
      return {
        request,
        status,
        headers: createHttpHeaders({ ...headers }),
        readableStreamBody: Readable.from([bytes]),
      };
    },
  };
  const client = createClient({
    arm: 'https://arm.test',
    blob: 'https://blob.test',
    storageScope: 'https://storage.azure.com/.default',
    token: own.token ?? (async () => azure.token),
    clock: {
      now: () => now,
      sleep: async (milliseconds) => {
        pauses.push(milliseconds);
        now += milliseconds;
        await own.pause?.();
      },
    },
    http,
  });
  return { client, told, pauses, tell: (name, text) => void told.push(`${name}: ${text}`) };
}

const group = 'images';

/** The resource that a spec makes in the subscription of the stand-in, as a deployment leaves it. */
export async function contentOf(azure: Azure, folder: string, spec: string): Promise<JsonObject> {
  const place = [
    '--subscription',
    azure.subscription,
    '--resource-group',
    [...azure.groups][0] ?? group,
  ];
  const { stdout, stderr } = await cli(
    folder,
    'build',
    spec,
    '--stdout',
    'imageTemplate.json',
    ...place,
  );
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as JsonObject;
}

/** An image for operations alone, with as little as they need. */
export function imageOf(
  azure: Azure,
  content: JsonObject,
  own: Partial<AzureImage> = {},
): AzureImage {
  const name = String(content.name);
  return {
    name,
    spec: `specs/${name}.yaml`,
    subscription: azure.subscription,
    resourceGroup: [...azure.groups][0] ?? group,
    template: name,
    apiVersion: '2024-02-01',
    location: 'eastus2',
    content,
    trigger: undefined,
    minutes: 240,
    contentHash: false,
    deployment: {
      name,
      template: {
        parameters: { deployRights: { type: 'bool' } },
        resources: [
          { type: 'Microsoft.Resources/deployments', name: 'rights' },
          { type: 'Microsoft.VirtualMachineImages/imageTemplates', name },
        ],
      },
      parameters: {},
    },
    targets: [],
    scripts: [],
    ...own,
  };
}

/** Path of a template of the stand-in, and below it. */
export function templateId(azure: Azure, name: string, below = ''): string {
  return `/subscriptions/${azure.subscription}/resourceGroups/${[...azure.groups][0]}/providers/Microsoft.VirtualMachineImages/imageTemplates/${name}${below}`;
}

/** Puts a deployed template into the stand-in. */
export function deployed(
  azure: Azure,
  content: JsonObject,
  properties: JsonObject = {},
): JsonObject {
  const name = String(content.name);
  const resource: JsonObject = {
    ...structuredClone(content),
    id: templateId(azure, name),
    properties: {
      ...structuredClone(content.properties as JsonObject),
      provisioningState: 'Succeeded',
      ...properties,
    },
  };
  azure.resources.set(templateId(azure, name).toLowerCase(), resource);
  return resource;
}

/** Method and last segments of the requests that changed or tried something. */
export function acts(azure: Azure): readonly string[] {
  return azure.seen
    .filter(({ method }) => method !== 'GET' && method !== 'HEAD')
    .map(
      ({ method, path }) =>
        `${method} ${path.split('/providers/').at(-1)?.split('/').slice(1).join('/')}`,
    );
}
