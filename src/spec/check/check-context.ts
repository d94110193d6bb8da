import type { Finding, Report } from '../../diagnostics/diagnostic';
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
  readonly missing?: (path: string, key: string, finding: Finding) => void;
}
