/** What keys of the language mean, as text. */
import type { LanguageKey } from '../../inspect/language-keys';
import { joined, safeLine, type SafeText } from '../../lib/safe-text';

/** Keys with more meanings than this are listed in a line each. */
const most = 6;

/** The keys as text. */
export function keysText(keys: readonly LanguageKey[]): SafeText {
  if (keys.length > most) {
    return joined(keys.flatMap(({ path, doc }) => [safeLine(path), safeLine(`    ${doc}`)]));
  }
  return joined(keys.map(keyText), '\n');
}

function keyText(key: LanguageKey): SafeText {
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
  return joined([path, ...lines.map((line) => `    ${line}`)].map(safeLine));
}
