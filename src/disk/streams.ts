/** Standard output and error without Node.js streams, which load a quarter of its library for a single line of a build. */
import fs from 'node:fs';

const waiting = new Int32Array(new SharedArrayBuffer(4));

/** Writes a text to a file descriptor, all of it. A reader that has seen enough, as in `aibgen schema | head`, ends the process. */
export function writeTo(descriptor: 1 | 2, text: string): void {
  let rest: Uint8Array = new TextEncoder().encode(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(fs.writeSync(descriptor, rest));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EPIPE') process.exit();
      // Where nothing can be said, the exit code still says how it went.
      if (code !== 'EAGAIN' && descriptor === 2) return;
      if (code !== 'EAGAIN') throw error;
      // A pipe that someone has set not to block: its reader is slow.
      Atomics.wait(waiting, 0, 0, 5);
    }
  }
}

let device: number | undefined;

/** The number of the device that forgets what is written to it; `undefined` on Windows. */
function nullDevice(): number | undefined {
  device ??= fs.statSync('/dev/null', { throwIfNoEntry: false })?.rdev;
  return device;
}

/** True where a file descriptor is a terminal. */
export function isTerminal(descriptor: 0 | 1 | 2): boolean {
  const stats = fs.fstatSync(descriptor);
  // Asking Node.js loads a fifth of its library; the usual device that is no terminal is known by its number.
  if (!stats.isCharacterDevice() || stats.rdev === nullDevice()) return false;
  const { isatty }: typeof import('node:tty') = require('node:tty');
  return isatty(descriptor);
}
