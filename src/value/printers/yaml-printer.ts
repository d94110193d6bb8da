/** YAML in which a user's text is text, and shell scripts in which no pipeline finds an expression of its own. */
import { invisible } from '../../lib/invisible';
import { isPlain } from '../../lib/plain-text';
import { shellWord, spelledWord } from './shell-printer';

/** The sign that begins what a pipeline takes for an expression or a command. */
const expression = /[$#](?=[({[#])|:(?=:)/g;
const invisibleOrExpression = new RegExp(`${invisible.source}|${expression.source}`, 'g');

/** A text as a double-quoted scalar, spelled in the one way that Prettier leaves alone. */
export function yamlText(text: string): string {
  if (isPlain(text)) return `"${text}"`;
  const spelled = text.toWellFormed().replace(/[\\"]|[^\x20-\x7e]/gu, (character) => {
    if (character === '\\') return '\\\\';
    const code = (character.codePointAt(0) ?? 0).toString(16);
    if (code.length > 4) return `\\U${code.padStart(8, '0')}`;
    return code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code.padStart(2, '0')}`;
  });
  return `"${spelled}"`;
}

/** A word in a script of a pipeline: neither the shell nor the pipeline finds an expression in it. */
export function ciWord(word: string): string {
  const quoted = shellWord(word);
  if (quoted === word && !word.includes('::')) return word;
  if (word.search(invisible) >= 0) return spelledWord(word, invisibleOrExpression);
  // In quotes `$` and `(` can be parted, and stay one word.
  return quoted.replace(expression, (sign) => (quoted.startsWith("'") ? `${sign}''` : sign));
}
