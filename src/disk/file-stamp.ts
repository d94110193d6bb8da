import fs from 'node:fs';

/** What changes whenever the content of a file does: its identity, size and times. `undefined` where there is no file. */
export function fileStamp(path: string): string | undefined {
  try {
    const { dev, ino, size, mtimeMs, ctimeMs } = fs.statSync(path);
    return [dev, ino, size, mtimeMs, ctimeMs].join(' ');
  } catch {
    return undefined;
  }
}
