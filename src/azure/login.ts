/** Tokens: one that is given, or those of `@azure/identity`, which is loaded only where it is needed. */
import type { TokenCredential } from '@azure/identity';
import type { Cloud } from '../service/clouds';
import { serviceLine } from '../lib/service-text';

/** No token can be had. The message says why, without anything secret. */
export class LoginError extends Error {}

type Environment = Readonly<Record<string, string | undefined>>;
type Identity = typeof import('@azure/identity');

/** Makes the function that gets tokens. A given token (`AIBGEN_ACCESS_TOKEN`) is used as it is, for everything. */
export function createLogin(
  environment: Environment,
  cloud: Cloud,
): (scope: string, renew: boolean) => Promise<string> {
  const given = environment.AIBGEN_ACCESS_TOKEN?.trim();
  if (given) return async () => given;
  const tokens = new Map<string, { readonly token: string; readonly expires: number }>();
  let credential: Promise<TokenCredential> | undefined;
  return async (scope, renew) => {
    const known = tokens.get(scope);
    if (known && !renew && known.expires - Date.now() > renewalMargin) return known.token;
    try {
      credential ??= import('@azure/identity').then((identity) =>
        credentialFor(identity, environment, cloud),
      );
      const found = await (await credential).getToken(scope);
      if (!found) throw new Error('no login was found');
      tokens.set(scope, { token: found.token, expires: found.expiresOnTimestamp });
      return found.token;
    } catch (error) {
      throw new LoginError(reasonOf(error), { cause: error });
    }
  };
}

/** A token is renewed this long before it expires. Milliseconds. */
const renewalMargin = 5 * 60_000;

/** The tokens of the CI systems first: where these are, they are meant. */
function credentialFor(
  {
    AzurePipelinesCredential,
    ChainedTokenCredential,
    ClientAssertionCredential,
    DefaultAzureCredential,
  }: Identity,
  environment: Environment,
  { authority, federationAudience }: Cloud,
): TokenCredential {
  const options = { authorityHost: authority };
  const chain: TokenCredential[] = [];
  const { AZURE_CLIENT_ID: client, AZURE_TENANT_ID: tenant } = environment;
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: secret } = environment;
  if (client && tenant && url && secret) {
    const assertion = () => githubToken(url, secret, federationAudience);
    chain.push(new ClientAssertionCredential(tenant, client, assertion, options));
  }
  const pipelines = {
    tenant: environment.AZURESUBSCRIPTION_TENANT_ID ?? tenant,
    client: environment.AZURESUBSCRIPTION_CLIENT_ID ?? client,
    connection: environment.AZURESUBSCRIPTION_SERVICE_CONNECTION_ID,
    token: environment.SYSTEM_ACCESSTOKEN,
  };
  if (
    environment.SYSTEM_OIDCREQUESTURI &&
    pipelines.tenant &&
    pipelines.client &&
    pipelines.connection &&
    pipelines.token
  ) {
    const { tenant: id, client: own, connection, token } = pipelines;
    chain.push(new AzurePipelinesCredential(id, own, connection, token, options));
  }
  return new ChainedTokenCredential(...chain, new DefaultAzureCredential(options));
}

/**
 * The token of a job of GitHub Actions, asked for anew whenever a login is renewed.
 * @see https://docs.github.com/actions/reference/security/oidc
 */
async function githubToken(url: string, secret: string, audience: string): Promise<string> {
  const answer = await fetch(`${url}&audience=${encodeURIComponent(audience)}`, {
    headers: { authorization: `bearer ${secret}`, accept: 'application/json' },
    signal: AbortSignal.timeout(30_000),
  });
  const body: unknown = await answer.json();
  const token = typeof body === 'object' && body !== null && 'value' in body ? body.value : '';
  if (typeof token !== 'string' || token === '') throw new Error('GitHub gave no token');
  return token;
}

/** What the libraries say, in a line: their own hints of many lines are for programmers. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const [, code] = /\b(AADSTS\d+:[^\r\n]*)/.exec(text) ?? [];
  return serviceLine(
    code ?? (text.includes('ChainedTokenCredential') ? 'no login was found' : text),
  ).slice(0, 300);
}
