/** Words of POSIX shell in which no character has a meaning. */
import type { Part, ResourceId, Text } from '../value';
import { invisible } from '../../lib/invisible';

/** A text as one word of `sh`. */
export function shellWord(text: string): string {
  if (/^[A-Za-z0-9_./:@%+=,-]+$/.test(text)) return text;
  return text.search(invisible) < 0
    ? `'${text.replaceAll("'", "'\\''")}'`
    : spelledWord(text, invisible);
}

/** A word in which `printf` makes the characters that are not to be seen as they are. */
export function spelledWord(text: string, hidden: RegExp): string {
  const escaped = text.replace(/\\/g, '\\\\').replace(/'/g, '\\0047').replace(hidden, octal);
  return `"$(printf '%b' '${escaped}')"`;
}

function octal(character: string): string {
  const bytes = new TextEncoder().encode(character);
  return [...bytes].map((byte) => `\\0${byte.toString(8).padStart(3, '0')}`).join('');
}

/**
 * A text or id as one word of `run.sh`: parameters are its variables `p_<name>`, and what is relative is in its own
 * `subscription` and `group`.
 */
export function shellText(value: Text | ResourceId): string {
  const words = value.kind === 'id' ? idWords(value) : value.parts.map(partWord);
  return words.join('') || "''";
}

function partWord(part: Part): string {
  if (typeof part === 'string') return part === '' ? '' : shellWord(part);
  return `"$p_${part.parameter}"`;
}

function idWords({ scope, type, names }: ResourceId): readonly string[] {
  const { subscription, resourceGroup } = scope;
  const [namespace = '', ...types] = type.split('/');
  return [
    '/subscriptions/',
    subscription ? shellText(subscription) : '"$subscription"',
    '/resourceGroups/',
    resourceGroup ? shellText(resourceGroup) : '"$group"',
    `/providers/${namespace}`,
    ...names.flatMap((name, index) => [`/${types[index]}/`, shellText(name)]),
  ];
}
