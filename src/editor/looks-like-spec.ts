/** Tells specs from the many other files that are YAML, where nobody says which are which. */

const telling = /^(?:customize|distribute|vmProfile)[ \t]*:/m;
const common = /^(source|identity|location|vm|extends|validate|os|generation)[ \t]*:/gm;
const modeline = /^#.*\$schema=\S*aibgen\.schema\.json/m;

/** True for a text that has keys of a spec which other formats do not have together. */
export function looksLikeSpec(text: string): boolean {
  if (modeline.test(text) || telling.test(text)) return true;
  return new Set([...text.matchAll(common)].map(([, key]) => key)).size > 1;
}
