/** The process: its arguments, streams and exit code. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { main } from './cli/program';
import { diskHost } from './disk/host';

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

// A reader that has seen enough, as in `aibgen schema | head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

const colour =
  process.stderr.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';

// Some pseudo terminals say that they have no size.
if (process.stderr.isTTY && !process.stderr.columns) {
  Object.assign(process.stderr, { columns: 80, rows: 24 });
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
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
    stdin: readStdin,
    colour,
    console:
      process.stdin.isTTY && process.stderr.isTTY
        ? { input: process.stdin, output: process.stderr }
        : undefined,
    terminal: process.stderr.isTTY === true,
  },
  process.argv.slice(2),
).then((code) => {
  process.exitCode = code;
});
