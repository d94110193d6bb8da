/** Which rules fit a line. */
import type { Found } from '../diagnostics/codes/build-failure-codes';
import { printableLine } from '../lib/printable-text';
import { harmless } from './rules/harmless';
import { failureRules } from './rules';
import type { FailureRule, Place } from './rules/rule';

/** Texts on which a line is looked at: those of all rules. */
export const ruleTexts: readonly string[] = failureRules.flatMap((rule) => rule.sees);

/** A pattern for many texts at once; case matters. */
export function anyOf(texts: readonly string[]): RegExp {
  const escaped = [...new Set(texts)].map((text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  return new RegExp(escaped.join('|'), 'g');
}

/** The first rule that fits a text which stands at a place, with what it found. */
export function matchRule(
  text: string,
  where: Place,
): { readonly rule: FailureRule; readonly found: Found } | undefined {
  if (harmless.some((one) => text.includes(one))) return undefined;
  for (const rule of failureRules) {
    if (!rule.where.includes(where)) continue;
    if (!rule.sees.some((one) => text.includes(one))) continue;
    if (rule.and && !rule.and.some((one) => text.includes(one))) continue;
    const groups = find(rule, text);
    if (groups) return { rule, found: { ...rule.found, ...groups } };
  }
  return undefined;
}

function find({ find: patterns = [], also }: FailureRule, text: string): Found | undefined {
  const all = patterns instanceof RegExp ? [patterns] : patterns;
  const match = all.map((pattern) => pattern.exec(text)).find((one) => one !== null);
  if (all.length > 0 && !match) return undefined;
  const groups = { ...match?.groups, ...also?.exec(text)?.groups };
  return Object.fromEntries(
    Object.entries(groups).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, printableLine(value, 300)]],
    ),
  );
}
