/** Texts inside of PowerShell. */
import { armText, isArmText, type ArmPart, type ArmValue } from '../arm/arm-value';

/** A text in single quotes; parameters stand in it as they are. */
export function quoted(value: ArmValue): readonly ArmPart[] {
  const parts = isArmText(value) ? value.parts : [String(value)];
  const inner = parts.map((part) => (typeof part === 'string' ? part.replaceAll("'", "''") : part));
  return ["'", ...inner, "'"];
}

/** A text as lines; one with an open part stays whole where it is one line. */
export function linesOf(value: ArmValue): readonly ArmValue[] {
  const lines: ArmPart[][] = [[]];
  for (const part of isArmText(value) ? value.parts : [String(value)]) {
    if (typeof part !== 'string') lines.at(-1)?.push(part);
    else {
      const [first = '', ...rest] = part.replaceAll('\r\n', '\n').split('\n');
      lines.at(-1)?.push(first);
      for (const line of rest) lines.push([line]);
    }
  }
  const texts = lines.map((line) => armText(line));
  return texts.at(-1) === '' ? texts.slice(0, -1) : texts;
}
