/** What goes wrong with a request: the service refuses, has a bad moment, or does not answer. */
import { serviceLine } from '../lib/service-text';
import { get, isJsonObject, type Json, listAt, parseJson, textAt } from '../lib/json';

/** A request that did not succeed. */
export class ServiceError extends Error {
  /** HTTP status; 0 where there was no answer. */
  readonly status: number;
  /** The service's code, as `AuthorizationFailed`; empty where it gave none. */
  readonly code: string;
  /** The right that the request needs, as an action of a role. */
  readonly right: string;
  readonly body: Json | undefined;
  /** Milliseconds after which the service asks to be asked again. */
  readonly retryAfter: number | undefined;

  constructor(
    status: number,
    code: string,
    message: string,
    right: string,
    { body, retryAfter }: { readonly body?: Json; readonly retryAfter?: number | undefined } = {},
  ) {
    super(message);
    this.name = 'ServiceError';
    this.status = status;
    this.code = code;
    this.right = right;
    this.body = body;
    this.retryAfter = retryAfter;
  }
}

/** Makes an error of an answer: of the service's own error object, or of whatever a gateway sent in its place. */
export function errorOf(
  status: number,
  text: string,
  right: string,
  retryAfter?: number,
): ServiceError {
  const body = parseJson(text);
  const found = errorIn(body);
  const more = { retryAfter, ...(body === undefined ? {} : { body }) };
  if (found) return new ServiceError(status, found.code, found.message, right, more);
  const [, xmlCode] = /<Code>([^<]*)<\/Code>/.exec(text) ?? [];
  const [, xmlMessage] = /<Message>([^<]*)<\/Message>/.exec(text) ?? [];
  if (xmlCode !== undefined) {
    const message = serviceLine(xmlMessage ?? xmlCode);
    return new ServiceError(status, serviceLine(xmlCode), message, right, more);
  }
  return new ServiceError(status, '', `HTTP ${status}, ${kindOfBody(text)}`, right, more);
}

function kindOfBody(text: string): string {
  if (text.trim() === '') return 'without a body';
  return /^\s*</.test(text)
    ? 'with a page instead of JSON'
    : `"${serviceLine(text).slice(0, 200)}"`;
}

/** The error object in an answer, with the most specific of its nested errors. */
export function errorIn(
  body: Json | undefined,
): { readonly code: string; readonly message: string } | undefined {
  const outer = get(body, 'error') ?? body;
  if (!isJsonObject(outer)) return undefined;
  const code = textAt(outer, 'code');
  const message = textAt(outer, 'message');
  if (code === undefined && message === undefined) return undefined;
  const inner = innermost(outer);
  const last = textAt(inner, 'message') ?? message ?? '';
  const parts = [...new Set([message, last].map((one) => serviceLine(one ?? '')))];
  return {
    code: serviceLine(textAt(inner, 'code') ?? code ?? ''),
    message: parts.filter((one) => one !== '').join(' '),
  };
}

/** Deployments wrap the error of a resource in several others, at times as JSON in the message. */
function innermost(error: Json): Json {
  const [detail] = listAt(error, 'details').filter((one) => textAt(one, 'message') !== undefined);
  if (detail !== undefined) return innermost(detail);
  const nested = get(parseJson(textAt(error, 'message') ?? ''), 'error');
  return nested === undefined ? error : innermost(nested);
}

/** True where the request may have been carried out: no answer, or one that came from a gateway. */
export function isLost(error: unknown): boolean {
  return (
    error instanceof ServiceError &&
    // Below 300: a success whose body is not the service's.
    (error.status < 300 || error.status === 408 || error.status >= 500)
  );
}

export function isNotFound(error: unknown): error is ServiceError {
  return error instanceof ServiceError && error.status === 404;
}

/** What a request brings; undefined where there is no such resource. */
export async function ifFound<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

export function isForbidden(error: unknown): error is ServiceError {
  return error instanceof ServiceError && error.status === 403;
}

/** The action and scope that an authorization error names. */
export function missingRight(error: Pick<ServiceError, 'message' | 'right'>): {
  readonly action: string;
  readonly scope: string;
} {
  const [, action] = /perform action '([^']+)'/i.exec(error.message) ?? [];
  const [, scope] = /over scope '([^']+)'/i.exec(error.message) ?? [];
  return { action: action ?? error.right, scope: scope ?? '' };
}
