/** Runs the command line in-process, on a folder of its own. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import type { Io } from '../../src/cli/io';
import { main } from '../../src/cli/program';
import { diskHost } from '../../src/disk/host';
import { exampleSpecs } from '../../scripts/example-specs';
import { manualPages } from '../../scripts/manual-pages';
import { checksum } from '../../src/image/script-files';
import { schemaText } from '../../src/language/schema-text';

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A fresh folder that holds some files. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'aibgen-test-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

let schema: ReturnType<typeof madeSchema> | undefined;

function madeSchema() {
  const text = schemaText();
  return { text: () => text, checksum: checksum(new TextEncoder().encode(text)) };
}

/** Runs a command in a folder. */
export async function cli(cwd: string, ...argv: readonly string[]): Promise<CliResult> {
  return cliWithStdin('', cwd, ...argv);
}

/** Runs a command in a folder, with something on standard input. */
export async function cliWithStdin(
  stdin: string,
  cwd: string,
  ...argv: readonly string[]
): Promise<CliResult> {
  return cliWith({ stdin: async () => new TextEncoder().encode(stdin) }, cwd, ...argv);
}

/** Runs a command in a folder, with another process around it. */
export async function cliWith(
  own: Partial<Io>,
  cwd: string,
  ...argv: readonly string[]
): Promise<CliResult> {
  let stdout = '';
  let stderr = '';
  const stdin = own.stdin ?? (async () => new Uint8Array());
  const code = await main(
    {
      host: diskHost(cwd),
      get schema() {
        return (schema ??= madeSchema());
      },
      manual: async () => ({
        pages: manualPages(path.join(__dirname, '../../docs')),
        examples: exampleSpecs(path.join(__dirname, '../../specs')),
      }),
      stdout: (text) => {
        stdout += text;
      },
      stderr: (text) => {
        stderr += text;
      },
      rawStdout: (text) => {
        stdout += text;
      },
      stdin,
      stdinChunks: async function* () {
        yield await stdin();
      },
      stdio: () => ({ input: new PassThrough(), output: new PassThrough() }),
      environment: {},
      colour: false,
      colourData: false,
      console: undefined,
      terminal: false,
      ...own,
    },
    argv,
  );
  return { code, stdout, stderr };
}

/** All files below a folder with their content. */
export function filesIn(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Object.fromEntries(
    names
      .filter((name) => statSync(path.join(folder, name)).isFile())
      .toSorted()
      .map((name) => [name.replaceAll('\\', '/'), readFileSync(path.join(folder, name), 'utf8')]),
  );
}

/** The minimal spec of the manual. */
export const minimal = `location: eastus2
identity: aib-identity
source: Canonical:ubuntu-24_04-lts:server:latest
customize:
  - shell: |
      sudo apt-get update
      sudo apt-get install -y nginx
distribute:
  - gallery: corpGallery/web-base
`;
