import type { Bindings } from './image-parameters';
import type { ScriptContext } from './script-context';
import type { OutputFormat } from '../language/own-keys';
import type { ValueContext } from './to-value';

/** What an image is made from besides its spec. */
export interface NormalizeContext extends ValueContext, ScriptContext {
  readonly specFile: string;
  readonly folder: string;
  readonly bindings: Bindings;
  /** The formats of a spec that names none. */
  readonly formats: readonly OutputFormat[];
}
