/** Requests to Resource Manager and to blob storage: time limits, repeats as the service asks, logins that are renewed. */
import {
  createDefaultHttpClient,
  createEmptyPipeline,
  createHttpHeaders,
  createPipelineRequest,
  type HttpClient,
  type HttpMethods,
  type PipelineResponse,
  proxyPolicy,
  RestError,
  userAgentPolicy,
} from '@azure/core-rest-pipeline';
import { blobHost } from '../service/rights';
import { serviceLine } from '../lib/service-text';
import { type Json, parseJson } from '../lib/json';
import { errorOf, isLost, ServiceError } from './service-error';

/** Time, as operations see it. Milliseconds. */
export interface Clock {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Where a client goes, and as whom. */
export interface Connection {
  /** Address of Resource Manager, without a slash at its end. */
  readonly arm: string;
  /** The address that stands for all storage accounts; undefined: those of the cloud. */
  readonly blob: string | undefined;
  readonly storageScope: string;
  /** A token for a scope; `renew` asks for another one than before. Throws a LoginError. */
  readonly token: (scope: string, renew: boolean) => Promise<string>;
  readonly clock: Clock;
  /** Sends over the network; absent: the client of the Azure SDK. */
  readonly http?: HttpClient;
}

/** A request. */
export interface Request {
  readonly method: HttpMethods;
  /** Path below the endpoint with its query, or a link that the service gave. */
  readonly url: string;
  readonly body?: Json;
  /** The action of a role that it needs; for messages. */
  readonly right: string;
  /** Repeated after a lost answer though it is a POST: it changes nothing. */
  readonly safe?: boolean;
  /** Milliseconds until the request is given up. */
  readonly limit?: number;
  /** False: it is tried once; the caller asks again. */
  readonly patient?: boolean;
}

/** A request for a blob. */
export interface BlobRequest extends Omit<Request, 'body'> {
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer with status 2xx. */
export interface Answer {
  readonly status: number;
  readonly body: Json | undefined;
  readonly header: (name: string) => string | undefined;
}

/** Sends requests. Both functions throw a ServiceError for what is not a success. */
export interface Client {
  readonly arm: (request: Request) => Promise<Answer>;
  readonly blob: (request: BlobRequest) => Promise<RawAnswer>;
  /** True for the address of a blob: the only ones that get a token for blobs. */
  readonly isBlob: (uri: string) => boolean;
  readonly clock: Clock;
}

/** Milliseconds for one request. */
const requestLimit = 30_000;
/** Attempts of a request before a bad moment counts as a failure. */
const attempts = 5;
/** The longest pause that the service may ask for. */
const longestPause = 300_000;

/** Opens a client. */
export function createClient(connection: Connection): Client {
  const { arm, blob, clock, storageScope } = connection;
  return {
    clock,
    isBlob: (uri) => isBlob(blob, uri),
    arm: async (request) => {
      const json = request.body === undefined ? undefined : JSON.stringify(request.body);
      const answer = await send(connection, `${arm}/.default`, request, {
        url: endpointUrl(arm, request.url),
        body: json,
        headers: {
          accept: 'application/json',
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        },
      });
      const text = answer.bytes.toString('utf8');
      const body = text.trim() === '' ? undefined : parseJson(text);
      return { status: answer.status, body, header: answer.header };
    },
    blob: ({ bytes, headers, ...request }) =>
      send(connection, storageScope, request, {
        url: blobUrl(blob, request.url),
        body: bytes,
        headers: { 'x-ms-version': '2021-12-02', ...headers },
      }),
  };
}

/**
 * A link of the service, below the endpoint: a token goes nowhere else, and a private cloud may answer with the names of
 * the public one.
 */
function endpointUrl(endpoint: string, link: string): string {
  const base = new URL(endpoint);
  const url = new URL(link.replace(/^\/{2,}/, '/'), base);
  const root = base.pathname.replace(/\/+$/, '');
  const below = root === '' || url.pathname === root || url.pathname.startsWith(`${root}/`);
  return `${base.origin}${below ? '' : root}${url.pathname}${url.search}`;
}

/** The address of a blob below an endpoint that stands for all accounts: `/account/container/blob`. */
function blobUrl(endpoint: string | undefined, uri: string): string {
  if (endpoint === undefined || uri.startsWith(`${endpoint}/`)) return uri;
  const url = new URL(uri);
  const [account = ''] = url.hostname.split('.');
  return `${endpoint}/${account}${url.pathname}${url.search}`;
}

function isBlob(endpoint: string | undefined, uri: string): boolean {
  if (!URL.canParse(uri)) return false;
  const { hostname, protocol } = new URL(uri);
  if (protocol !== 'https:') return false;
  if (endpoint !== undefined && uri.startsWith(`${endpoint}/`)) return true;
  // A private cloud has names of its own.
  return (
    blobHost.test(hostname) || (endpoint !== undefined && /^[^.]+\.(?:blob|dfs)\./i.test(hostname))
  );
}

interface Message {
  readonly url: string;
  readonly body: string | Uint8Array | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** An answer with status 2xx and its bytes. */
export interface RawAnswer {
  readonly status: number;
  readonly bytes: Buffer;
  readonly header: (name: string) => string | undefined;
}

/** Sends a request until it is answered, as often as its kind allows. */
async function send(
  connection: Connection,
  scope: string,
  request: Omit<Request, 'body'>,
  message: Message,
): Promise<RawAnswer> {
  const { method, patient = true } = request;
  const repeatable = request.safe ?? ['GET', 'HEAD', 'DELETE'].includes(method);
  let renew = false;
  for (let attempt = 1; ; attempt += 1) {
    const token = await connection.token(scope, renew);
    const answer = await sendOnce(request, message, token, connection.http ?? httpClient());
    if (!(answer instanceof ServiceError)) return answer;
    if (answer.status === 401 && !renew) {
      renew = true;
      continue;
    }
    // The service says that it did nothing, and may be asked again.
    const refused = answer.status === 429 || isPassingConflict(answer, method);
    const again = refused || (repeatable && isLost(answer));
    if (!again || !patient || attempt >= attempts) throw answer;
    await connection.clock.sleep(answer.retryAfter ?? 1000 * 2 ** (attempt - 1));
  }
}

/**
 * True for a conflict with another operation, which ends by itself. A POST is an act of its own: who asks decides what a
 * conflict with it means. Locks and what exists already do not pass.
 */
function isPassingConflict(
  { code, retryAfter, status }: ServiceError,
  method: HttpMethods,
): boolean {
  if (status !== 409) return false;
  if (retryAfter !== undefined) return true;
  return method !== 'POST' && !/DeploymentActive|Lock|Exists|Lease/i.test(code);
}

/** One attempt: an answer with status 2xx, or what went wrong. */
async function sendOnce(
  { method, limit = requestLimit, right }: Omit<Request, 'body'>,
  { url, body, headers }: Message,
  token: string,
  http: HttpClient,
): Promise<RawAnswer | ServiceError> {
  const expectsJson = headers.accept === 'application/json';
  try {
    const request = createPipelineRequest({
      url,
      method,
      timeout: limit,
      headers: createHttpHeaders({ ...headers, authorization: `Bearer ${token}` }),
      // Bytes as they are: the body of a blob need not be text.
      streamResponseStatusCodes: new Set([Number.POSITIVE_INFINITY]),
      ...(body === undefined ? {} : { body }),
    });
    const answer = await pipelineTo(url).sendRequest(http, request);
    const bytes = await withLimit(readAll(answer), limit);
    const header = (name: string): string | undefined => answer.headers.get(name);
    const { status } = answer;
    const text = bytes.toString('utf8');
    if (status < 200 || status >= 300) return errorOf(status, text, right, pauseOf(header));
    if (expectsJson && text.trim() !== '' && parseJson(text) === undefined) {
      return errorOf(status, text, right);
    }
    return { status, bytes, header };
  } catch (error) {
    return new ServiceError(0, '', noAnswer(error), right);
  }
}

let client: HttpClient | undefined;
function httpClient(): HttpClient {
  return (client ??= createDefaultHttpClient());
}

const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** No policy of its own repeats a request: only this file knows which ones may be. */
function pipelineTo(url: string) {
  const pipeline = createEmptyPipeline();
  pipeline.addPolicy(userAgentPolicy({ userAgentPrefix: `aibgen/${AIBGEN_VERSION}` }));
  if (!loopback.test(new URL(url).hostname)) pipeline.addPolicy(proxyPolicy());
  return pipeline;
}

async function readAll(answer: PipelineResponse): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer.readableStreamBody ?? []) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

async function withLimit<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the answer did not end')), milliseconds);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** Milliseconds that an answer asks to wait, in any of the ways in which Azure says so. */
export function pauseOf(header: (name: string) => string | undefined): number | undefined {
  const milliseconds = Number(header('x-ms-retry-after-ms') ?? header('retry-after-ms') ?? NaN);
  if (Number.isFinite(milliseconds)) return clamp(milliseconds);
  const after = header('retry-after');
  if (after === undefined || after.trim() === '') return undefined;
  const seconds = Number(after);
  if (Number.isFinite(seconds)) return clamp(seconds * 1000);
  const date = Date.parse(after);
  return Number.isNaN(date) ? undefined : clamp(date - Date.now());
}

function clamp(milliseconds: number): number {
  return Math.min(longestPause, Math.max(0, milliseconds));
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the host name is unknown',
  EAI_AGAIN: 'the host name cannot be looked up',
  ECONNREFUSED: 'the connection is refused',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ETIMEDOUT: 'there was no answer in time',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted (NODE_EXTRA_CA_CERTS)',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted (NODE_EXTRA_CA_CERTS)',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted (NODE_EXTRA_CA_CERTS)',
};

function noAnswer(error: unknown): string {
  const code = error instanceof RestError || isCoded(error) ? String(error.code ?? '') : '';
  const aborted = error instanceof Error && error.name === 'AbortError';
  const why = aborted ? 'there was no answer in time' : (reasons[code] ?? messageOf(error));
  return `no answer: ${why}`;
}

function isCoded(error: unknown): error is { readonly code: unknown } {
  return typeof error === 'object' && error !== null && 'code' in error;
}

function messageOf(error: unknown): string {
  return serviceLine(error instanceof Error ? error.message : String(error)).slice(0, 200);
}
