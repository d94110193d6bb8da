/** What keys of the language mean, as text. */
import type { LanguageKey } from '../../inspect/language-keys';
import { safeText } from '../../lib/safe-text';

/** Keys with more meanings than this are listed in a line each. */
const most = 6;

/** The keys as text. */
export function keysText(keys: readonly LanguageKey[]): string {
  if (keys.length > most) {
    return keys.map(({ path, doc }) => `${safeText(path)}\n    ${safeText(doc)}\n`).join('');
  }
  return keys.map(keyText).join('\n');
}

function keyText(key: LanguageKey): string {
  const { path, doc, value, default: given, example, azure, since, docs } = key;
  const lines = [
    doc,
    `Value: ${value}.`,
    ...(given === undefined ? [] : [`Default: ${JSON.stringify(given)}.`]),
    ...(example === undefined ? [] : [`Example: ${path.split('.').at(-1)}: ${example}`]),
    ...(azure === undefined ? [] : [`Short for ${azure}.`]),
    ...(since === undefined ? [] : [`Since API version ${since}.`]),
    ...(docs === undefined ? [] : [`see ${docs}`]),
  ];
  return [path, ...lines.map((line) => `    ${line}`)]
    .map((line) => `${safeText(line)}\n`)
    .join('');
}
