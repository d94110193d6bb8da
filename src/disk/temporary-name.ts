/** Names of files that are being written: `main.bicep.<pid>.<machine>.<random>.aibgen-tmp`. */
import fs from 'node:fs';
import { hostname } from 'node:os';
import { checksum } from '../lib/checksum';
import { errorCode } from './system-errors';

const temporaryName = /\.(?<writer>\d+)\.(?:(?<machine>[0-9a-f]{8})\.[0-9a-f]+\.)?aibgen-tmp$/;

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

/** The part of a temporary name that says who writes. */
export function writerTag(): string {
  return `${process.pid}.${thisMachine()}.`;
}

/** Milliseconds after which no write goes on: what another machine left behind is told by its age alone. */
const longestWrite = 24 * 60 * 60 * 1000;

/** True for a file that an interrupted write left behind; one that is still being written is not. */
export function isAbandoned(path: string): boolean {
  const found = temporaryName.exec(path)?.groups;
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
