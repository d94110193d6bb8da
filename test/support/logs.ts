/** The example logs in `test/logs/`. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './images';

export const logsFolder = path.join(root, 'test/logs');

/** A log, the spec that it is of, and the code of its cause: none for a build that succeeded. */
export interface LogExample {
  readonly name: string;
  readonly folder: string;
  readonly file: string;
  readonly spec: string;
  readonly code: string | undefined;
}

const specs: Readonly<Record<string, string>> = {
  linux: 'web.yaml',
  windows: 'desk.yaml',
  service: '../linux/web.yaml',
};

/** All of them, in the order of their codes. */
export function logExamples(): readonly LogExample[] {
  return Object.entries(specs)
    .flatMap(([folder, spec]) =>
      readdirSync(path.join(logsFolder, folder))
        .filter((file) => /\.(?:log|json|txt)$/.test(file))
        .map((file) => ({
          name: `${folder}/${file}`,
          folder,
          file,
          spec,
          code: /^AIB\d{3}/.exec(file)?.[0],
        })),
    )
    .toSorted((a, b) => (a.file < b.file ? -1 : 1));
}

/** What is printed about an example. */
function logOutput({ folder, file }: LogExample): string {
  return readFileSync(path.join(logsFolder, folder, file.replace(/\.\w+$/, '.out')), 'utf8');
}

/** Of the first example of each code: what stands in the log, and the message. */
export function errorExamples(): Readonly<
  Record<string, { readonly excerpt: string; readonly output: string }>
> {
  return Object.fromEntries(
    logExamples()
      .toReversed()
      .flatMap((example) => {
        const lines = logOutput(example).split('\n');
        const message = lines.find((line) => line.includes(` ${example.code}: `)) ?? '';
        const quoted = lines.findIndex((line) => line.startsWith('  | '));
        const end = lines.findIndex((line, index) => index > quoted && !line.startsWith('  | '));
        const excerpt = lines.slice(quoted, end).map((line) => line.slice(4));
        if (example.code === undefined) return [];
        const output = message.slice(message.indexOf(`${example.code}: `) + 8);
        return [[example.code, { excerpt: excerpt.join('\n'), output }] as const];
      }),
  );
}

/** What the manual shows about each code: the diagnostic, without the last lines of the log and the steps. */
export function logOutputs(): Readonly<Record<string, { readonly output: string }>> {
  return Object.fromEntries(
    logExamples()
      .toReversed()
      .flatMap((example) => {
        const [, ...parts] = logOutput(example).split('\n\n');
        const output = parts
          .slice(0, 1)
          .join('\n\n')
          .replaceAll(/^(.{157}).{4,}$/gm, '$1...');
        return example.code === undefined ? [] : [[example.code, { output }] as const];
      }),
  );
}
