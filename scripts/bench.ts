// `npm run bench`: the speed of aibgen, as ratios of what is measured in the same run. Pairs are measured in turn, medians are
// printed. With `--quick` fewer rounds and a smaller fleet. Exit code 1 where a ratio is not met.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { writeFleet } from './bench/fleet';
import { median, run, runNode, type Usage } from './bench/measure';
import { installPacked, measureStart } from './bench/start';
import { connectBicep } from './bicep.cjs';

const quick = process.argv.includes('--quick');
const rounds = quick ? 7 : 31;
const large = quick ? 200 : 1000;
const small = quick ? 50 : 100;

const root = process.cwd();
const bin = path.join(root, 'dist/bin.js');
const work = mkdtempSync(path.join(tmpdir(), 'aibgen-bench-'));
let met = true;

/** Prints a ratio with its limit: one that is not to be passed, or (`least`) one to be reached. */
function say(
  what: string,
  ratio: number,
  limit: number,
  { least = false, detail = '' }: { least?: boolean; detail?: string } = {},
): void {
  const good = least ? ratio >= limit : ratio <= limit;
  met &&= good;
  const bound = `${least ? 'at least' : 'at most'} ${limit}`;
  process.stdout.write(
    `${good ? 'ok  ' : 'MISS'}  ${ratio.toFixed(2).padStart(6)}  ${bound.padEnd(13)}  ${what}${detail && ` (${detail})`}\n`,
  );
}

const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

/** Measures two things in turn; gives back their medians, and that of their ratios. */
function pairwise(one: () => number, other: () => number, count = rounds) {
  const pairs = Array.from({ length: count }, () => [one(), other()] as const);
  return {
    one: median(pairs.map(([a]) => a)),
    other: median(pairs.map(([, b]) => b)),
    ratio: median(pairs.map(([a, b]) => a / b)),
  };
}

function bicepPath(): string {
  const own = process.env.AIBGEN_BICEP;
  return own || JSON.parse(readFileSync(path.join(root, '.tools/bicep.json'), 'utf8')).path;
}

/** Compares a build of one spec with a check, and with the Bicep compiler. */
function oneSpec(bicep: string, command: string): void {
  const folder = path.join(work, 'one');
  mkdirSync(folder);
  cpSync(path.join(root, 'specs/web-base.yaml'), path.join(folder, 'web-base.yaml'));
  const aibgen = (...args: string[]) => run(process.execPath, [command, ...args], folder);
  const fresh = () => {
    rmSync(path.join(folder, 'out'), { recursive: true, force: true });
    return aibgen('build', 'web-base.yaml');
  };
  const check = pairwise(() => {
    fresh();
    return aibgen('build', '--check', 'web-base.yaml');
  }, fresh);
  say('build --check of one spec : build', check.ratio, 1, {
    detail: `${ms(check.one)} : ${ms(check.other)}`,
  });
  const compiled = pairwise(
    () => run(bicep, ['build', 'out/web-base/main.bicep', '--stdout'], folder),
    fresh,
    Math.ceil(rounds / 3),
  );
  say('bicep build : build of one spec', compiled.ratio, 10, {
    least: true,
    detail: `${ms(compiled.one)} : ${ms(compiled.other)}`,
  });
}

/** Processor time of all children of this process, in ms. */
function childrenTime(): number {
  const tasks = `/proc/${process.pid}/task/${process.pid}/children`;
  const ids = readFileSync(tasks, 'utf8').trim().split(' ');
  const ticks = ids.map((id) => {
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return Number(fields[11]) + Number(fields[12]);
  });
  return ticks.reduce((sum, one) => sum + one, 0) * 10;
}

/** What the warm compiler needs for one `main.bicep` of the fleet: processor time where the system tells it, else time. */
async function warmBicep(bicep: string, folder: string, count: number): Promise<number> {
  const compiler = connectBicep(bicep);
  const paths = Array.from({ length: count }, (_, n) =>
    path.join(folder, `out/app-${n + 1}/main.bicep`),
  );
  const compile = async (some: readonly string[]): Promise<void> => {
    for (const one of some) await compiler.ask('compile', { path: one });
  };
  await compile(paths.slice(0, count / 2));
  const clock = process.platform === 'linux' ? childrenTime : () => performance.now();
  const begin = clock();
  await compile(paths.slice(count / 2));
  const time = (clock() - begin) / (count / 2);
  compiler.stop();
  return time;
}

/** One turn of all that is measured of a fleet. */
interface Turn {
  readonly made: Usage;
  readonly few: Usage;
  readonly same: Usage;
  readonly check: Usage;
  readonly others: Readonly<Record<(typeof otherCommands)[number], Usage>>;
  readonly bicep: number;
}

/** Commands over all specs, besides the build. */
const otherCommands = ['diff', 'roles', 'matrix'] as const;

async function fleets(bicep: string): Promise<void> {
  const folder = path.join(work, 'fleet');
  const tiny = path.join(work, 'tiny');
  writeFleet(folder, large);
  writeFleet(tiny, small);
  const over = (command: string, where: string, ...more: string[]): Usage =>
    runNode(bin, [command, 'specs', ...more], where);
  const build = (where: string, ...more: string[]): Usage => over('build', where, ...more);
  let aside = 0;
  // Moved, not removed: where many files were removed in the last minutes, ext4 takes a third of the time to find free inodes.
  const fresh = (where: string): Usage => {
    const out = path.join(where, 'out');
    aside += 1;
    if (existsSync(out)) renameSync(out, path.join(work, `built-${aside}`));
    return build(where);
  };
  const turns: Turn[] = [];
  for (let turn = 0; turn < (quick ? 1 : 3); turn += 1) {
    const made = fresh(folder);
    turns.push({
      made,
      few: fresh(tiny),
      same: build(folder),
      check: build(folder, '--check'),
      others: {
        diff: over('diff', folder),
        roles: over('roles', folder),
        matrix: over('matrix', folder),
      },
      bicep: await warmBicep(bicep, folder, Math.min(large, 200)),
    });
  }
  const of = (pick: (turn: Turn) => number): number => median(turns.map(pick));
  const each = of(({ made }) => made.processor / large);
  say(
    'processor time of one image : warm bicep',
    of((t) => t.made.processor / large / t.bicep),
    0.15,
    {
      detail: `${ms(each)} : ${ms(of((t) => t.bicep))}`,
    },
  );
  say(
    'build, nothing changed : build',
    of((t) => t.same.time / t.made.time),
    0.7,
    {
      detail: `${ms(of((t) => t.same.time))} : ${ms(of((t) => t.made.time))}`,
    },
  );
  say(
    'build --check : build',
    of((t) => t.check.time / t.made.time),
    1,
    {
      detail: `${ms(of((t) => t.check.time))} : ${ms(of((t) => t.made.time))}`,
    },
  );
  say(
    `peak memory, ${large} specs : ${small} specs`,
    of((t) => t.made.memory / t.few.memory),
    1.3,
    {
      detail: `${Math.round(of((t) => t.made.memory))} MB : ${Math.round(of((t) => t.few.memory))} MB`,
    },
  );
  say(
    `time of one image, ${large} specs : ${small} specs`,
    of((t) => t.made.time / large / (t.few.time / small)),
    1.1,
    { detail: `${ms(of((t) => t.made.time / large))} : ${ms(of((t) => t.few.time / small))}` },
  );
  const processors = Math.min(availableParallelism(), 8);
  const sayInUse = (command: string, pick: (turn: Turn) => Usage): void =>
    say(
      `processors in use by ${command}, of ${processors}`,
      of((t) => pick(t).processor / pick(t).time),
      processors * 0.7,
      { least: true },
    );
  sayInUse('build', (t) => t.made);
  for (const one of otherCommands) sayInUse(one, (t) => t.others[one]);
}

try {
  const bicep = bicepPath();
  const installed = installPacked(path.join(work, 'installed'));
  measureStart(
    installed,
    path.join(work, 'start'),
    rounds,
    ({ what, ratio, limit, detail }) => say(`${what} : node -e 0`, ratio, limit, { detail }),
    (major) =>
      process.stdout.write(`skip  Node.js ${major} is not here, and npm has none for it\n`),
  );
  oneSpec(bicep, installed);
  await fleets(bicep);
} finally {
  rmSync(work, { recursive: true, force: true });
}
process.exitCode = met ? 0 : 1;
