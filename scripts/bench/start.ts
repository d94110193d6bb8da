// How long a command for one spec takes, installed as a user installs it, in multiples of Node.js that does nothing.
import { execFileSync } from 'node:child_process';
import { appendFileSync, copyFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { median, run } from './measure';
import { nodeVersions } from './nodes';

/** A ratio with its limit. */
export interface Ratio {
  readonly what: string;
  readonly ratio: number;
  readonly limit: number;
  readonly detail: string;
}

/** A command that is measured, with its limits on Node.js 20 and on newer ones. `before` makes ready, and is not measured. */
interface Measure {
  readonly what: string;
  readonly args: readonly string[];
  readonly limits: readonly [node20: number, newer: number];
  readonly before?: () => void;
}

/** Packs aibgen and installs it in a folder, as `npm install aibgen` does; returns the script behind the command. */
export function installPacked(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const npm = (...args: readonly string[]): string =>
    execFileSync('npm', args, { encoding: 'utf8', shell: process.platform === 'win32' });
  const packed = npm('pack', '--ignore-scripts', '--silent', '--pack-destination', folder).trim();
  const flags = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
  npm('install', ...flags, '--prefix', folder, path.join(folder, packed));
  return path.join(folder, 'node_modules/aibgen/dist/bin.js');
}

/** Measures the start on each Node.js that can be had. Each round runs everything once, so that a busy machine slows all down. */
export function measureStart(
  bin: string,
  folder: string,
  rounds: number,
  say: (ratio: Ratio) => void,
  miss: (major: number) => void,
): void {
  mkdirSync(folder, { recursive: true });
  for (const name of ['web-base', 'windows-all-steps'])
    copyFileSync(`specs/${name}.yaml`, path.join(folder, `${name}.yaml`));
  const measures = measuresIn(folder);
  for (const { major, program } of nodeVersions(miss)) {
    const env = { ...process.env, XDG_CACHE_HOME: path.join(folder, 'cache') };
    const timesOf = measures.map((): number[] => []);
    const ratiosOf = measures.map((): number[] => []);
    const bare: number[] = [];
    for (let round = -warmUp; round < rounds; round += 1) {
      const node = run(program, ['-e', '0'], folder, env);
      bare.push(node);
      for (const [at, { args, before }] of measures.entries()) {
        before?.();
        const time = run(program, [bin, ...args], folder, env);
        if (round < 0) continue;
        timesOf[at]?.push(time);
        ratiosOf[at]?.push(time / node);
      }
    }
    for (const [at, { what, limits }] of measures.entries()) {
      const detail = `${Math.round(median(timesOf[at] ?? []))} : ${Math.round(median(bare))} ms`;
      const limit = limits[major === 20 ? 0 : 1];
      say({
        what: `Node.js ${major}, ${what}`,
        ratio: median(ratiosOf[at] ?? []),
        limit,
        detail,
      });
    }
  }
}

/** Rounds that are not counted: they fill the cache of compiled code. */
const warmUp = 4;

function measuresIn(folder: string): readonly Measure[] {
  const edit = (name: string) => () => appendFileSync(path.join(folder, name), '# edited\n');
  const build = ['build', 'web-base.yaml'];
  return [
    {
      what: 'build, nothing built before',
      args: build,
      limits: [1.8, 2.6],
      before: () => rmSync(path.join(folder, 'out'), { recursive: true, force: true }),
    },
    // The first one after a build looks at everything; the next one repeats it.
    { what: 'build, nothing changed, first', args: build, limits: [1.5, 2] },
    { what: 'build, nothing changed, again', args: build, limits: [1.5, 2] },
    {
      what: 'validate, shell, edited',
      args: ['validate', 'web-base.yaml'],
      limits: [2, 2.8],
      before: edit('web-base.yaml'),
    },
    {
      what: 'validate, PowerShell, edited',
      args: ['validate', 'windows-all-steps.yaml'],
      limits: [2, 2.8],
      before: edit('windows-all-steps.yaml'),
    },
    {
      what: 'validate, PowerShell, again',
      args: ['validate', 'windows-all-steps.yaml'],
      limits: [2, 2.8],
    },
  ];
}
