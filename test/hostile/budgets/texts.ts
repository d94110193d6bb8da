/** What attackers write: texts, names and paths. */
import { hostileTexts } from '../../laws/hostile';
import { evaluatedTexts } from './sandbox';

/** Paths that lead out of the project, or to what never ends. */
export const paths: readonly string[] = [
  '/etc/passwd', '/etc/shadow', '/proc/self/environ', '/proc/self/mem', '/dev/zero', '/dev/stdin', '/dev/full',
  '../secret.yaml', '../../secret.yaml', '../../../../../../etc/passwd', './to-secret.yaml', './to-git.yaml',
  './to-zero.yaml', './to-self.yaml', './pipe.yaml', './up/secret.yaml', './up/up/secret.yaml', '../.git/config', '.git/HEAD',
  './a.yaml', 'a.yaml', './_b.yaml', './_c.yaml', '.', '..', '/', '', 'file:///etc/passwd', '\\\\server\\share\\x',
  'C:\\Windows\\win.ini', 'nul', 'con', './x\u0000.yaml', `./${'a'.repeat(300)}.yaml`, './%2e%2e/secret.yaml', '~/.ssh/id_rsa',
]; // prettier-ignore

/** Texts for any place. */
export const texts: readonly string[] = [
  ...Object.values(hostileTexts),
  ...evaluatedTexts,
  '##vso[task.setvariable variable=X]y', '###vso[task.complete]', '##[error]x', '\r::error::x', '\n::set-output name=a::b',
  '\u001b]0;title\u0007\u001b[2J', '\u202egnp.exe', '<!-- x', '```\nx', '__proto__', 'constructor', 'toString', 'hasOwnProperty',
  '{{ params.__proto__ }}', '{{ params.constructor }}', '{{ matrix.toString }}', '{{{{ params.x }}}}', '{{ params.x', '*x', '&x [*x]',
  'x'.repeat(5000), '['.repeat(200), '{{ params.p }}'.repeat(200), '\u0000', '\ud800', '1e400', '-0', '0x7fffffffffffffff', 'NaN',
  'https://user:pw@x.blob.core.windows.net/a?sig=b', '/subscriptions/x/resourceGroups/y', `${'a/'.repeat(400)}b`,
]; // prettier-ignore

/** Names of files and folders, without their ending. */
export const names: readonly string[] = [
  'a` is **approved**.\n\n<!--\n`', '<!-- x', 'x\n```\n', '](https:evil.example)', '\u001b[31mred', '::error::x', '::error file=a,line=1::x',
  '##vso[task.setvariable variable=X]y', '##[error]x', '$(touch pwned)', '`touch pwned`', ';touch pwned;', '| touch pwned', '&& touch pwned',
  "'", '"', '\\', '-rf', '--help', '--force', '-o', '@a', '#a', '%0A', '%2e%2e', '*', '?', '[a]', '{a,b}', '!a', '~', ' a', 'a ', 'a.', '...',
  'CON', 'nul', 'com1', 'aux', 'esac', 'true', 'null', '__proto__', 'constructor', 'prototype', 'é', 'e\u0301', 'ſ', 'ß', 'İ', '\u202egnp',
  '\u200b', '\ufeffa', '\u2028a', 'a\tb', 'a\rb', 'a\u0007b', 'a\u0085b', 'a\u007fb', 'x'.repeat(200), '日本語', '👍', '.hidden', '.aibgen',
  '.aibgen.json', 'aibgen.schema', '{{x}}', '${x}', '{{ params.x }}', '<script>', 'a=b', 'a,b', 'a:b', 'C:a', 'a|b', 'a>b', '0', '-', '1.0.0',
]; // prettier-ignore
