/** What the service reports about a template and its last run: the JSON of `az image builder show`, of Resource Manager, of an error. */

/** The state of the last run, and the reason for it. */
export interface RunStatus {
  readonly state: 'succeeded' | 'failed' | 'canceled' | 'running' | 'unknown';
  /** `provisioningError.provisioningErrorCode`. */
  readonly code: string | undefined;
  readonly messages: readonly string[];
  /** When the run began, as the service writes it. */
  readonly start: string | undefined;
  readonly name: string | undefined;
}

type Json = Readonly<Record<string, unknown>>;

const deepest = 20;

/** Reads such a JSON document; `undefined` for any other text. */
export function readRunStatus(text: string): RunStatus | undefined {
  const document = parse(text);
  if (document === undefined) return undefined;
  const root = Array.isArray(document) ? document[0] : document;
  if (!isObject(root)) return undefined;
  const properties = isObject(root.properties) ? root.properties : root;
  const run = isObject(properties.lastRunStatus) ? properties.lastRunStatus : undefined;
  const error = isObject(properties.provisioningError) ? properties.provisioningError : undefined;
  const messages = messagesOf(document, 0);
  const state = stateOf(
    textOf(run?.runState) ?? textOf(properties.runState),
    textOf(properties.provisioningState) ?? textOf(root.status),
    error !== undefined || isObject(root.error),
  );
  if (state === undefined && messages.length === 0) return undefined;
  return {
    state: state ?? 'unknown',
    code: textOf(error?.provisioningErrorCode),
    messages,
    start: textOf(run?.startTime) ?? textOf(properties.startTime),
    name: textOf(root.name),
  };
}

function stateOf(
  run: string | undefined,
  provisioning: string | undefined,
  hasError: boolean,
): RunStatus['state'] | undefined {
  switch (run?.toLowerCase()) {
    case 'succeeded':
      return 'succeeded';
    case 'failed':
    case 'partiallysucceeded':
      return 'failed';
    case 'canceled':
    case 'canceling':
      return 'canceled';
    case undefined:
      break;
    default:
      return 'running';
  }
  if (hasError || provisioning === 'Failed') return 'failed';
  return provisioning === undefined ? undefined : 'unknown';
}

/** All messages in a document, outermost first; some hold JSON themselves. */
function messagesOf(value: unknown, depth: number): readonly string[] {
  if (depth > deepest) return [];
  if (Array.isArray(value)) return value.flatMap((one) => messagesOf(one, depth + 1));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (typeof inner !== 'string') return messagesOf(inner, depth + 1);
    if (!/^(?:message|statusMessage|provisioningErrorMessage)$/i.test(key)) return [];
    const nested = /^\s*\{/.test(inner) ? parse(inner) : undefined;
    const code = textOf(value.code);
    const text = code === undefined ? inner : `Code="${code}" ${inner}`;
    return nested === undefined ? [text] : messagesOf(nested, depth + 1);
  });
}

function parse(text: string): unknown {
  if (!/^\ufeff?\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
