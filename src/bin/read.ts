/** Reads the files of the command, one after the other into the same memory: fresh memory costs more than reading does. */
import fs from 'node:fs';

let memory = Buffer.allocUnsafeSlow(1_500_000);

/** The bytes of a file, until the next call. */
export function read(file: string): Buffer {
  const handle = fs.openSync(file, 'r');
  try {
    const { size } = fs.fstatSync(handle);
    if (size > memory.length) memory = Buffer.allocUnsafeSlow(size);
    return memory.subarray(0, fs.readSync(handle, memory, 0, size, 0));
  } finally {
    fs.closeSync(handle);
  }
}
