/** The parts of GitHub's API that the workflow calls with `gh api`, with the permissions of the token of the job. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Run } from './ci';
import type { Ended } from './shell';

interface Deployment {
  readonly id: number;
  readonly environment: string;
  readonly payload: string;
  state: string | null;
}

/** What a call of `gh api` asks for. */
interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly fields: Readonly<Record<string, string>>;
  readonly filter: string | undefined;
}

/** A repository on GitHub. */
export function githubApi() {
  const finished: Run[] = [];
  const comments: string[] = [];
  const deployments: Deployment[] = [];
  const routes: readonly (readonly [pattern: RegExp, needs: string, (match: RegExpExecArray, request: Request) => unknown])[] = [
    [/^GET actions\/workflows\/aibgen\.yml\/runs$/, 'actions:read', (_, { query }) => ({
      workflow_runs: finished
        .filter(({ reason, result }) => reason === query.get('event') && result === query.get('status'))
        .toReversed()
        .map(({ commit }) => ({ head_sha: commit })),
    })],
    [/^GET issues\/7\/comments$/, 'pull-requests:read', () => comments.map((body, id) => ({ id, body }))],
    [/^POST issues\/7\/comments$/, 'pull-requests:write', (_, { fields }) => comments.push(fields.body ?? '')],
    [/^PATCH issues\/comments\/(\d+)$/, 'pull-requests:write', ([, id], { fields }) => {
      comments[Number(id)] = fields.body ?? '';
    }],
    [/^POST deployments$/, 'deployments:write', (_, { fields: { environment = '', payload = '' } }) =>
      deployments.push({ id: deployments.length + 1, environment, payload, state: null })],
    [/^GET deployments\/(\d+)$/, 'deployments:read', ([, id]) => deployments[Number(id) - 1]],
    [/^POST deployments\/(\d+)\/statuses$/, 'deployments:write', ([, id], { fields }) => {
      const found = deployments[Number(id) - 1];
      if (found) found.state = fields.state ?? null;
    }],
    [/^POST graphql$/, 'deployments:read', (_, { fields }) => {
      const name = fields.environment ?? '';
      const nodes = deployments
        .filter(({ environment }) => environment === name)
        .map(({ id, state }) => ({ databaseId: id, latestStatus: state === null ? null : { state } }));
      return { data: { repository: { deployments: { nodes } } } };
    }],
  ]; // prettier-ignore
  return {
    comments,
    deployments,
    finished: (run: Run): void => void finished.push(run),
    call: (args: readonly string[], env: Readonly<Record<string, string>>): Ended => {
      const request = requestOf(args);
      const what = `${request.method} ${request.path}`;
      for (const [pattern, needs, reply] of routes) {
        const match = pattern.exec(what);
        if (!match) continue;
        if (!isGranted(env.GH_TOKEN ?? '', needs)) {
          return { code: 1, stdout: '', stderr: 'gh: Resource not accessible by integration (HTTP 403)\n' }; // prettier-ignore
        }
        const body = reply(match, request);
        return { code: 0, stdout: request.filter === undefined ? '' : jq(request.filter, body) };
      }
      throw new Error(`a call of GitHub's API that is not known: ${what}`);
    },
  };
}

function isGranted(token: string, needs: string): boolean {
  return [needs, needs.replace(/:read$/, ':write')].some((one) => token.split(',').includes(one));
}

/** Reads the arguments of `gh api`. */
function requestOf([command, ...args]: readonly string[]): Request {
  if (command !== 'api') throw new Error(`gh ${command}`);
  const fields: Record<string, string> = {};
  let [address, method, filter]: (string | undefined)[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    switch (arg) {
      case '--silent':
      case '--paginate':
        break;
      case '--method':
        method = args[++at];
        break;
      case '--jq':
        filter = args[++at];
        break;
      case '--field':
      case '--raw-field': {
        const given = args[++at] ?? '';
        const [key = ''] = given.split('=', 1);
        const value = given.slice(key.length + 1);
        const isFile = arg === '--field' && value.startsWith('@');
        fields[key] = isFile ? readFileSync(value.slice(1), 'utf8') : value;
        break;
      }
      default:
        if (arg.startsWith('-') || address !== undefined) throw new Error(`gh api ${arg}`);
        address = arg;
    }
  }
  const url = new URL(address ?? '', 'https://api.github.com');
  return {
    method: method ?? (Object.keys(fields).length > 0 ? 'POST' : 'GET'),
    path: url.pathname.replace(/^\/(?:repos\/corp\/images\/)?/, ''),
    query: url.searchParams,
    fields,
    filter,
  };
}

/** What jq made of what, as it takes a while to start. */
const filtered = new Map<string, string>();

/** What jq makes of JSON, as `gh --jq` prints it. */
function jq(filter: string, value: unknown): string {
  const input = JSON.stringify(value);
  const known = filtered.get(`${filter} ${input}`);
  if (known !== undefined) return known;
  const { status, stdout, stderr } = spawnSync('jq', ['-r', filter], { input, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  filtered.set(`${filter} ${input}`, stdout);
  return stdout;
}
