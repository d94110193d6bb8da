/** Texts that wait to be written: in memory while they are few, then in a temporary file. */
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Where a text waits: in which chunk, and where in it. */
export interface Kept {
  readonly chunk: number;
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

/** Bytes that are written to the file, and read from it, at once: some images. */
const chunkSize = 1_000_000;

/** Creates an empty spill. If no temporary file can be written, everything stays in memory. */
export function createSpill(limit = inMemory): Spill {
  /** Chunks in memory; one that is not here is in the file. */
  const chunks = new Map<number, Buffer>();
  /** Where each chunk begins in the file, and how long it is. */
  const places: { readonly start: number; readonly length: number }[] = [];
  let filling: Buffer = Buffer.alloc(0);
  let used = 0;
  let size = 0;
  let file: number | undefined;
  let usable = true;
  /** The chunk that was read last. */
  let loaded = { chunk: -1, bytes: filling };
  const write = (bytes: Buffer, start: number): boolean => {
    try {
      file ??= openNameless();
      return fs.writeSync(file, bytes, 0, bytes.length, start) === bytes.length;
    } catch {
      return false;
    }
  };
  /** Puts away the chunk that is full, and begins another one for at least so many bytes. */
  const begin = (least: number): void => {
    const full = filling.subarray(0, used);
    const start = size;
    size += used;
    usable &&= size <= limit || write(full, start);
    const stays = size <= limit || !usable;
    if (stays) chunks.set(places.length, full);
    places.push({ start, length: used });
    if (stays || filling.length < least) filling = Buffer.allocUnsafe(Math.max(least, chunkSize));
    used = 0;
  };
  const load = (chunk: number, file: number): Buffer => {
    const { start, length } = places[chunk] ?? { start: 0, length: 0 };
    if (loaded.chunk === chunk) return loaded.bytes;
    const bytes = loaded.bytes.length < length ? Buffer.allocUnsafe(length) : loaded.bytes;
    fs.readSync(file, bytes, 0, length, start);
    loaded = { chunk, bytes };
    return bytes;
  };
  const take = ({ chunk, at, length }: Kept): Buffer => {
    const waiting = chunk === places.length ? filling : chunks.get(chunk);
    const bytes = waiting ?? (file === undefined ? undefined : load(chunk, file));
    return bytes?.subarray(at, at + length) ?? Buffer.alloc(0);
  };
  return {
    keep: (text) => {
      const length = Buffer.byteLength(text);
      if (used + length > filling.length) begin(length);
      const kept = { chunk: places.length, at: used, length };
      filling.write(text, used);
      used += length;
      return kept;
    },
    take,
    text: (kept) => take(kept).toString(),
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
