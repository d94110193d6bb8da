import { docs } from '../../service/docs';
import type { Severity } from '../severity';

/** A registered diagnostic: its texts, and how commands treat it. `P` holds the values that its texts name. */
export interface DiagnosticCode<P = never> {
  readonly severity: Severity;
  /** What the code is about, for the manual: a short phrase without a full stop. */
  readonly title: string;
  /** One sentence: what is wrong. */
  readonly message: (parameters: P) => string;
  /** One imperative sentence: what to write instead; empty where there is nothing to add. */
  readonly hint: (parameters: P) => string;
  /** Why it matters, where the message does not say so; shown in the manual and by `aibgen explain`. */
  readonly why?: string;
  /** Lines of a spec that has it right, where the manual has no whole one. */
  readonly right?: readonly string[];
  /** True where no page says more than the manual: `aibgen explain` is what a finding refers to. */
  readonly inManual: boolean;
  /** A page that documents the property or the limit. */
  readonly doc: string;
  /** The place is a secret, which no format may show. */
  readonly secret?: true;
  /** The exit code is another one than that of a spec with errors: of wrong usage or unreadable input, no login, time that is over. */
  readonly exit?: 'usage' | 'login' | 'time';
  /** The document cannot be used: what it holds is not known completely. */
  readonly incomplete?: true;
  /** Not reported after an error in one of these top-level keys, of which it may be a consequence. */
  readonly causedBy?: 'any' | readonly string[];
  /** Reported only where it holds for every variant of the matrix; else it is reported for the first variant that has it. */
  readonly reportedFor?: 'every-variant';
  /** The key of the spec that fixes it, where that is not the place of the diagnostic. */
  readonly fixKey?: (parameters: P) => string | undefined;
  /** The text that has to be at the place instead, where that is certain. */
  readonly replacement?: (parameters: P) => string | undefined;
  /** What has to be at the place for the replacement to fit, quoted or not: a key may be an alias of another text. */
  readonly replaces?: (parameters: P) => string;
}

/** A definition as it is written: a hint may be plain text; the page is by default the one about image templates. */
type Definition<P> = Omit<DiagnosticCode<P>, 'severity' | 'hint' | 'doc' | 'inManual'> & {
  readonly hint?: string | ((parameters: P) => string);
  readonly doc?: string;
};

/** Registers codes of a severity. An entry is made each time it is asked for, since a run needs only a few of them. */
export function codesOf(severity: Severity) {
  return <P = Readonly<Record<string, never>>>(
      define: () => Definition<P>,
    ): (() => DiagnosticCode<P>) =>
    () => {
      const { hint = '', doc, ...definition } = define();
      return {
        severity,
        ...definition,
        hint: typeof hint === 'string' ? () => hint : hint,
        inManual: doc === undefined,
        doc: doc ?? docs.template,
      };
    };
}

/** An error: it stops the build. */
export const error = codesOf('error');
/** A warning: it stops the build with `--strict`. */
export const warning = codesOf('warning');
/** Advice: it never stops a build. */
export const info = codesOf('info');

/** A value as messages quote it: cut to 80 characters. */
export function shorten(value: string): string {
  return value.length > 80 ? `${value.slice(0, 77)}...` : value;
}
