/** The real Azure CLI, logged in to the stand-in: what it needs on disk and in its environment. */
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const subscription = '11111111-2222-3333-4444-555555555555';
export const tenant = '99999999-8888-7777-6666-555555555555';

function programPath(): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, 'az')).find((file) => existsSync(file));
}

/** True where there is an Azure CLI. */
export const hasAz = programPath() !== undefined;

/** The Python that the Azure CLI runs in; packages differ. */
function interpreter(): string | undefined {
  const program = programPath();
  const shebang = program && /^#!(\S*python3?)\s/.exec(readFileSync(program, 'utf8'))?.[1];
  return [shebang, '/opt/az/bin/python3'].find((file) => file && existsSync(file)) || undefined;
}

/** Writes the files that make `az` logged in to a cloud at this address. */
export function logIn(config: string, url: string): void {
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

/** Environment of an `az` that keeps to itself; `config` and `authority` are its folder and its root certificate. */
export function azEnvironment(config: string, authority: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    AZURE_CONFIG_DIR: config,
    REQUESTS_CA_BUNDLE: authority,
    CURL_CA_BUNDLE: authority,
    AZURE_CORE_COLLECT_TELEMETRY: 'no',
    AZURE_CORE_ERROR_RECOMMENDATION: 'off',
    AZURE_EXTENSION_USE_DYNAMIC_INSTALL: 'no',
    AZURE_CORE_SURVEY_MESSAGE: 'no',
    AZURE_CORE_NO_COLOR: 'yes',
    AZURE_CORE_DISABLE_PROGRESS_BAR: 'yes',
    NO_PROXY: 'localhost',
  };
}

/** Puts an `az` that starts quickly into a folder; gives back what ends it. Without a known Python there is none. */
export async function startAz(folder: string, env: NodeJS.ProcessEnv): Promise<() => void> {
  const python = interpreter();
  mkdirSync(folder);
  if (python === undefined) return () => undefined;
  const source = path.join(__dirname, 'az.py');
  const command = path.join(folder, 'az');
  writeFileSync(command, `#!${python} -ISE\n${readFileSync(source, 'utf8')}`);
  chmodSync(command, 0o755);
  const socket = path.join(folder, 'socket');
  const server = spawn(python, [source, 'serve', socket], {
    env,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  while (!existsSync(socket)) {
    if (server.exitCode !== null) throw new Error('the Azure CLI does not start');
    await sleep(50);
  }
  return () => {
    server.stdin.end();
  };
}

/** Makes a root certificate, and one of it for the loopback address. */
export function certificates(folder: string): void {
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
