/** Opens the connection to Azure: cloud, endpoints and login, as the environment and the options say. */
import { type CloudName, clouds } from '../service/clouds';
import { type Problem, problem, type Session } from './azure-image';
import { createClient } from './client';
import { createLogin } from './login';

export interface SessionOptions {
  readonly cloud: CloudName;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly tell: Session['tell'];
}

/** A session, or what is wrong with the environment. */
export function openSession({ cloud, environment, tell }: SessionOptions): Session | Problem {
  const known = clouds[cloud];
  const arm = environment.AIBGEN_ARM_ENDPOINT?.trim() || known.resourceManager;
  const blob = environment.AIBGEN_BLOB_ENDPOINT?.trim() || undefined;
  for (const [name, value] of [
    ['AIBGEN_ARM_ENDPOINT', arm],
    ['AIBGEN_BLOB_ENDPOINT', blob],
  ] as const) {
    if (value !== undefined && !isHttps(value)) return problem('AIB823', { name, value });
  }
  const client = createClient({
    arm: arm.replace(/\/+$/, ''),
    blob: blob?.replace(/\/+$/, ''),
    storageScope: known.storageScope,
    token: createLogin(environment, known),
    clock: {
      now: () => Date.now(),
      sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    },
  });
  return { client, tell };
}

function isHttps(value: string): boolean {
  return (
    URL.canParse(value) && new URL(value).protocol === 'https:' && new URL(value).username === ''
  );
}
