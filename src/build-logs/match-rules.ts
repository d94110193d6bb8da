/** Which rules fit a line. */
import type { Found } from '../diagnostics/codes/build-failure-codes';
import { printableLine } from '../lib/printable-text';
import { harmless } from './rules/harmless';
import { failureRules } from './rules/failure-rules';
import type { FailureRule, Place } from './rules/failure-rule';

/** Texts on which a line is looked at: those of all rules. */
export const ruleTexts: readonly string[] = failureRules.flatMap((rule) => rule.sees);

/** A pattern for many texts at once, the longest first; case matters. */
export function anyOf(texts: readonly string[]): RegExp {
  const escaped = [...new Set(texts)]
    .toSorted((a, b) => b.length - a.length)
    .map((text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  return new RegExp(escaped.join('|'), 'g');
}

const anyRuleText = anyOf(ruleTexts);
const anyHarmless = anyOf(harmless);

/** The places in the list of the rules that a text on a line calls for: those that look for it, or for a part of it. */
const rulesByText = new Map(
  ruleTexts.map((text) => [
    text,
    failureRules.flatMap(({ sees }, index) =>
      sees.some((one) => text.includes(one)) ? [index] : [],
    ),
  ]),
);

/** A rule that fits a text, and the groups of its patterns. */
export interface RuleMatch {
  readonly rule: FailureRule;
  readonly groups: RegExpGroups;
}

/** The first rule that fits a text which is at a place. */
export function matchRule(text: string, where: Place): RuleMatch | undefined {
  const called = new Set<number>();
  anyRuleText.lastIndex = 0;
  for (let match = anyRuleText.exec(text); match; match = anyRuleText.exec(text)) {
    for (const index of rulesByText.get(match[0]) ?? []) called.add(index);
    // Another text may begin inside of this one.
    anyRuleText.lastIndex = match.index + 1;
  }
  anyHarmless.lastIndex = 0;
  if (called.size === 0 || anyHarmless.test(text)) return undefined;
  for (const index of [...called].toSorted((a, b) => a - b)) {
    const rule = failureRules[index];
    if (!rule || !(rule.where ?? ['script']).includes(where)) continue;
    if (rule.and && !rule.and.some((one) => text.includes(one))) continue;
    const groups = find(rule, text);
    if (groups) return { rule, groups };
  }
  return undefined;
}

function find({ find: patterns, also }: FailureRule, text: string): RegExpGroups | undefined {
  if (patterns === undefined) return also?.exec(text)?.groups ?? none;
  for (const pattern of [patterns].flat()) {
    const match = pattern.exec(text);
    if (match) return { ...match.groups, ...also?.exec(text)?.groups };
  }
  return undefined;
}

type RegExpGroups = Readonly<Record<string, string | undefined>>;

const none: RegExpGroups = {};

/** What a rule found, as it appears in messages. */
export function foundValues({ rule, groups }: RuleMatch): Found {
  const values = Object.entries(groups).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, printableLine(value, 300)]],
  );
  return { ...rule.found, ...Object.fromEntries(values) };
}
