/** The stand-in over HTTPS on loopback, and the built command as a process against it. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { certificates } from '../az';
import { root } from '../images';
import { answer, type Azure, createAzure, type Seen } from './stand-in';

const shortPauses = path.join(__dirname, 'short-pauses.cjs');

/** What a process left. */
export interface Exit {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface AzureServer {
  readonly url: string;
  /** Makes a subscription of its own, that of a token. */
  readonly azure: (group?: string) => Azure;
  /** Environment of a command that works in a subscription. */
  readonly env: (azure: Azure) => NodeJS.ProcessEnv;
  /** Runs the built command in a folder. */
  readonly run: (
    azure: Azure,
    cwd: string,
    args: readonly string[],
    env?: NodeJS.ProcessEnv,
  ) => Promise<Exit>;
  readonly stop: () => void;
}

/** Starts a server; subscriptions are told apart by the first segment of the path. */
export async function startAzure(): Promise<AzureServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'aibgen-azure-'));
  certificates(folder);
  const authority = path.join(folder, 'ca.crt');
  const pem = (name: string): Buffer => readFileSync(path.join(folder, name));
  const all = new Map<string, Azure>();
  const server = https.createServer({ key: pem('server.key'), cert: pem('server.crt') });
  server.on('request', async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '', 'https://localhost');
    const [, id = '', ...rest] = url.pathname.split('/');
    const azure = all.get(id);
    const seen: Seen = {
      method: request.method ?? '',
      path: decodeURIComponent(`/${rest.join('/')}`),
      query: url.searchParams,
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([key, value]) => [key, String(value)]),
      ),
      body: Buffer.concat(chunks).toString(request.headers['x-ms-version'] ? 'latin1' : 'utf8'),
    };
    const reply = azure ? answer(azure, seen) : { status: 404 };
    if (reply === 'hang') return;
    if (reply === 'cut') {
      request.socket.destroy();
      return;
    }
    const { body } = reply;
    const bytes =
      typeof body === 'string' || Buffer.isBuffer(body)
        ? body
        : body === undefined
          ? ''
          : JSON.stringify(body);
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
    response.end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  const base = `https://localhost:${address.port}`;
  const env = (azure: Azure): NodeJS.ProcessEnv => {
    const [id = ''] = [...all].find(([, one]) => one === azure) ?? [];
    return {
      PATH: process.env.PATH,
      HOME: folder,
      NODE_EXTRA_CA_CERTS: authority,
      AIBGEN_ARM_ENDPOINT: `${base}/${id}`,
      AIBGEN_BLOB_ENDPOINT: `${base}/${id}`,
      AIBGEN_ACCESS_TOKEN: azure.token,
      AZURE_SUBSCRIPTION_ID: azure.subscription,
      AZURE_RESOURCE_GROUP: [...azure.groups][0],
    };
  };
  return {
    url: base,
    azure: (group) => {
      const azure = createAzure(group);
      all.set(`s${all.size}`, azure);
      return azure;
    },
    env,
    run: (azure, cwd, args, own = {}) =>
      new Promise((resolve) => {
        const bin = path.join(root, 'dist/bin.js');
        // With one root certificate to parse, not all that come with Node.js, it starts sooner.
        const options = ['--use-openssl-ca', '-r', shortPauses];
        const child = spawn(process.execPath, [...options, bin, ...args], {
          cwd,
          env: { ...env(azure), SSL_CERT_FILE: authority, PART_OF_PAUSES: '0.02', ...own },
        });
        let stdout = '';
        let stderr = '';
        child.stdout.on('data', (data) => (stdout += String(data)));
        child.stderr.on('data', (data) => (stderr += String(data)));
        child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
      }),
    stop: () => {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
