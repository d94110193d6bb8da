/** What a command may touch of the process; tests put their own behind it. */
import type { Readable, Writable } from 'node:stream';
import type { Host } from '../disk/host';

/** Where a person types and reads. */
export interface Console {
  readonly input: Readable;
  readonly output: Writable;
}

export interface Io {
  readonly host: Host;
  /** The JSON Schema of the spec as text, and its checksum. */
  readonly schema: () => Promise<{ readonly text: string; readonly checksum: string }>;
  /** The manual of the codes, Markdown. */
  readonly manual: () => Promise<string>;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly stdin: () => Promise<Uint8Array>;
  /** True where messages may be coloured. */
  readonly colour: boolean;
  /** The terminal on which questions can be asked; `undefined` where there is none. */
  readonly console: Console | undefined;
  /** True where stderr is a terminal. */
  readonly terminal: boolean;
}

/** Exit codes of the command. */
export const exit = { done: 0, problems: 1, usage: 2, bug: 3 } as const;
