/** Commands that run another command: `sudo -E apt-get install` is an `apt-get install` by root. */
import type { Word } from '../command';

interface Wrapper {
  /** Options that take the next word as their value. */
  readonly values?: string;
  /** Long options that do. */
  readonly longValues?: readonly string[];
  /** How many words stand between the options and the command. */
  readonly skips?: number;
  /** `NAME=value` may be before the command. */
  readonly assigns?: true;
  readonly root?: true;
}

const wrappers: Readonly<Record<string, Wrapper>> = {
  sudo: {
    values: 'ugpCDRThrtU',
    longValues: ['--user', '--group', '--chdir'],
    assigns: true,
    root: true,
  },
  doas: { values: 'uC', root: true },
  env: { values: 'uCS', longValues: ['--unset', '--chdir'], assigns: true },
  nohup: {},
  setsid: {},
  exec: { values: 'a' },
  command: {},
  builtin: {},
  time: { values: 'of' },
  nice: { values: 'n' },
  ionice: { values: 'cnp' },
  stdbuf: { values: 'ioe' },
  timeout: { values: 'ks', longValues: ['--kill-after', '--signal'], skips: 1 },
  flock: { values: 'wE', skips: 1 },
  xargs: { values: 'nIPdLaEs', longValues: ['--arg-file', '--delimiter', '--max-args'] },
};

/** The command that is really run. */
export interface Unwrapped {
  /** The words of it, its name first; those of the wrapper where it runs none. */
  readonly words: readonly Word[];
  readonly root: boolean;
  readonly environment: Map<string, string>;
  /** True where its input comes from `xargs`: it may be anything. */
  readonly byXargs: boolean;
}

/** Takes off what is before the command that is really run. */
export function unwrap(all: readonly Word[]): Unwrapped {
  let words = all;
  let root = false;
  let byXargs = false;
  const environment = new Map<string, string>();
  for (;;) {
    const name = baseName(words[0]);
    const wrapper = Object.hasOwn(wrappers, name) ? wrappers[name] : undefined;
    const rest = wrapper && wrappedWords(words, wrapper, environment);
    if (!rest) return { words, root, environment, byXargs };
    root ||= wrapper.root === true;
    byXargs ||= name === 'xargs';
    words = rest;
  }
}

/** The last part of a path: `/usr/bin/apt-get` is `apt-get`. */
export function baseName(word: Word | undefined): string {
  return word?.literal ? (word.value.split('/').at(-1) ?? '') : '';
}

function wrappedWords(
  words: readonly Word[],
  { values = '', longValues = [], skips = 0, assigns }: Wrapper,
  environment: Map<string, string>,
): readonly Word[] | undefined {
  let at = 1;
  for (let word = words[at]; word?.value.startsWith('-'); word = words[at]) {
    at += 1;
    if (word.value === '--') break;
    // `command -v` and `sudo -l` only ask.
    if (/^-[vVl]$/.test(word.value)) return undefined;
    const takesNext = word.value.startsWith('--')
      ? longValues.includes(word.value)
      : word.value.length === 2 && values.includes(word.value.slice(1));
    if (takesNext) at += 1;
  }
  for (let word = words[at]; word; word = words[at]) {
    if (!assigns || !/^[A-Za-z_]\w*=/.test(word.value)) break;
    const [name = '', ...value] = word.value.split('=');
    environment.set(name, value.join('='));
    at += 1;
  }
  at += skips;
  return at < words.length ? words.slice(at) : undefined;
}
