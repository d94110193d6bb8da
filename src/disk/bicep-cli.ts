/** Compiles Bicep through Microsoft's command, where it is at hand. */
import { homedir } from 'node:os';
import path from 'node:path';
import { processes } from './processes';
import { errorCode } from './system-errors';

/** What became of compiling a file. */
export type BicepResult =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string };

/** Compiles a file to JSON: `build` for a template, `build-params` for values. Modules of registries are not fetched. */
export function compileBicep(
  cwd: string,
  file: string,
  command: 'build' | 'build-params',
): BicepResult {
  const own = process.env.AIBGEN_BICEP;
  const installed = path.join(homedir(), '.azure', 'bin', 'bicep');
  for (const bicep of own ? [own] : ['bicep', installed]) {
    const run = processes().spawnSync(
      bicep,
      [command, '--no-restore', '--stdout', path.resolve(cwd, file)],
      {
        cwd,
        encoding: 'utf8',
        maxBuffer: 64_000_000,
      },
    );
    if (run.error && errorCode(run.error) === 'ENOENT') continue;
    if (run.error) return { ok: false, why: run.error.message };
    if (run.status === 0) return { ok: true, text: run.stdout };
    return { ok: false, why: run.stderr.trim() };
  }
  return { ok: false, why: 'the Bicep CLI is not installed.' };
}
