/** Texts that wait to be written: in memory while they are few, then in a temporary file. */
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Where a text waits. */
export interface Kept {
  readonly at: number;
  readonly length: number;
}

export interface Spill {
  readonly keep: (text: string) => Kept;
  /** The bytes of a text, until the next call. */
  readonly take: (kept: Kept) => Uint8Array;
  /** A text. */
  readonly text: (kept: Kept) => string;
}

/** Bytes that stay in memory: a small build needs no file. */
const inMemory = 2_000_000;

/** Creates an empty spill. If no temporary file can be written, everything stays in memory. */
export function createSpill(limit = inMemory): Spill {
  const chunks = new Map<number, Uint8Array>();
  // One for all: garbage outside of the heap is collected late.
  let buffer = Buffer.alloc(1 << 16);
  let size = 0;
  let file: number | undefined;
  let usable = true;
  const reserve = (length: number): void => {
    if (length > buffer.length) buffer = Buffer.alloc(2 * length);
  };
  const spill = (text: string, { at, length }: Kept): boolean => {
    try {
      file ??= openNameless();
      reserve(length);
      buffer.write(text);
      return fs.writeSync(file, buffer, 0, length, at) === length;
    } catch {
      return false;
    }
  };
  const take: Spill['take'] = ({ at, length }) => {
    const chunk = length > 0 ? chunks.get(at) : undefined;
    if (chunk || file === undefined) return chunk ?? new Uint8Array();
    reserve(length);
    fs.readSync(file, buffer, 0, length, at);
    return buffer.subarray(0, length);
  };
  return {
    keep: (text) => {
      const length = Buffer.byteLength(text);
      const kept = { at: size, length };
      size += length;
      usable &&= size <= limit || spill(text, kept);
      if (length > 0 && (size <= limit || !usable)) chunks.set(kept.at, Buffer.from(text));
      return kept;
    },
    take,
    text: (kept) => new TextDecoder().decode(take(kept)),
  };
}

/** A file that is gone as soon as the process is, however that ends. */
function openNameless(): number {
  const folder = fs.mkdtempSync(path.join(tmpdir(), 'aibgen-'));
  const file = fs.openSync(path.join(folder, 'waiting'), 'wx+', 0o600);
  const remove = (): void => fs.rmSync(folder, { recursive: true, force: true });
  try {
    remove();
  } catch {
    // Windows keeps the folder of a file that is open.
    process.once('exit', remove);
  }
  return file;
}
