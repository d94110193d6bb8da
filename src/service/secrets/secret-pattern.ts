/** What a pattern for secrets is made of. */

/** A kind of secret. Its secret is the group `secret` of the expression, else group 1. */
export interface SecretPattern {
  /** What it is called in messages. */
  readonly what: string;
  /** Words of which a text with such a secret holds one, or all of a list, in any letter case. In lower case here. */
  readonly hints: readonly (string | readonly string[])[];
  /** Makes the expression, which takes long: few texts need one. */
  readonly regex: () => RegExp;
}

/**
 * Not what stands for a value that is known only at run time, or for none: variables, calls, paths, options, words of settings and
 * placeholders. It goes in front of the secret in an expression.
 */
export const noValue = String.raw`(?![$%{<(\[/\\~*@&|;.!-]|https?:|file:|env:|[x*.]+(?:['"\s]|$)|[A-Za-z]:\\|(?:change|replace)[_-]?(?:me|it)\b|your[_-]|(?:true|false|yes|no|none|null|empty|required|optional|prompt|disabled|enabled)\b|(?:Get|Read|New|ConvertTo|ConvertFrom|Import|Invoke|Convert|Out)-[A-Z])`;

/** An expression with other expressions in it, in which letter case counts. */
export function exactCase(source: TemplateStringsArray, ...parts: readonly string[]): RegExp {
  return new RegExp(String.raw(source, ...parts));
}

/** An expression with other expressions in it, in any letter case. */
export function anyCase(source: TemplateStringsArray, ...parts: readonly string[]): RegExp {
  return new RegExp(String.raw(source, ...parts), 'i');
}
