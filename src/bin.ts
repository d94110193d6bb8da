/** The process: its arguments, streams and exit code. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Console } from './cli/io';
import { main } from './cli/program';
import { diskHost } from './disk/host';
import { isTerminal, writeTo } from './streams';

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

void main(
  {
    host: diskHost(process.cwd()),
    // The build puts it beside this file: making it takes longer than reading it.
    schema: async () => ({
      text: readFileSync(path.join(__dirname, 'aibgen.schema.json'), 'utf8'),
      checksum: AIBGEN_SCHEMA_CHECKSUM,
    }),
    manual: async () => readFileSync(path.join(__dirname, 'diagnostics.md'), 'utf8'),
    stdout: (text) => writeTo(1, text),
    stderr: (text) => writeTo(2, text),
    stdin: readStdin,
    get colour() {
      return !process.env.NO_COLOR && process.env.TERM !== 'dumb' && isTerminal(2);
    },
    get console() {
      return openConsole();
    },
    get terminal() {
      return isTerminal(2);
    },
  },
  process.argv.slice(2),
).then((code) => {
  process.exitCode = code;
});
