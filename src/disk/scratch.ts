/** Texts that wait to be written: in memory while they are few, then in a temporary file. */
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Where a text waits. */
export interface Kept {
  readonly at: number;
  readonly length: number;
}

export interface Scratch {
  readonly keep: (text: string) => Kept;
  readonly take: (kept: Kept) => Uint8Array;
}

/** Bytes that stay in memory: a small build needs no file. */
const inMemory = 4_000_000;

/** Begins an empty one. Where no temporary file can be written, all stays in memory. */
export function createScratch(limit = inMemory): Scratch {
  const chunks = new Map<number, Uint8Array>();
  let size = 0;
  let file: number | undefined;
  let usable = true;
  const spill = (bytes: Uint8Array, at: number): boolean => {
    try {
      file ??= openNameless();
      return fs.writeSync(file, bytes, 0, bytes.length, at) === bytes.length;
    } catch {
      return false;
    }
  };
  return {
    keep: (text) => {
      const bytes = new TextEncoder().encode(text);
      const kept = { at: size, length: bytes.length };
      size += bytes.length;
      usable &&= size <= limit || spill(bytes, kept.at);
      if (size <= limit || !usable) chunks.set(kept.at, bytes);
      return kept;
    },
    take: ({ at, length }) => {
      const chunk = chunks.get(at);
      if (chunk || file === undefined) return chunk ?? new Uint8Array();
      const bytes = new Uint8Array(length);
      fs.readSync(file, bytes, 0, length, at);
      return bytes;
    },
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
