/** The tokens of YAML, as the YAML library finds them. */
import { Parser } from 'yaml';

/** A token of a YAML text; a collection is a token with its opening and closing tokens. */
export interface YamlToken {
  readonly type: string;
  readonly offset: number;
  readonly source: string;
  readonly start?: { readonly offset: number };
  readonly end?: readonly unknown[];
}

/** The tokens of a YAML text up to the first error; they include comments, which nodes do not. */
export function tokensOf(text: string): readonly YamlToken[] {
  const found: YamlToken[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isToken(value)) found.push({ ...value, source: value.source ?? '' });
    for (const inner of Object.values(value)) visit(inner);
  };
  for (const document of new Parser().parse(text)) visit(document);
  return found;
}

function isToken(value: object): value is Omit<YamlToken, 'source'> & { readonly source?: string } {
  return 'type' in value && 'offset' in value;
}
