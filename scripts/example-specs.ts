// The specs of specs/ that work alone: `aibgen init --from` writes them.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The examples that name no other file, by name. */
export function exampleSpecs(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return Object.fromEntries(
    files
      .toSorted()
      .map(
        (file) => [path.parse(file).name, readFileSync(path.join(folder, file), 'utf8')] as const,
      )
      .filter(([, text]) => !/^extends:|: \.\.?\//m.test(text)),
  );
}
