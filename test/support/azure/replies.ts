/** Answers that all routes of the stand-in give. */
import type { Azure, Json, JsonObject, Reply, Seen } from './state';

let operations = 0;

export function fail(status: number, code: string, message: string): Reply {
  return { status, body: { error: { code, message } } };
}

export function notFound(what: string): Reply {
  return fail(404, 'ResourceNotFound', `The resource ${what} was not found.`);
}

/** Refuses what the caller has no right to. */
export function guarded(azure: Azure, right: string, scope: string, reply: () => Reply): Reply {
  if (azure.granted && !azure.granted.has(right)) {
    return fail(
      403,
      'AuthorizationFailed',
      `The client 'app' with object id 'app' does not have authorization to perform action '${right}' over scope '${scope}' or the scope is invalid.`,
    );
  }
  return reply();
}

/** A page of a list, with a link to the next one. */
export function page(azure: Azure, items: readonly Json[], { path, query }: Seen): Reply {
  const from = Number(query.get('$skiptoken') ?? 0);
  const value = items.slice(from, from + azure.pageSize);
  const next = new URLSearchParams(query);
  next.set('$skiptoken', String(from + azure.pageSize));
  const more = from + azure.pageSize < items.length;
  // As the service does, with the host of the public cloud.
  const nextLink = `https://management.azure.com${path}?${next}`;
  return { status: 200, body: { value, ...(more ? { nextLink } : {}) } };
}

/** An answer to a request whose work goes on. */
export function later(
  azure: Azure,
  status: number,
  body?: Json,
  failure?: { code: string; message: string },
): Reply {
  operations += 1;
  const id = `op-${operations}`;
  azure.operations.set(id, { looks: azure.operationLooks, ...(failure ? { failure } : {}) });
  return {
    status,
    headers: {
      'azure-asyncoperation': `https://management.azure.com/subscriptions/${azure.subscription}/operations/${id}?api-version=1`,
      'x-ms-retry-after-ms': '20',
    },
    ...(body === undefined ? {} : { body }),
  };
}

export function merge(before: JsonObject, after: JsonObject): JsonObject {
  const merged = { ...before };
  for (const [key, value] of Object.entries(after)) {
    const old = merged[key];
    const both = isPlain(old) && isPlain(value);
    merged[key] = both ? merge(old, value) : value;
  }
  return merged;
}

function isPlain(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
