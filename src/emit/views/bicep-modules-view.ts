/** The Bicep modules of `modules/`: rights, and resources that are made before the template. */
import { parentOf } from '../../value/resource-id';
import { list, object, symbol } from '../../value/value';
import { granteeNames, type RightsModule } from '../../deployment/plan-deployment';
import { modulePrincipals } from '../../deployment/role-resources';
import { bicepName, bicepString } from '../../value/printers/bicep-expressions';
import type { ResourceModule } from '../../deployment/prerequisite-modules';
import { createSymbols } from '../symbols';
import { rightsStatements } from './bicep-rights';
import { locationParameter } from '../../image/image';
import { bicepParameter, bicepScope, handedParameter, type Statement, typeOf } from './bicep-file';
import { type DeploymentParameter, granteeDescriptions } from './wrapper-parts';

/** The view of a module of rights. */
export function rightsModuleView(module: RightsModule, specFile: string) {
  const parameters: readonly DeploymentParameter[] = [
    principal(module.identityId, 'Id of the identity that the image template works with.'),
    principal(module.principalId, 'Object id of the principal of that identity.'),
    ...granteeNames.flatMap((one) => {
      const name = module.grantees[one];
      return name === undefined ? [] : [principal(name, granteeDescriptions[one])];
    }),
    ...module.parameters.map(handedParameter),
  ];
  const names = parameters.map((parameter) => parameter.name);
  const symbols = createSymbols(names);
  const statements = rightsStatements(module, modulePrincipals(module), symbols);
  const scope = bicepScope(names, symbols);
  return {
    scope,
    specFile,
    parameters: parameters.map((parameter) => bicepParameter(parameter, scope)),
    existing: symbols.existing,
    ...statements,
  };
}

function principal(name: string, description: string): DeploymentParameter {
  return { name, type: 'string', description };
}

/** The view of a module of resources; what one of them needs of the others follows from their symbols. */
export function resourcesModuleView(module: ResourceModule, specFile: string) {
  const parameters = module.parameters.map((use) =>
    use.parameter === locationParameter
      ? { ...handedParameter(use), description: 'Region of what is made here.' }
      : handedParameter(use),
  );
  const names = parameters.map((parameter) => parameter.name);
  const symbols = createSymbols(names);
  const made = module.resources.map(({ id, stem }) => symbols.reserve(id, stem));
  const scope = bicepScope(names, symbols);
  const resources = module.resources.map(({ id, body }, index): Statement => {
    const parent = id.names.length > 1 ? symbols.declare(parentOf(id)) : undefined;
    return {
      symbol: made[index] ?? '',
      type: typeOf(id.type),
      body: object({
        parent: parent === undefined ? undefined : symbol(parent),
        name: id.names.at(-1),
        ...body.fields,
      }),
    };
  });
  return {
    scope,
    specFile,
    parameters: parameters.map((parameter) => bicepParameter(parameter, scope)),
    existing: symbols.existing,
    resources,
    // A typed output makes the compiler write a template with a language version: without one, two quotes in a row are
    // read as one where a text has a parameter too.
    ids: {
      decorator: bicepName('description', 'sys', scope),
      description: bicepString('Ids of what is made here.'),
      type: `${bicepName('string', 'sys', scope)}[]`,
      value: list(made.map((one) => symbol(`${one}.id`))),
    },
  };
}
