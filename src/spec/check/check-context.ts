import type { Finding } from '../../diagnostics/diagnostic';
import type { ParameterMap } from '../parameter-references';
import type { DeploymentScope } from '../references';

/** What the check needs to know beside the declaration. */
export interface CheckContext {
  readonly parameters: ParameterMap;
  /** Names that are declared with a mistake: their uses are none. */
  readonly misdeclared: Pick<ReadonlySet<string>, 'has'>;
  readonly own: DeploymentScope;
  readonly report: (diagnostic: Finding) => void;
  /** Given where other files may add to this one: told of each missing key, which is then no error yet. */
  readonly missing?: (path: string, key: string, said: Finding) => void;
}
