// The versions of Node.js that the benchmark starts aibgen on: the one that runs it, and the others that are supported, from npm.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

const supported = [20, 22, 24, 26];

/** A version of Node.js: its number, and its program. */
export interface NodeVersion {
  readonly major: number;
  readonly program: string;
}

/** All supported versions that can be had here; npm keeps programs for the usual systems. `miss` is told of each that cannot. */
export function nodeVersions(miss: (major: number) => void): readonly NodeVersion[] {
  const own = Number(process.versions.node.split('.')[0]);
  return supported.flatMap((major) => {
    const program = major === own ? process.execPath : fetched(major);
    if (program === undefined) miss(major);
    return program === undefined ? [] : [{ major, program }];
  });
}

/** The program of a version below .tools, which is fetched when it is first asked for. */
function fetched(major: number): string | undefined {
  const windows = process.platform === 'win32';
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`;
  const folder = path.resolve('.tools', `node-${major}`);
  const program = path.join(folder, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node');
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    const args = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
    const all = [...args, '--prefix', folder, `${name}@${major}`];
    spawnSync('npm', all, { stdio: 'ignore', shell: windows });
  }
  return existsSync(program) ? program : undefined;
}
