/** The validation with the defaults of its flags and steps. */
import { defaults } from '../service/defaults';
import { validateType } from '../language/azure';
import { child, type Node } from '../spec/node';
import { validatorShape } from './canonical-lists';
import type { NormalizeContext } from './image-context';
import { defaultValue, fill } from './fill-defaults';
import { readSteps } from './read-steps';
import { fillSteps } from './steps';
import { given, toValue } from './to-value';
import { list, sourced } from '../value/value';
import type { Validate } from './model-types';

/** Reads and fills `validate`. */
export function validation(
  node: Node | undefined,
  context: NormalizeContext,
): Validate | undefined {
  if (!node) return undefined;
  const flags = toValue(
    node.kind === 'map'
      ? { ...node, entries: node.entries.filter((entry) => entry.key !== 'inVMValidations') }
      : node,
    validateType,
    context,
  );
  const stepsNode = child(node, 'inVMValidations');
  const steps = readSteps(stepsNode, validatorShape, context);
  const base: Validate = flags ?? { kind: 'object', fields: {}, origin: given(node) };
  return fill(base, ['continueDistributeOnFailure', 'sourceValidationOnly', 'inVMValidations'], {
    continueDistributeOnFailure: defaultValue(defaults.continueDistributeOnFailure),
    sourceValidationOnly: defaultValue(defaults.sourceValidationOnly),
    inVMValidations:
      stepsNode && steps && sourced(list(fillSteps(steps, new Set())), given(stepsNode)),
  });
}
