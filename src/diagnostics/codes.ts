/**
 * The registry of diagnostics; each topic has a file in `codes/`. Codes are permanent: never renumbered or reused.
 * 0xx YAML, 1xx shape, 2xx references inside the spec, 3xx limits of the service, 4xx advice, 5xx inside scripts, 6xx import,
 * 7xx failed builds, 8xx Azure commands, 9xx files and environment.
 */
import type { DiagnosticCode } from './codes/define-code';
import * as topics from './codes/topics';

type Topic = ReturnType<(typeof topics)[keyof typeof topics]>;

/** All topics as one. */
type Registry = (
  Topic extends infer T ? (T extends Topic ? (one: T) => void : never) : never
) extends (one: infer All) => void
  ? All
  : never;

/** A registered code. */
export type CodeName = keyof Registry;

/** What the texts of a code name. */
export type CodeParameters<C extends CodeName> = Parameters<ReturnType<Registry[C]>['message']>[0];

let all: readonly Readonly<Record<string, () => DiagnosticCode>>[] | undefined;

/** All topics, made with the first finding: most builds have none. */
function allTopics() {
  all ??= Object.values(topics).map((topic) => topic());
  return all;
}

/** All codes, in the order of their numbers. */
export function codeNames(): readonly CodeName[] {
  return allTopics()
    .flatMap((topic) => Object.keys(topic) as CodeName[])
    .toSorted();
}

/** The entry of a code, for what depends on its behaviour; undefined for an unknown code. */
export function codeEntry(code: CodeName): DiagnosticCode;
export function codeEntry(code: string): DiagnosticCode | undefined;
export function codeEntry(code: string): DiagnosticCode | undefined {
  return allTopics()
    .find((topic) => Object.hasOwn(topic, code))
    ?.[code]?.();
}

/** True for a registered code. */
export function isCode(code: string): code is CodeName {
  return allTopics().some((topic) => Object.hasOwn(topic, code));
}
