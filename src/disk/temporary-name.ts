/** Names of files that are being written: `main.bicep.<pid>.<machine>.<random>.aibgen-tmp`. */
import fs from 'node:fs';
import { hostname } from 'node:os';
import { checksum } from '../lib/checksum';
import { errorCode } from './system-errors';

const pattern = /\.(?<writer>\d+)\.(?:(?<machine>[0-9a-f]{8})\.[0-9a-f]+\.)?aibgen-tmp$/;

let machine: string | undefined;

/** Tells machines, and containers that share a folder, from each other: the same number means another process there. */
function thisMachine(): string {
  machine ??= checksum(`${hostname()} ${processNamespace()}`).slice(0, 8);
  return machine;
}

function processNamespace(): string {
  try {
    return fs.readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

/** V8 seeds it with what the system gives it for that: nobody can guess the first name of a process. */
const random = Math.floor(Math.random() * 2 ** 48)
  .toString(16)
  .padStart(12, '0');
let count = 0;

/** A name that no other write uses: it says who writes. */
export function temporaryName(name: string): string {
  count += 1;
  return `${name}.${process.pid}.${thisMachine()}.${random}${count.toString(16)}.aibgen-tmp`;
}

/** Milliseconds after which no write goes on: what another machine left behind is told by its age alone. */
const longestWrite = 24 * 60 * 60 * 1000;

/** True for a file that an interrupted write left behind; one that is still being written is not. */
export function isAbandoned(path: string): boolean {
  const found = pattern.exec(path)?.groups;
  if (!found) return false;
  const writer = Number(found['writer']);
  if (found['machine'] !== undefined && found['machine'] !== thisMachine()) return isOld(path);
  try {
    process.kill(writer, 0);
    return writer === process.pid;
  } catch (error) {
    return errorCode(error) === 'ESRCH';
  }
}

function isOld(path: string): boolean {
  try {
    return Date.now() - fs.lstatSync(path).mtimeMs > longestWrite;
  } catch {
    return false;
  }
}
