/** The examples, specs/ of the project. */
import type { Project } from './share';

declare const AIBGEN_EXAMPLES: {
  /** All files of the examples, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** Each example with the files that it is made of, itself first. */
  readonly examples: Readonly<Record<string, readonly string[]>>;
};

/** The names of the examples. */
export const exampleNames: readonly string[] = Object.keys(AIBGEN_EXAMPLES.examples).map((file) =>
  file.replace(/\.yaml$/, ''),
);

/** An example with its files. */
export function exampleProject(name: string): Project {
  const entry = `${name}.yaml`;
  const files = AIBGEN_EXAMPLES.examples[entry] ?? [entry];
  return {
    entry,
    files: Object.fromEntries(files.map((file) => [file, AIBGEN_EXAMPLES.files[file] ?? ''])),
  };
}
