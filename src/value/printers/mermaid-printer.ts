/** Labels of Mermaid diagrams in which no character has a meaning. */

/** A long text keeps its beginning and its end, which says what it is: `latest`, the name of a resource. */
function shorten(text: string): string {
  if (text.length <= 100) return text;
  return `${text.slice(0, 60).toWellFormed()}…${text.slice(-39).toWellFormed()}`;
}

/** A text as a quoted label: all but plain characters are spelt as numeric entities. */
export function mermaidLabel(text: string): string {
  const spelled = shorten(text).replace(
    /[^A-Za-z0-9 ._/@:,-]/gu,
    (character) => `#${character.codePointAt(0)};`,
  );
  return `"${spelled.trim() === '' ? ' ' : spelled}"`;
}
