/** What the stand-in for Azure keeps, and what a test says about it. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** A request as it came in. */
export interface Seen {
  readonly method: string;
  /** Decoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** An answer, or the end of the connection. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Json | string | Buffer;
}

/** Something that goes wrong with requests that fit, as often as `times` says. */
export interface Fault {
  readonly method?: string;
  readonly path: RegExp;
  times: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Json | string;
  /** The connection is cut before the request takes effect, or after; or there is never an answer. */
  readonly cut?: 'before' | 'after' | 'hang';
}

/** A build in an image template. */
export interface Build {
  /** Looks at the template that find it running. */
  looks: number;
  end: string;
  message?: string;
  /** What it makes: run outputs by name. */
  outputs?: Record<string, JsonObject>;
}

/** What a container logs. */
export interface ContainerLog {
  readonly lines: readonly string[];
  /** Lines that a look shows, and by how many each look makes them more. */
  shown: number;
  readonly growth: number;
  /** Called by the look that finds the container gone. */
  readonly gone?: () => void;
}

export interface Azure {
  readonly subscription: string;
  token: string;
  /** Requests, in their order. */
  readonly seen: Seen[];
  readonly faults: Fault[];
  /** Rights of the caller, as actions; undefined: all. */
  granted: Set<string> | undefined;
  /** Resource groups by name in lower case; others do not exist. */
  readonly groups: Set<string>;
  /** Resources by their path in lower case. */
  readonly resources: Map<string, JsonObject>;
  /** What deployments make of an image template, by its name: the content without the outer properties. */
  readonly contents: Map<string, JsonObject>;
  /** Errors of the next deployments, one each; undefined ones succeed. */
  readonly refusals: ({ code: string; message: string; leavesTemplate?: boolean } | undefined)[];
  /** Error of every validation. */
  invalid: { code: string; message: string } | undefined;
  /** What the next builds do. */
  readonly builds: Build[];
  /** Looks that find any other build running. */
  buildLooks: number;
  /** Looks at an operation that find it going on. */
  operationLooks: number;
  /** Looks at a template after a start that do not show it yet. */
  lag: number;
  /** Items on a page of a list. */
  pageSize: number;
  readonly blobs: Map<string, { bytes: Buffer; headers: Record<string, string> }>;
  /** Logs of containers that build, by staging group in lower case. */
  readonly containers: Map<string, ContainerLog>;
  readonly operations: Map<string, { looks: number; failure?: { code: string; message: string } }>;
  /** Milliseconds since 1970, for starts of builds. */
  now: number;
}

/** A subscription with one resource group, and nothing in it. */
export function createAzure(group = 'images'): Azure {
  return {
    subscription: '11111111-2222-3333-4444-555555555555',
    token: 'token-of-the-test',
    seen: [],
    faults: [],
    granted: undefined,
    groups: new Set([group.toLowerCase()]),
    resources: new Map(),
    contents: new Map(),
    refusals: [],
    invalid: undefined,
    builds: [],
    buildLooks: 6,
    operationLooks: 1,
    lag: 0,
    pageSize: 100,
    blobs: new Map(),
    containers: new Map(),
    operations: new Map(),
    now: Date.parse('2026-11-24T10:00:00Z'),
  };
}
