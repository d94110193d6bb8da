/** The validation with the defaults of its flags and steps. */
import { defaults } from '../service/defaults';
import { imageTemplateProperties } from '../language/image-template';
import { azureValidationType } from '../language/step-kinds';
import { child, type Node } from '../spec/node';
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
    imageTemplateProperties.fields.validate,
    context,
  );
  const stepsNode = child(node, 'inVMValidations');
  const steps = readSteps(stepsNode, azureValidationType, context);
  const base: Validate = flags ?? { kind: 'object', fields: {}, origin: given(node) };
  return fill(base, ['continueDistributeOnFailure', 'sourceValidationOnly', 'inVMValidations'], {
    continueDistributeOnFailure: defaultValue(defaults.continueDistributeOnFailure),
    sourceValidationOnly: defaultValue(defaults.sourceValidationOnly),
    inVMValidations:
      stepsNode && steps && sourced(list(fillSteps(steps, new Set())), given(stepsNode)),
  });
}
