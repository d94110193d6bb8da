/** The wrong examples of the diagnostics, test/invalid/, as projects of the playground. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Project } from '../playground/share';

const folder = 'test/invalid';

/** The files that specs of the folder name, by their own name. */
const parts = readdirSync(folder).filter((name) => name.startsWith('_'));

/** A spec with the files next to it that it names; `undefined` for what a page cannot show. */
export function wrongExample(entry: string): Project | undefined {
  const text = textOf(entry);
  // A page has no folder above its files.
  if (text === undefined || text.includes('../')) return undefined;
  const named = parts.filter((name) => text.includes(name));
  const files: Record<string, string> = { [entry]: text };
  for (const name of named) {
    const part = textOf(name);
    if (part === undefined) return undefined;
    files[name] = part;
  }
  return { entry, files };
}

/** A file; `undefined` if it is no text. */
function textOf(name: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      readFileSync(path.join(folder, name)),
    );
  } catch {
    return undefined;
  }
}
