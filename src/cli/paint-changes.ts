/** Colours a text of changes by the signs before its lines: + green, - red, ~ yellow. */
const colours = { '+': 32, '-': 31, '~': 33 } as const;

/** The text as a terminal shows it; as it is where there is none. */
export function paintChanges(text: string, isTerminal: boolean): string {
  if (!isTerminal) return text;
  return text.replace(/^( *)([+~-]) .*$/gm, (line: string, _indent: string, sign: string) => {
    const colour = sign === '+' || sign === '-' ? colours[sign] : colours['~'];
    return `\u001b[${colour}m${line}\u001b[0m`;
  });
}
