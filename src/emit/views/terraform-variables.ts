/** The variables of a Terraform configuration: the parameters of the deployment, and the place that it goes to. */
import type { Image } from '../../image/image';
import {
  type BicepSymbol,
  call,
  literal,
  literalText,
  object,
  symbol,
  text,
} from '../../value/value';
import type { Arguments } from './terraform-blocks';
import { isOpen, type Names } from './terraform-names';
import type { DeploymentParameter } from './wrapper-parts';

/** A `variable` block. */
export interface Variable {
  readonly name: string;
  readonly arguments: Arguments;
  readonly validation: Arguments | false;
}

/** Lists the variables. */
export function variablesOf(
  image: Image,
  parameters: readonly DeploymentParameter[],
  names: Names,
): readonly Variable[] {
  return [
    ...placeVariables(image, names),
    ...parameters.map((one) => variable(one, names.variableOf(one.name))),
    {
      name: names.run,
      arguments: object({
        description: text('Start a build of each new template, and wait for its end.'),
        type: symbol('bool'),
        default: isFalse,
        nullable: isFalse,
      }),
      validation: false,
    },
  ];
}

const isFalse = { kind: 'boolean', value: false } as const;
const isNull = { kind: 'null' } as const;

/** Where the deployment goes, which ARM and Bicep know from the command that deploys. */
function placeVariables(image: Image, names: Names): readonly Variable[] {
  const { subscription, resourceGroup } = image.own;
  return [
    {
      name: names.subscription,
      arguments: object({
        description: text('Id of the subscription; null: that of the login.'),
        type: symbol('string'),
        default: subscription === undefined ? isNull : text(subscription),
      }),
      validation: false,
    },
    {
      name: names.resourceGroup,
      arguments: object({
        description: text('Name of the resource group of the image template.'),
        type: symbol('string'),
        default: resourceGroup === undefined ? undefined : text(resourceGroup),
        nullable: isFalse,
      }),
      validation: false,
    },
  ];
}

const variableTypes = { string: 'string', int: 'number', bool: 'bool' } as const;

function variable(parameter: DeploymentParameter, name: string): Variable {
  const { type, description, default: preset, value } = parameter;
  const open = isOpen(parameter);
  // A value of --set is the default here: there is no file of values.
  const isSet = value !== undefined && (preset !== undefined || value !== `<${parameter.name}>`);
  return {
    name,
    arguments: object({
      description: text(description),
      type: symbol(variableTypes[type]),
      default: open ? isNull : isSet ? literal(value) : preset,
      nullable: open ? undefined : isFalse,
    }),
    validation: validationOf(parameter, name),
  };
}

/** What ARM and Bicep hold a parameter to. */
function validationOf(
  { type, allowed }: DeploymentParameter,
  name: string,
): Variable['validation'] {
  if (allowed) {
    const values = allowed.items.map(
      (one) => literalText(one) ?? ('value' in one ? one.value : ''),
    );
    return object({
      condition: call<BicepSymbol>('contains', [allowed, symbol(`var.${name}`)]),
      error_message: text(`Allowed values of ${name}: ${values.join(', ')}.`),
    });
  }
  if (type !== 'int') return false;
  return object({
    condition: symbol(`floor(var.${name}) == var.${name}`),
    error_message: text(`The value of ${name} must be a whole number.`),
  });
}
