import type { Finding } from '../diagnostics/diagnostic';
import { getOwn } from '../lib/get-own';
import type { Level } from '../spec/project-settings';

/** The findings as the project weighs them: at the level of their code, without those that are off. */
export function applyLevels(
  findings: readonly Finding[],
  levels: Readonly<Record<string, Level>> = {},
): readonly Finding[] {
  return findings.flatMap((one) => {
    const level = getOwn(levels, one.code) ?? one.severity;
    if (level === 'off') return [];
    return level === one.severity ? [one] : [{ ...one, severity: level }];
  });
}
