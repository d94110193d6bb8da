/** What all Bicep files are made of: parameters, statements, the scope of names. */
import type { BicepValue, ParameterUse } from '../../value/value';
import { resourceType } from '../../service/resource-types';
import { type BicepScope, bicepName, bicepString } from '../../value/printers/bicep-expressions';
import { disabledRules, printBicep } from '../../value/printers/bicep-printer';
import type { Symbols } from '../symbols';
import type { DeploymentParameter } from './wrapper-parts';

/** A parameter as Bicep writes it. */
export interface BicepParameter {
  readonly decorator: string;
  readonly allowedDecorator: string;
  readonly description: string;
  readonly allowed: BicepValue | false;
  /** Linter rules to disable for it. */
  readonly silenced: string;
  readonly name: string;
  readonly type: string;
  readonly default: BicepValue | false;
}

/** A `resource` or `module` statement. */
export interface Statement {
  readonly symbol: string;
  readonly type: string;
  readonly body: BicepValue;
  readonly condition?: BicepValue | false;
}

/** What a rule of the linter takes for a secret in the name of a parameter. */
const secretWords = ['password', 'pwd', 'secret', 'accountkey', 'acctkey'];

/** A parameter as a Bicep file declares it. */
export function bicepParameter(parameter: DeploymentParameter, scope: BicepScope): BicepParameter {
  const { name } = parameter;
  const lower = name.toLowerCase();
  return {
    decorator: bicepName('description', 'sys', scope),
    allowedDecorator: bicepName('allowed', 'sys', scope),
    description: bicepString(parameter.description),
    allowed: parameter.allowed ?? false,
    silenced: [
      ...(parameter.unused ? ['no-unused-params'] : []),
      ...(secretWords.some((word) => lower.includes(word)) ? ['secure-secrets-in-params'] : []),
      ...(lower.startsWith('_artifactslocation') ? ['artifacts-parameters'] : []),
      ...(parameter.default ? disabledRules(printBicep(parameter.default, scope)) : []),
    ].join(' '),
    name,
    type: bicepName(parameter.type, 'sys', scope),
    default: parameter.default ?? false,
  };
}

/** What a file offers to the values in it. */
export function bicepScope(names: Iterable<string>, symbols: Symbols): BicepScope {
  return {
    parameters: new Set(names),
    symbolOf: (id) => {
      const found = symbols.find(id);
      return found === undefined ? undefined : `${found}.id`;
    },
  };
}

/** A resource type with its API version. */
export function typeOf(type: string): string {
  return `${type}@${resourceType(type).apiVersion}`;
}

/** A parameter of the deployment that is handed on to a module. */
export function handedParameter({ parameter: name, type }: ParameterUse): DeploymentParameter {
  return { name, type, description: `Parameter ${name} of the image.` };
}
