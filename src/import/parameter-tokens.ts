/**
 * Texts of a template as plain strings: what is not static is a token between two control characters, so that a text
 * can be cut, compared and put into a spec.
 */
import { armKeyText, isArmList, isArmObject, isArmText } from '../arm/arm-value';
import { escapePlaceholders } from '../spec/placeholders';
import type { ArmPart, ArmSymbol, ArmValue } from '../arm/arm-value';
import type { Json } from '../lib/json';
import type { ArmPath } from '../arm/document';
import { bicepKeywords, reservedParameterNames } from '../service/bicep-names';

/** The token that stands for a parameter of the spec. */
export function token(name: string): string {
  return `\u0001${name}\u0002`;
}

/** The deployment's own subscription and resource group. */
export const ownSubscription = token('@subscription');
export const ownGroup = token('@resourceGroup');

const anyToken = /\u0001([^\u0001\u0002]*)\u0002/g;

/** The names of the tokens in a text. */
export function tokensIn(text: string): readonly string[] {
  return [...text.matchAll(anyToken)].map((match) => match[1] ?? '');
}

/** The name of the token where a text is one and nothing else. */
export function wholeToken(value: Json | undefined): string | undefined {
  return typeof value === 'string'
    ? /^\u0001([^\u0001\u0002]*)\u0002$/.exec(value)?.[1]
    : undefined;
}

/** A text with each token replaced. */
export function replaceTokens(text: string, replace: (name: string) => string): string {
  return text.replaceAll(anyToken, (_, name: string) => replace(name));
}

/** A text as a spec spells it: `{{ params.name }}`, and doubled braces around what only looks like it. */
export function specText(text: string): string {
  return replaceTokens(escapePlaceholders(text), (name) => `{{ params.${name} }}`);
}

/** A text as people read it. */
export function readableText(text: string): string {
  return replaceTokens(text, (name) => `<${name.replace('@', '')}>`);
}

/** `<region>`: a place that the one who uses a quickstart fills in. */
const placeholder = /<([A-Za-z][\w .-]{0,60})>/g;

/** The same as other tools write it: `<<x>>`, `{x}`, `${x}`, `$(x)`, `#{x}#`, `{{ x }}`, `%x%`, `__x__`. */
const otherPlaceholder =
  /<<([A-Za-z][\w .-]*)>>|#\{\s*([A-Za-z][\w.-]*)\s*\}#|\$\(([A-Za-z][\w.-]*)\)|\{\{\s*([A-Za-z][\w.-]*)\s*\}\}|\$?\{([A-Za-z][\w.-]*)\}|%([A-Za-z][\w.-]*)%|__([A-Za-z][A-Za-z0-9.-]*)__/g;

/** A text in which each place to fill in is written in angle brackets. */
export function anglePlaceholders(text: string): string {
  return text.replaceAll(otherPlaceholder, (...groups: readonly unknown[]) => {
    const name = groups.slice(1).find((one) => typeof one === 'string');
    return `<${String(name)}>`;
  });
}

/** The name in a text that is one placeholder and nothing else. */
export function wholePlaceholder(text: string): string | undefined {
  return /^\s*<([A-Za-z][\w .-]{0,60})>\s*$/.exec(text)?.[1];
}

/** A text in which placeholders are parameters. */
export function placeholdersToTokens(text: string, declare: (name: string) => string): string {
  return text.replaceAll(placeholder, (_, name: string) => token(declare(name)));
}

/** A name that a parameter of a spec can have. */
export function parameterName(name: string): string {
  if (name.toLowerCase() === 'location') return 'location';
  const plain = name.replaceAll(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) =>
    (next ?? '').toUpperCase(),
  );
  const safe = /^[A-Za-z]/.test(plain) ? plain : `p${plain}`;
  const taken = [...bicepKeywords, ...reservedParameterNames];
  return taken.some((one) => one.toLowerCase() === safe.toLowerCase()) ? `${safe}Value` : safe;
}

/** Gives names to what is not static; the names of its answers become tokens. */
export interface Naming {
  readonly parameter: (name: string, path: ArmPath) => string;
  readonly location: (path: ArmPath) => string;
  readonly unknown: (symbol: Extract<ArmSymbol, { symbol: 'unknown' }>, path: ArmPath) => string;
}

/** A value as plain JSON with tokens. */
export function flatten(value: ArmValue, naming: Naming, path: ArmPath): Json {
  if (isArmText(value)) return value.parts.map((part) => flattenPart(part, naming, path)).join('');
  if (isArmList(value)) return value.map((item, index) => flatten(item, naming, [...path, index]));
  if (!isArmObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const keyText = armKeyText(key);
      const name =
        typeof keyText === 'string'
          ? keyText
          : keyText.parts.map((part) => flattenPart(part, naming, path)).join('');
      return [name, flatten(inner, naming, [...path, name])];
    }),
  );
}

function flattenPart(part: ArmPart, naming: Naming, path: ArmPath): string {
  if (typeof part === 'string') return part;
  switch (part.symbol) {
    case 'parameter':
      return token(naming.parameter(part.name, path));
    case 'subscriptionId':
      return ownSubscription;
    case 'resourceGroup':
      return ownGroup;
    case 'location':
      return token(naming.location(path));
    default:
      return token(naming.unknown(part, path));
  }
}
