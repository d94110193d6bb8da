/** What a step runs or copies. */
import { assertNever } from '../lib/assert-never';
import type { Sourced, Text } from '../value/value';
import type { Step, Validator } from './model-types';

/** The commands of a step, a line each; none where it has no commands of its own. */
export function inlineOf(step: Step | Validator): readonly Sourced<Text>[] {
  switch (step.type) {
    case 'Shell':
    case 'PowerShell': {
      const { inline } = step.fields;
      return inline?.kind === 'list' ? inline.items : inline ? [inline] : [];
    }
    case 'File':
    case 'WindowsRestart':
    case 'WindowsUpdate':
      return [];
    default:
      return assertNever(step);
  }
}

/** The key under which a step has the address of its script or file, and the address; `undefined` for none. */
export function addressOf(
  step: Step | Validator,
): { readonly key: 'scriptUri' | 'sourceUri'; readonly uri: Sourced<Text> } | undefined {
  switch (step.type) {
    case 'Shell':
    case 'PowerShell':
      return step.fields.scriptUri && { key: 'scriptUri', uri: step.fields.scriptUri };
    case 'File':
      return step.fields.sourceUri && { key: 'sourceUri', uri: step.fields.sourceUri };
    case 'WindowsRestart':
    case 'WindowsUpdate':
      return undefined;
    default:
      return assertNever(step);
  }
}
