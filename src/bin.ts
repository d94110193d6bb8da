/** The process: its arguments, streams and exit code. */
import { main } from './cli/program';
import { diskHost } from './disk/host';

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

const colour =
  process.stderr.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';

void main(
  {
    host: diskHost(process.cwd()),
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
    stdin: readStdin,
    colour,
    terminal: process.stderr.isTTY === true,
  },
  process.argv.slice(2),
).then((code) => {
  process.exitCode = code;
});
