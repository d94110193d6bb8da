/** Questions about a command that several rules ask. */
import { getOwn } from '../../lib/get-own';
import type { Command, Word } from '../command';
import type { Script } from '../script';

/** The first word that is not an option: `install` of `apt-get -q install nginx`. */
export function subcommand({ words }: Command): Word | undefined {
  return words.find((one) => !one.value.startsWith('-'));
}

/** The words that are not options. */
export function operands({ words }: Command): readonly Word[] {
  return words.filter((one) => !one.value.startsWith('-'));
}

/** True where a word matches. */
export function hasWord({ words }: Command, pattern: RegExp): boolean {
  return words.some((one) => pattern.test(one.value));
}

/** True where PowerShell's parameter is given, abbreviated or not, and not switched off with `:$false`. */
export function hasParameter({ words }: Command, name: string): boolean {
  return words.some((one, index) => {
    const written = one.value.toLowerCase();
    if (written.length < 3 || !`-${name.toLowerCase()}`.startsWith(written)) return false;
    return !(one.text.endsWith(':') && /^\$false$/i.test(words[index + 1]?.text ?? ''));
  });
}

/** The value behind a parameter of PowerShell, which may be abbreviated. */
export function parameterValue({ words }: Command, name: string): string | undefined {
  const at = words.findIndex(({ value }) => {
    const written = value.toLowerCase();
    return written.length > 2 && `-${name.toLowerCase()}`.startsWith(written);
  });
  return at < 0 ? undefined : words[at + 1]?.value;
}

/** The command as a message shows it: its name and its first words, on one line. */
export function shown(script: Script, command: Command, words = 3): string {
  const last = command.words[Math.min(words, command.words.length) - 1];
  const text = script.text.slice(command.nameStart, last?.end ?? command.end);
  const [line = ''] = text.split('\n');
  return line.length > 60 ? `${line.slice(0, 57)}...` : line.trimEnd();
}

/** The stretch of a command from its name on. */
export function stretchOf({ nameStart, end }: Command): { start: number; end: number } {
  return { start: nameStart, end };
}

/** True for scripts of sh and bash. */
export function isShell(script: Script): boolean {
  return script.shell === 'sh' || script.shell === 'bash';
}

/** PowerShell's aliases for downloads and evaluation -> the names of the commands. */
const aliases: Readonly<Record<string, string>> = {
  iwr: 'invoke-webrequest',
  wget: 'invoke-webrequest',
  curl: 'invoke-webrequest',
  irm: 'invoke-restmethod',
  iex: 'invoke-expression',
  saps: 'start-process',
  start: 'start-process',
};

/** The name of a PowerShell command, without alias. */
export function cmdlet({ name, path }: Command): string {
  return /\.exe$/i.test(path) ? name : (getOwn(aliases, name) ?? name);
}
