/** The process: its arguments, streams, threads and exit code. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Console, exit } from '../cli/io';
import { main } from '../cli/program';
import type { Setup } from '../cli/fleet/worker-protocol';
import { diagnose } from '../diagnostics/diagnostic';
import { formatText } from '../diagnostics/formats/text';
import { diskHost } from '../disk/host';
import { notingHost } from '../disk/noting-host';
import { ownProcess, ownThread } from '../disk/v8';
import { lockName } from '../disk/output-lock';
import { hasStartedOthers } from '../disk/processes';
import { diskThreads, onRequest } from '../disk/workers';
import { isTerminal, writeTo } from '../disk/streams';
import { type Printed, rememberRun } from './last-run';

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

function openConsole(): Console | undefined {
  if (!isTerminal(0) || !isTerminal(2)) return undefined;
  // Some pseudo terminals say that they have no size.
  if (!process.stderr.columns) Object.assign(process.stderr, { columns: 80, rows: 24 });
  return { input: process.stdin, output: process.stderr };
}

/** The folder that the process runs in; `undefined` where it was removed. */
function workingFolder(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}

/** Runs the command line of this process; `repeatable` is its command, if it can be repeated. */
export async function start(repeatable: string | undefined): Promise<void> {
  ownProcess();
  const cwd = workingFolder();
  if (cwd === undefined) {
    writeTo(2, formatText([diagnose('AIB927', {}, {})]));
    process.exitCode = exit.usage;
    return;
  }
  const host = repeatable === undefined ? undefined : notingHost(diskHost(cwd), lockName);
  const printed: Printed[] = [];
  /** What the same command prints the next time, where that is not what it prints now. */
  let printedNext: readonly Printed[] | undefined;
  const print =
    (descriptor: 1 | 2) =>
    (text: string): void => {
      if (host) printed.push([descriptor, text]);
      writeTo(descriptor, text);
    };
  const code = await main(
    {
      host: host ?? diskHost(cwd),
      // The build writes it next to this file: reading it is faster than generating it.
      schema: {
        text: () => readFileSync(path.join(__dirname, 'aibgen.schema.json'), 'utf8'),
        checksum: AIBGEN_SCHEMA_CHECKSUM,
      },
      environment: process.env,
      manual: async () => JSON.parse(readFileSync(path.join(__dirname, 'manual.json'), 'utf8')),
      stdout: print(1),
      stderr: print(2),
      settled: (rest) => {
        printedNext = [...printed, [2, rest]];
      },
      rawStdout: print(1),
      stdin: readStdin,
      stdinChunks: () => process.stdin,
      stdio: () => ({ input: process.stdin, output: process.stdout }),
      get colour() {
        return !process.env.NO_COLOR && process.env.TERM !== 'dumb' && isTerminal(2);
      },
      get colourData() {
        return !process.env.NO_COLOR && process.env.TERM !== 'dumb' && isTerminal(1);
      },
      get console() {
        return openConsole();
      },
      get terminal() {
        return isTerminal(2);
      },
      get columns() {
        return isTerminal(2) ? process.stderr.columns || undefined : undefined;
      },
      threads: diskThreads(path.join(__dirname, 'thread.js')),
    },
    process.argv.slice(2),
  );
  process.exitCode = code;
  if (repeatable === undefined) return;
  const isAlone = code === exit.done && !hasStartedOthers();
  const notes = isAlone ? host?.notes(printedNext !== undefined) : undefined;
  if (notes) rememberRun(repeatable, notes, printedNext ?? printed);
  // All is printed and written: Node.js would only take its memory apart.
  process.exit();
}

/** Serves as a thread of another process. */
export async function serve(): Promise<void> {
  ownThread();
  const { createServer } = await import('../cli/fleet/worker');
  await onRequest((setup: Setup) => createServer(diskHost(setup.cwd), setup));
}
