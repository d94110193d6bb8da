/** The validation with the defaults of its flags and steps. */
import { defaults } from '../service/defaults';
import { child, type Node } from '../spec/node';
import { shapeOf, validatorShape } from './canonical-lists';
import type { NormalizeContext } from './image-context';
import { defaultValue, fill } from './fill-defaults';
import { readSteps } from './read-steps';
import { fillSteps } from './steps';
import { toValue } from './to-value';
import { list, type ObjectValue, object, type Value } from '../value/value';

/** Reads and fills `validate`. */
export function validation(node: Node | undefined, context: NormalizeContext): Value | undefined {
  if (!node) return undefined;
  const shape = shapeOf('validate');
  const flags = toValue(
    node.kind === 'map'
      ? { ...node, entries: node.entries.filter((entry) => entry.key !== 'inVMValidations') }
      : node,
    shape,
    context,
  );
  const steps = readSteps(child(node, 'inVMValidations'), validatorShape, context);
  const base: ObjectValue = flags?.kind === 'object' ? flags : object({});
  return fill(base, ['continueDistributeOnFailure', 'sourceValidationOnly', 'inVMValidations'], {
    continueDistributeOnFailure: defaultValue(defaults.continueDistributeOnFailure),
    sourceValidationOnly: defaultValue(defaults.sourceValidationOnly),
    inVMValidations: steps && list(fillSteps(steps, new Set())),
  });
}
