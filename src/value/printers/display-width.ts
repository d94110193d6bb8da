import emojiPattern from 'emoji-regex';
import { eastAsianWidth } from 'get-east-asian-width';
import { isNarrowEmojiCharacter } from 'narrow-emojis';
import { isPlain } from '../../lib/plain-text';

const beyondAscii = /[^\x20-\x7F]/;

/** Marks that take no column of their own. Classes of Unicode take long to compile: only when one is asked for. */
function isMark(character: string): boolean {
  return /[\p{Nonspacing_Mark}\p{Enclosing_Mark}]/u.test(character);
}

/** How many columns a text takes, counted as Prettier counts them. */
export function displayWidth(text: string): number {
  if (isPlain(text) || !beyondAscii.test(text)) return text.length;
  let width = 0;
  const rest = text.replace(emojiPattern(), (character) => {
    width += isNarrowEmojiCharacter(character) ? 1 : 2;
    return '';
  });
  for (const character of rest) {
    const code = character.codePointAt(0) ?? 0;
    const invisible = code <= 31 || (code >= 127 && code <= 159) || isMark(character);
    if (!invisible) width += eastAsianWidth(code);
  }
  return width;
}
