import { diagnose, type Finding, type Report } from '../../diagnostics/diagnostic';
import { describeType } from '../../language/describe-type';
import type { Type } from '../../language/type';
import { describeKind, type Node } from '../node';
import type { ParameterMap } from '../parameter-references';
import type { DeploymentScope } from '../references';

/** The input of the check apart from the declared type. */
export interface CheckContext {
  readonly parameters: ParameterMap;
  /** Parameters with an invalid declaration: using them is not an error. */
  readonly misdeclared: Pick<ReadonlySet<string>, 'has'>;
  readonly own: DeploymentScope;
  readonly report: Report;
  /** Called for each missing key if other files may still add it, instead of reporting an error. */
  readonly missing?: (missing: MissingKey) => void;
}

/** A key that a file lacks: below a path, and the error if no other file has it. */
export interface MissingKey {
  readonly path: string;
  readonly key: string;
  readonly finding: () => Finding;
}

/** Reports a node of another kind than its type has; `hint` says what to write instead, if not the type itself. */
export function reportWrongType(
  node: Node,
  type: Type,
  context: CheckContext,
  hint?: string,
): void {
  const details = { expected: describeType(type), found: describeKind(node), hint };
  context.report(diagnose('AIB102', details, node));
}
