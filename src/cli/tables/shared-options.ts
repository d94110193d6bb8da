/** What the tables of commands share. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { clouds } from '../../service/clouds';
import { parseShard } from '../fleet-slice';
import type { Io } from '../io';
import { formats } from '../report';

/** Adds what a command takes and does to it; `done` is given its exit code. */
export type Define = (command: Command, io: Io, done: (code: number) => void) => Command;

/** How a command is used, for its help. */
export function example(command: string): string {
  return `\nExample:\n  $ ${command}\n`;
}

/** Names the output folder. */
export function outOption(description: string): Option {
  return new Option('-o, --out <folder>', description)
    .argParser((given: string) => {
      if (given.trim() === '') throw new InvalidArgumentError('Name a folder.');
      return given;
    })
    .default('out');
}

/** Names the folder of the user's templates. */
export function templatesOption(): Option {
  return new Option(
    '--templates <folder>',
    'templates that replace those of aibgen, or add outputs',
  );
}

/** Gives values to parameters. */
export function setOption(): Option {
  return valuesOption('--set <name=value>', 'value of a parameter (repeatable)');
}

/** An option that collects `name=value`. */
export function valuesOption(flags: string, description: string): Option {
  return new Option(flags, description)
    .argParser((given: string, before: Readonly<Record<string, string>>) => {
      const at = given.indexOf('=');
      if (at < 1) throw new InvalidArgumentError('Write it as name=value.');
      return { ...before, [given.slice(0, at)]: given.slice(at + 1) };
    })
    .default({}, 'none');
}

/** Names the cloud. */
export function cloudOption(): Option {
  return new Option('--cloud <cloud>', 'the cloud').choices(Object.keys(clouds)).default('public');
}

/** How something is shown: text, unless something else is asked for. */
export function formatOption(
  what = 'how diagnostics are shown',
  choices: readonly string[] = formats,
): Option {
  return new Option('--format <format>', what).choices(choices).default('text');
}

/** An option that may be given several times. */
export function repeatedOption(flags: string, description: string, none = 'none'): Option {
  return new Option(flags, description)
    .argParser((given: string, before: readonly string[]) => [...before, given])
    .default([], none);
}

/** A part of the images, for parallel jobs. */
export function shardOption(): Option {
  return new Option('--shard <i/n>', 'only one of n equal parts').argParser((given: string) => {
    const shard = parseShard(given);
    if (!shard) throw new InvalidArgumentError('Write it as 1/4, 2/4, ...');
    return shard;
  });
}

/** Only what a change concerns. */
export function changedOption(): Option {
  return new Option('--changed-since <ref>', 'only images that a change since a commit concerns');
}
