/** The validation with its steps. */
import { imageTemplateProperties } from '../language/image-template';
import { azureValidationType } from '../language/step-kinds';
import { child, type Node } from '../spec/node';
import type { NormalizeContext } from './image-context';
import { readSteps } from './read-steps';
import { nameSteps } from './steps';
import { given, toValue } from './to-value';
import { list, sourced, withoutAbsent } from '../value/value';
import type { Validate } from './model-types';

/** Reads `validate`. */
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
  const inVMValidations =
    stepsNode && steps && sourced(list(nameSteps(steps, new Set())), given(stepsNode));
  return { ...base, fields: withoutAbsent({ ...base.fields, inVMValidations }) };
}
