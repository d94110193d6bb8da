/**
 * How files are read: plain files only, up to a size, and for a spec only those of its project. Everything is checked on the open
 * file, so that nothing can be exchanged between the check and the reading.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { Refused } from '../spec/spec-files';

/** What a read is limited to. */
export interface ReadBounds {
  /** The folder (absolute) that the file must be in, after links are resolved; absent: anywhere. */
  readonly project?: string;
  /** The largest size in bytes. */
  readonly limit: number;
}

/** A file that exists and must not be read. */
export class RefusedFile extends Error {
  constructor(readonly refusal: Refused) {
    super(refusal.refused);
  }
}

/** What is read that is not part of a spec: outputs, templates, logs. */
const largestFile = 512 * 1024 * 1024;

/** The bytes of a plain file. Throws `RefusedFile`, or the error of the system. */
export function readPlainFile(file: string, bounds: ReadBounds = { limit: largestFile }): Buffer {
  if (bounds.project !== undefined) requireInside(realPath(file), bounds.project);
  // Opening a device may already do something, and a pipe waits for its writer.
  requirePlainFile(fs.statSync(file));
  const handle = fs.openSync(file, fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0));
  try {
    const stats = fs.fstatSync(handle);
    requirePlainFile(stats);
    if (bounds.project !== undefined) {
      requireInside(fileBehind(file, stats), bounds.project);
    }
    if (stats.size > bounds.limit) throw tooLarge(bounds.limit);
    return readBytes(handle, stats.size, bounds.limit);
  } finally {
    fs.closeSync(handle);
  }
}

function requirePlainFile(stats: fs.Stats): void {
  if (stats.isDirectory()) {
    throw Object.assign(new Error('EISDIR: it is a folder'), { code: 'EISDIR' });
  }
  if (!stats.isFile()) throw new RefusedFile({ refused: 'special' });
}

function tooLarge(limit: number): RefusedFile {
  return new RefusedFile({ refused: 'large', limit });
}

/** A path without links; of what does not exist, that of the folder in which it would be. */
function realPath(file: string): string {
  try {
    return fs.realpathSync.native(file);
  } catch {
    const folder = path.dirname(file);
    return folder === file ? file : path.join(realPath(folder), path.basename(file));
  }
}

/** The path without links of an open file; refuses a path that leads to another file by now. */
function fileBehind(file: string, opened: fs.Stats): string {
  const real = fs.realpathSync.native(file);
  const named = fs.statSync(real);
  if (named.dev === opened.dev && named.ino === opened.ino) return real;
  throw new RefusedFile({ refused: 'outside' });
}

function requireInside(real: string, project: string): void {
  const inside = path.relative(realPath(project), real);
  const segments = inside.split(path.sep);
  if (segments[0] === '..' || path.isAbsolute(inside)) {
    throw new RefusedFile({ refused: 'outside' });
  }
  if (segments.some((segment) => segment.toLowerCase() === '.git')) {
    throw new RefusedFile({ refused: 'git' });
  }
}

/** All bytes; a file that says that it is empty may hold some all the same, and one may grow while it is read. */
function readBytes(handle: number, size: number, limit: number): Buffer {
  let bytes = Buffer.allocUnsafe(size + 1);
  let length = 0;
  for (;;) {
    if (length === bytes.length) {
      bytes = Buffer.concat([bytes], Math.min(2 * length + 4096, limit + 1));
    }
    const read = fs.readSync(handle, bytes, length, bytes.length - length, null);
    if (read === 0) return bytes.subarray(0, length);
    length += read;
    if (length > limit) throw tooLarge(limit);
  }
}
