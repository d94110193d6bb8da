/**
 * Repeats the last run of the same command: if nothing is left to change, and every path it looked at is still in the same state, this
 * run would do and print the same, so only the printing is done. Git decides in the same way which files it need not read. What is
 * remembered is in the user's cache; where that cannot be written, nothing is repeated.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { Note } from '../disk/notes';
import { pathState } from '../disk/path-state';
import { nodeCrypto } from '../lib/node-crypto';
import { isTerminal, writeTo } from '../disk/streams';
import { cacheFolder, putIntoCache, shortHash } from '../disk/user-cache';

/** A text and the file descriptor that it was printed to. */
export type Printed = readonly [descriptor: 1 | 2, text: string];

/** What is remembered of a run. */
interface LastRun {
  readonly command: string;
  readonly notes: readonly Note[];
  /** What it printed, in this order. */
  readonly printed: readonly Printed[];
}

/** Arguments that, with the files, decide the result. A command with any other is neither remembered nor repeated. */
const plainArgument = /^(?:-o|--out|-q|--quiet|--strict|--format|--set|[^-].*)$/;

const folder = cacheFolder(process.env);

/** All that the result of this command depends on but files; `undefined` for one that cannot be repeated. */
export function repeatableCommand(): string | undefined {
  if (folder === undefined) return undefined;
  const [, , name, ...args] = process.argv;
  if (name !== 'build' && name !== 'validate') return undefined;
  if (!args.every((one) => plainArgument.test(one))) return undefined;
  const { NO_COLOR, TERM } = process.env;
  const user = process.getuid?.();
  try {
    const terminals = [isTerminal(1), isTerminal(2), NO_COLOR, TERM];
    const where = [AIBGEN_VERSION, process.version, process.cwd(), user];
    return JSON.stringify([...where, ...terminals, name, ...args]);
  } catch {
    // The working folder was removed, which the command has to report.
    return undefined;
  }
}

function fileFor(command: string): string {
  return `${folder}/runs/${shortHash(command)}.json`;
}

/** Another state of this file means another build of aibgen. */
const bundle = `${__dirname}/aibgen.js`;

/** Prints what the last run of this command printed, if this one would do the same; else returns false. */
export function repeatLastRun(command: string): boolean {
  try {
    const last: LastRun = JSON.parse(fs.readFileSync(fileFor(command), 'utf8'));
    if (last.command !== command || !last.printed.every(isPrinted)) return false;
    const states = last.notes.map(([at, listed]) => pathState(at, listed));
    const hasState = ([, , state]: Note, n: number): boolean => states[n]?.text === state;
    if (!last.notes.every(hasState) || !last.notes.every(hasContent)) return false;
    for (const [descriptor, text] of last.printed) writeTo(descriptor, text);
    if (last.notes.some(([, , , sum]) => sum !== undefined)) {
      // Most files are old enough now: the next repetition need not read them.
      const notes = last.notes.map((note, n) =>
        states[n]?.hasJustChanged ? note : withoutContent(note),
      );
      putIntoCache(fileFor(command), JSON.stringify({ ...last, notes }));
    }
    return true;
  } catch {
    return false;
  }
}

function hasContent([at, , , sum]: Note): boolean {
  return sum === undefined || nodeCrypto().hash('sha256', fs.readFileSync(at)) === sum;
}

function withoutContent([at, listed, state]: Note): Note {
  return [at, listed, state];
}

function isPrinted([descriptor, text]: Printed): boolean {
  return (descriptor === 1 || descriptor === 2) && typeof text === 'string';
}

/** Runs that are remembered. */
const most = 100;

/** Remembers a run that succeeded, after which the same command would change nothing and print this. */
export function rememberRun(
  command: string,
  notes: readonly Note[],
  printed: readonly Printed[],
): void {
  try {
    const file = fileFor(command);
    const own: Note = [bundle, false, pathState(bundle, false).text];
    const run: LastRun = { command, notes: [own, ...notes], printed };
    putIntoCache(file, JSON.stringify(run));
    const parent = path.dirname(file);
    const known = fs.readdirSync(parent);
    if (known.length > most)
      for (const name of known) fs.rmSync(path.join(parent, name), { force: true });
  } catch {
    // The next run is not a repetition.
  }
}
