import type { CloudName } from '../../service/clouds';
import type { SpecOptions } from '../../spec/spec-options';

/** Options of every command that works in Azure. */
export interface AzureOptions extends SpecOptions {
  readonly cloud: CloudName;
  readonly out: string;
  /** The folder of the user's templates. */
  readonly templates?: string;
  readonly format: 'text' | 'json';
}
