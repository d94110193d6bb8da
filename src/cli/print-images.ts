/** Prints JSON of images, one after the other: those of a fleet are more than memory should hold. */
import { jsonForLog } from '../lib/safe-text';
import type { Io } from './io';

/** Prints `{ "images": [...] }`, the same as `jsonText` with two spaces. */
export function printImages(io: Io, images: Iterable<unknown>): void {
  let before = '{\n  "images": [';
  let end = ']\n}\n';
  for (const image of images) {
    const text = JSON.stringify(image, null, 2).replaceAll('\n', '\n    ');
    io.stdout(jsonForLog(`${before}\n    ${text}`));
    before = ',';
    end = '\n  ]\n}\n';
  }
  io.stdout(jsonForLog(before === ',' ? end : before + end));
}
