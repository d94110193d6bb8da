import emojiPattern from 'emoji-regex';
import { eastAsianWidth } from 'get-east-asian-width';
import { isNarrowEmojiCharacter } from 'narrow-emojis';

const beyondAscii = /[^\x20-\x7F]/;
const zeroWidthMark = /[\p{Nonspacing_Mark}\p{Enclosing_Mark}]/u;

/** How many columns a text takes, counted as Prettier counts them. */
export function displayWidth(text: string): number {
  if (!beyondAscii.test(text)) return text.length;
  let width = 0;
  const rest = text.replace(emojiPattern(), (character) => {
    width += isNarrowEmojiCharacter(character) ? 1 : 2;
    return '';
  });
  for (const character of rest) {
    const code = character.codePointAt(0) ?? 0;
    const invisible = code <= 31 || (code >= 127 && code <= 159) || zeroWidthMark.test(character);
    if (!invisible) width += eastAsianWidth(code);
  }
  return width;
}
