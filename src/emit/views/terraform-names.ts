/** What a Terraform configuration calls its variables and blocks. */
import { uniqueName } from '../../lib/unique-name';
import type { HclScope } from '../../value/printers/hcl-printer';
import { literalText } from '../../value/value';
import type { DeploymentParameter } from './wrapper-parts';

/** Names that no variable can have: they are arguments of a `module` block. */
const reserved = [
  'count',
  'depends_on',
  'for_each',
  'lifecycle',
  'locals',
  'providers',
  'source',
  'version',
];

/** What names are used for what in the files of one configuration. */
export interface Names {
  readonly scope: HclScope;
  /** The variables of the deployment's own place. */
  readonly subscription: string;
  readonly resourceGroup: string;
  /** The variable that starts a build. */
  readonly run: string;
  readonly variableOf: (parameter: string) => string;
  /** The name of a block or local value, made of words; unique. */
  readonly label: (...words: readonly string[]) => string;
}

/** The names of the variables: those of the parameters, but for words that Terraform keeps, two for the place, one for a build. */
export function variableNames(parameters: readonly string[]) {
  const taken = new Set(reserved);
  return {
    variables: new Map(parameters.map((name) => [name, uniqueName(name, taken, '_')] as const)),
    subscription: uniqueName('subscription_id', taken, '_'),
    resourceGroup: uniqueName('resource_group_name', taken, '_'),
    run: uniqueName('run', taken, '_'),
  };
}

/** Names everything for the parameters of a deployment. */
export function namesOf(parameters: readonly DeploymentParameter[]): Names {
  const { variables, subscription, resourceGroup, run } = variableNames(
    parameters.map(({ name }) => name),
  );
  const variableOf = (parameter: string): string => variables.get(parameter) ?? parameter;
  const open = new Set(parameters.filter(isOpen).map(({ name }) => name));
  const labels = new Set(['identity', 'image_template', 'trigger']);
  return {
    scope: {
      parameter: (name) => (open.has(name) ? `local.${name}` : `var.${variableOf(name)}`),
      subscription: 'local.subscription_id',
      resourceGroup: `var.${resourceGroup}`,
      groupId: 'local.resource_group_id',
    },
    subscription,
    resourceGroup,
    run,
    variableOf,
    label: (...words) => {
      const name = words
        .map(snakeCase)
        .filter((word) => word !== '')
        .join('_');
      return uniqueName(/^[a-z]/.test(name) ? name : `group_${name}`, labels, '_');
    },
  };
}

/** True where the default of a parameter holds another one: no variable can say that, a local value can. */
export function isOpen({ default: preset }: DeploymentParameter): boolean {
  return preset?.kind === 'text' && literalText(preset) === undefined;
}

/** Letters, digits and underscores, in lower case. */
function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase();
}
