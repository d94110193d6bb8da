/**
 * What a pipeline works in: a repository with a fleet of images, and the stand-in for Azure. The commands of aibgen run in
 * this process, on a clock that does not wait.
 */
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LoginError } from '../../../src/azure/login';
import type { Io } from '../../../src/cli/io';
import { directSession } from '../azure/direct';
import { type Azure, createAzure, type JsonObject } from '../azure/stand-in';
import { cliWith } from '../cli';
import type { Call, Ended } from './shell';

type Environment = Readonly<Record<string, string | undefined>>;

/** A repository, and the subscription in which its images are built. */
export interface World {
  readonly azure: Azure;
  /** The working copy of the repository that everybody pushes to. */
  readonly origin: string;
  /** Names of the images. */
  readonly images: readonly string[];
  /** Writes files (null removes one), builds the outputs, commits on a branch; gives back the commit. */
  readonly commit: (files: Readonly<Record<string, string | null>>, branch?: string) => Promise<string>; // prettier-ignore
  /** A fresh working copy of a commit. */
  readonly checkout: (commit: string) => string;
  /** `npx`: the command line of aibgen. */
  readonly npx: (call: Call) => Promise<Ended>;
  /** Does something once, at the first pause of a command at which these images are being built. */
  readonly whileBuilding: (images: readonly string[], action: (run: string) => void | Promise<void>) => void; // prettier-ignore
  /** An image in Azure: how long its build may take, and its last build. */
  readonly live: (image: string) => { readonly minutes: unknown; readonly start: string; readonly state: unknown }; // prettier-ignore
  /** A pause of a command of a run. */
  readonly pause: (run: string) => Promise<void>;
  /** Runs whose commands have been killed: they do nothing any more. */
  readonly killed: Set<string>;
  /** Identities that were logged in, in their order: ids of clients or names of service connections. */
  readonly logins: string[];
  /** False: an expired login cannot be renewed. */
  renewable: boolean;
  /** Names of the images whose builds were started since the last call. */
  readonly started: () => readonly string[];
  readonly stop: () => void;
}

const subscription = '11111111-2222-3333-4444-555555555555';

/** The spec of an image of the fleet. */
export function specOf(name: string, more = ''): string {
  return `location: eastus2
subscription: ${subscription}
resourceGroup: images
identity: aib-identity
source: Canonical:ubuntu-24_04-lts:server:latest
customize:
  - shell: |
      sudo apt-get update
      sudo apt-get install -y nginx
distribute:
  - gallery: corpGallery/${name}
${more}`;
}

/** What a reader may do: read, validate, and ask what would change. */
const readers = new (class extends Set<string> {
  override has(right: string): boolean {
    return /\/(?:read|validate\/action|whatIf\/action)$/.test(right);
  }
})();

/** Opens sessions on the stand-in, without a network, for commands that have this environment. */
const sessionIn =
  (world: World, environment: Environment): NonNullable<Io['openSession']> =>
  ({ tell }) => {
    const identity = environment.AZURESUBSCRIPTION_SERVICE_CONNECTION_ID ?? environment.AZURE_CLIENT_ID; // prettier-ignore
    if (!identity) throw new Error('a command that has no identity uses Azure');
    world.logins.push(identity);
    world.azure.granted = /plan/.test(identity) ? readers : undefined;
    let known = world.azure.token;
    const token = async (_scope: string, renew: boolean): Promise<string> => {
      if (renew && !world.renewable)
        throw new LoginError('AADSTS700024: the assertion has expired');
      if (renew) known = world.azure.token;
      return known;
    };
    const pause = () => world.pause(environment.PLAYER_RUN ?? '');
    return { ...directSession(world.azure, { token, pause }), tell };
  };

const author = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b' }; // prettier-ignore

/** Makes a world of some images; `files` are further files of the repository. */
export async function createWorld(
  images: readonly string[],
  files: Readonly<Record<string, string>> = {},
): Promise<World> {
  const root = mkdtempSync(path.join(tmpdir(), 'aibgen-world-'));
  const origin = path.join(root, 'origin');
  mkdirSync(origin);
  // One process for several commands of git: to start one costs this process more than what git does.
  const shell = (script: string, ...args: readonly string[]): string =>
    execFileSync('bash', ['-euc', script, 'bash', ...args], {
      cwd: origin,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: root, ...author },
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  shell('git init --quiet --initial-branch=main');
  appendFileSync(path.join(origin, '.git/config'), '[commit]\ngpgSign = false\n[maintenance]\nauto = false\n'); // prettier-ignore
  const azure = createAzure();
  const killed = new Set<string>();
  const actions: { readonly images: readonly string[]; readonly action: (run: string) => void | Promise<void> }[] = []; // prettier-ignore
  let copies = 0;
  const world: World = {
    azure,
    origin,
    images,
    killed,
    logins: [],
    renewable: true,
    commit: async (changes, branch = 'main') => {
      if (branch !== 'main') shell('git checkout --quiet "$1" 2>&1 || git checkout --quiet -b "$1"', branch); // prettier-ignore
      for (const [name, text] of Object.entries(changes)) {
        const file = path.join(origin, name);
        mkdirSync(path.dirname(file), { recursive: true });
        if (text === null) rmSync(file, { recursive: true });
        else writeFileSync(file, text);
      }
      // The whole fleet only where it is more than a few specs that have other content.
      const names = Object.entries(changes).flatMap(([name, text]) => (text !== null && name.startsWith('specs/') ? [name] : [])); // prettier-ignore
      const few = names.length === Object.keys(changes).length && names.length < images.length;
      if (Object.keys(changes).length > 0) await cliWith({ environment: {} }, origin, 'build', ...(few ? names : ['specs'])); // prettier-ignore
      return shell(`
        git add --all
        git commit --quiet --allow-empty --message 'A change'
        git rev-parse HEAD
        if [ "$1" != main ]; then git checkout --quiet main; fi
      `, branch); // prettier-ignore
    },
    checkout: (commit) => {
      copies += 1;
      const copy = path.join(root, `copy-${copies}`);
      // What a clone makes, without the processes that it starts: the objects stay where they are.
      const own = path.join(copy, '.git');
      const from = path.join(origin, '.git');
      mkdirSync(path.join(own, 'objects/info'), { recursive: true });
      writeFileSync(path.join(own, 'objects/info/alternates'), `${path.join(from, 'objects')}\n`);
      cpSync(path.join(from, 'refs/heads'), path.join(own, 'refs/remotes/origin'), { recursive: true }); // prettier-ignore
      cpSync(path.join(from, 'config'), path.join(own, 'config'));
      writeFileSync(path.join(own, 'HEAD'), `${commit}\n`);
      execFileSync('git', ['read-tree', '--reset', '-u', 'HEAD'], { cwd: copy });
      return copy;
    },
    npx: async ({ args, cwd, env }) => {
      const argv = argvOf(args);
      let stdout = '';
      let stderr = '';
      if (argv[0] === 'deploy') readContents(azure, cwd);
      const own = {
        environment: env,
        openSession: sessionIn(world, env),
        stdout: (text: string) => void (stdout += text),
        stderr: (text: string) => void (stderr += text),
      };
      const { code } = await cliWith(own, cwd, ...argv);
      return { code, stdout, stderr };
    },
    live: (image) => {
      const [, found] = [...azure.resources].find(([id]) => id.endsWith(`/imagetemplates/${image}`)) ?? []; // prettier-ignore
      const { buildTimeoutInMinutes: minutes, lastRunStatus } = (found?.properties ?? {}) as JsonObject; // prettier-ignore
      const { startTime, runState: state } = (lastRunStatus ?? {}) as JsonObject;
      return { minutes, state, start: String(startTime).slice(0, 19) };
    },
    whileBuilding: (some, action) => void actions.push({ images: some, action }),
    pause: async (run) => {
      const [next] = actions;
      if (next?.images.every((one) => world.live(one).state === 'Running')) {
        actions.shift();
        await next.action(run);
      }
      // A process that was killed does not go on.
      if (killed.has(run)) await new Promise(() => {});
    },
    started: () =>
      azure.seen
        .splice(0)
        .filter(({ method, path: at }) => method === 'POST' && at.endsWith('/run'))
        .map(({ path: at }) => at.split('/').at(-2) ?? '')
        .toSorted(),
    stop: () => {
      rmSync(root, { recursive: true, force: true });
    },
  };
  const specs = images.map((name) => [`specs/${name}.yaml`, specOf(name)]);
  await world.commit({ ...Object.fromEntries(specs), ...files });
  return world;
}

/** The command line of aibgen in a call of npx: a release that is pinned, or a package that is named. */
function argvOf(args: readonly string[]): readonly string[] {
  const [yes, source = ''] = args;
  if (yes === '--yes' && /^aibgen@\d+\.\d+\.\d+$/.test(source)) return args.slice(2);
  const [, , , dashes, program] = args;
  if (source === '--package' && dashes === '--' && program === 'aibgen') return args.slice(5);
  throw new Error(`npx is called in another way: ${args.join(' ')}`);
}

/** What a deployment from a working copy makes of each template. */
function readContents(azure: Azure, cwd: string): void {
  for (const name of readdirSync(path.join(cwd, 'out'))) {
    const file = path.join(cwd, 'out', name, 'imageTemplate.json');
    if (!existsSync(file)) continue;
    azure.contents.set(name, JSON.parse(readFileSync(file, 'utf8')) as JsonObject);
  }
}
