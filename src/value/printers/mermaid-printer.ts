/** Labels of Mermaid diagrams in which no character has a meaning. */

/** A text as a quoted label: all but plain characters are spelt as numeric entities. */
export function mermaidLabel(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 60).toWellFormed()}…` : text;
  const spelled = short.replace(
    /[^A-Za-z0-9 ._/@:,-]/gu,
    (character) => `#${character.codePointAt(0)};`,
  );
  return `"${spelled.trim() === '' ? ' ' : spelled}"`;
}
