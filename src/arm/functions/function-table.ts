/** The template functions by name. https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions */
import type { ArmForm, ArmFunction } from '../evaluation-context';
import { collectionFunctions } from './collections';
import { encodingFunctions } from './encoding';
import { lambdaForms } from './lambda';
import { logicForms, logicFunctions } from './logic';
import { scopeFunctions } from './scope';
import { textFunctions } from './strings';

/** The functions whose arguments are all evaluated first; keys are in lower case. */
export const armFunctions: ReadonlyMap<string, ArmFunction> = new Map([
  ...textFunctions,
  ...logicFunctions,
  ...collectionFunctions,
  ...scopeFunctions,
  ...encodingFunctions,
]);

/** The functions that evaluate their arguments themselves; keys are in lower case. */
export const armForms: ReadonlyMap<string, ArmForm> = new Map([...logicForms, ...lambdaForms]);
