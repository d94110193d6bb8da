/** A command's access to the process; tests replace it. */
import type { Readable, Writable } from 'node:stream';
import type { openSession } from '../azure/session';
import type { Host } from '../disk/host';
import type { Project } from '../config/parse-config';
import type { Threads } from '../disk/workers';
import type { SafeText } from '../lib/safe-text';

/** An interactive terminal. */
export interface Console {
  readonly input: Readable;
  readonly output: Writable;
}

export interface Manual {
  /** The pages of the manual by their topic (`spec`, `recipes/avd`), Markdown. */
  readonly pages: Readonly<Record<string, string>>;
  /** The specs that come with aibgen, by name. */
  readonly examples: Readonly<Record<string, string>>;
}

export interface Io {
  readonly host: Host;
  /** What the configuration file says; read once, before a command runs. */
  readonly project?: Project | undefined;
  /** The JSON Schema of the spec, and the checksum of its text. */
  readonly schema: { readonly text: () => string; readonly checksum: string };
  /** What comes with aibgen for people to read. */
  readonly manual: () => Promise<Manual>;
  /** Variables of the environment. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: (text: SafeText) => void;
  readonly stderr: (text: SafeText) => void;
  /**
   * Says that all is in place now: the same command would change nothing, and would print what this one has printed so far and then
   * `rest` to stderr.
   */
  readonly settled?: ((rest: SafeText) => void) | undefined;
  /** Prints a file that was asked for to standard output, byte for byte: a spec, a schema, an output. */
  readonly rawStdout: (text: string) => void;
  readonly stdin: () => Promise<Uint8Array>;
  /** Standard input piece by piece, for what may be large. */
  readonly stdinChunks: () => AsyncIterable<Uint8Array>;
  /** Standard input and output as streams, for what speaks a protocol. */
  readonly stdio: () => { readonly input: Readable; readonly output: Writable };
  /** True where messages may be coloured. */
  readonly colour: boolean;
  /** True where data may be coloured. */
  readonly colourData: boolean;
  /** The terminal for questions; `undefined` if there is none. */
  readonly console: Console | undefined;
  /** True where stderr is a terminal. */
  readonly terminal: boolean;
  /** Characters in a line of the terminal, where it says so. */
  readonly columns?: number | undefined;
  /** Other threads, where there are processors for them. */
  readonly threads?: Threads | undefined;
  /** Opens the connection to Azure, in place of that of src/azure. */
  readonly openSession?: typeof openSession | undefined;
}

/** The same with another file system, which worker threads cannot share. */
export function withHost(io: Io, host: Host): Io {
  return { ...io, host, threads: undefined };
}

/** Exit codes of the command. */
export const exit = { done: 0, problems: 1, usage: 2, bug: 3, login: 4, time: 5 } as const;
