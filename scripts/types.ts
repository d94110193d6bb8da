// Leaves of dist/types/ what the library's types need, with the full names of files that Node.js-like resolution asks for.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const relativeName = /(from '|import\(")(\.[^'"]+)/g;

/** Trims the folder of declarations that tsc has written. */
export function trimTypes(folder: string): void {
  const needed = new Map<string, string>();
  const visit = (file: string): void => {
    if (needed.has(file)) return;
    needed.set(file, '');
    const text = readFileSync(file, 'utf8').replace(
      relativeName,
      (_, before: string, name: string) => {
        const beside = path.join(path.dirname(file), name);
        const full = existsSync(`${beside}.d.ts`) ? name : `${name}/index`;
        visit(path.join(path.dirname(file), `${full}.d.ts`));
        return `${before}${full}.js`;
      },
    );
    needed.set(file, text);
  };
  const index = path.join(folder, 'index.d.ts');
  visit(index);
  needed.set(path.join(folder, 'index.d.mts'), needed.get(index) ?? '');
  rmSync(folder, { recursive: true });
  for (const [file, text] of needed) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
