/** Words of POSIX shell in which no character has a meaning. */
import type { Part, ResourceId, Text } from '../../model/value';

/** A text as one word of `sh`. */
export function shellWord(text: string): string {
  if (/^[A-Za-z0-9_./:@%+=,-]+$/.test(text)) return text;
  if (!/[\u0000-\u001f\u007f]/.test(text)) return `'${text.replaceAll("'", "'\\''")}'`;
  // Control characters would be invisible, or end the line: printf makes them.
  const escaped = text.replace(/\\/g, '\\\\').replace(/'/g, '\\0047');
  const spelled = escaped.replace(
    /[\u0000-\u001f\u007f]/g,
    (character) => `\\0${character.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
  return `"$(printf '%b' '${spelled}')"`;
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
  if ('parameter' in part) return `"$p_${part.parameter}"`;
  if (part.kind === 'id') return shellText(part);
  throw new Error(`an expression (${part.name}) has no place in a script`);
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
