/** Searches texts for secrets, and takes them out. */
import { secretBlocks, secretUses } from './secret-commands';
import type { SecretPattern } from './secret-pattern';
import { secretForms, secretParts } from './secret-tokens';

/** A secret and what it is called. */
export interface FoundSecret {
  readonly what: string;
  readonly secret: string;
  /** Where it stands: its line, from 0. */
  readonly line: number;
}

/** Where a text comes from says what can be a secret in it. */
export const patternsOf = {
  /** Commands and scripts, one line of them. */
  command: [...secretForms, ...secretUses],
  /** Commands and scripts of several lines: only what one line alone does not show. */
  lines: secretBlocks,
  address: [...secretForms, ...secretParts],
  /** Tags, defaults and descriptions. */
  text: secretForms,
  /** Anything at all: what is about to be printed. */
  any: [...secretForms, ...secretUses, ...secretParts, ...secretBlocks],
} as const satisfies Readonly<Record<string, readonly SecretPattern[]>>;

/** The patterns that may match in a text. To look for words is much quicker than to compile an expression, and few texts hold one. */
export function likelyPatterns(
  text: string,
  patterns: readonly SecretPattern[],
): readonly SecretPattern[] {
  const lower = text.toLowerCase();
  const holds = (hint: string | readonly string[]): boolean =>
    typeof hint === 'string' ? lower.includes(hint) : hint.every((word) => lower.includes(word));
  return patterns.filter(({ hints }) => hints.some(holds));
}

/**
 * Texts are searched piece by piece, so that the time grows with their length and not with its square. Pieces overlap by more
 * than a secret with its name is long.
 */
const windowLength = 4096;
const overlap = 512;

function* windowsOf(text: string): Generator<string> {
  for (let at = 0; ; at += windowLength - overlap) {
    yield text.slice(at, at + windowLength);
    if (at + windowLength >= text.length) return;
  }
}

/** The expressions that were needed so far; they find all places. */
const expressions = new Map<SecretPattern, RegExp>();

/** The expression of a pattern, set to the start of a text: it remembers where its last search ended. */
function expressionOf(pattern: SecretPattern): RegExp {
  let expression = expressions.get(pattern);
  if (!expression) {
    const one = pattern.regex();
    expression = new RegExp(one, `${one.flags}g`);
    expressions.set(pattern, expression);
  }
  expression.lastIndex = 0;
  return expression;
}

function secretOf(match: RegExpExecArray): string | undefined {
  return match.groups?.['secret'] ?? match[1];
}

/** The first secret of a text. */
export function findSecret(
  text: string,
  patterns: readonly SecretPattern[],
): FoundSecret | undefined {
  let start = 0;
  for (const piece of windowsOf(text)) {
    for (const pattern of likelyPatterns(piece, patterns)) {
      const match = expressionOf(pattern).exec(piece);
      const secret = match ? secretOf(match) : undefined;
      if (!match || secret === undefined) continue;
      const end = start + match.index + match[0].lastIndexOf(secret);
      return { what: pattern.what, secret, line: text.slice(0, end).split('\n').length - 1 };
    }
    start += windowLength - overlap;
  }
  return undefined;
}

/** All secrets of a text, each once. */
export function findSecrets(
  text: string,
  patterns: readonly SecretPattern[] = patternsOf.any,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const piece of windowsOf(text)) {
    for (const pattern of likelyPatterns(piece, patterns)) {
      for (const match of piece.matchAll(expressionOf(pattern))) {
        const secret = secretOf(match);
        if (secret !== undefined) found.add(secret);
      }
    }
  }
  return found;
}

/** A text with each of these secrets replaced by stars, as many as it has characters. */
export function withoutSecrets(text: string, secrets: Iterable<string>): string {
  // A secret may hold another one.
  const longestFirst = [...secrets].toSorted((a, b) => b.length - a.length);
  return longestFirst.reduce(
    (rest, secret) => rest.replaceAll(secret, () => '*'.repeat(secret.length)),
    text,
  );
}

/** A text without the secrets that it shows itself. */
export function maskSecrets(text: string): string {
  return withoutSecrets(text, findSecrets(text));
}
