/** Role definitions and role assignments as Bicep: in a module of their own, or in `main.bicep`. */
import { type GroupRights } from '../../deployment/plan-deployment';
import {
  builtInRoleId,
  ownRightsCondition,
  type Principals,
  roleAssignmentCondition,
  roleAssignmentName,
  roleAssignmentProperties,
  roleDefinitionName,
  roleDefinitionProperties,
} from '../../deployment/role-resources';
import { type BicepSymbol, call, list, object, someItems, symbol } from '../../value/value';
import { types } from '../../service/resource-types';
import type { Symbols } from '../symbols';
import { type Statement, typeOf } from './bicep-file';

/** What the rights of the deployment's own group have beyond those in a module. */
interface InMain {
  /** Symbols of the modules that have to be deployed before. */
  readonly after: readonly string[];
  /** Symbol of the identity where the deployment creates it. */
  readonly created: string | undefined;
}

/** The statements for the rights of one resource group; declares what they are for in `symbols`. */
export function rightsStatements(
  rights: GroupRights,
  principals: Principals<BicepSymbol>,
  symbols: Symbols,
  inMain?: InMain,
): { readonly roles: readonly Statement[]; readonly assignments: readonly Statement[] } {
  const roleSymbols = new Map(
    rights.roles.map((role) => [role.symbol, symbols.unique(role.symbol)]),
  );
  const scopes = rights.assignments.map(({ scope }) => scope && symbols.declare(scope));
  const roles = rights.roles.map((role): Statement => ({
    symbol: roleSymbols.get(role.symbol) ?? role.symbol,
    type: typeOf(types.roleDefinition),
    condition: inMain ? ownRightsCondition<BicepSymbol>() : false,
    body: object({
      name: roleDefinitionName(role),
      properties: roleDefinitionProperties(role),
      dependsOn: inMain?.created === undefined ? undefined : list([symbol(inMain.created)]),
    }),
  }));
  const assignments = rights.assignments.map((assignment, index): Statement => {
    const { role } = assignment;
    const roleId =
      'custom' in role
        ? symbol(`${roleSymbols.get(role.custom) ?? role.custom}.id`)
        : builtInRoleId(role.builtIn);
    const at = scopes[index];
    const scopeId = at === undefined ? call('resourceGroup', [], 'id') : symbol(`${at}.id`);
    const condition = roleAssignmentCondition<BicepSymbol>(assignment, principals);
    return {
      symbol: symbols.unique(assignment.symbol),
      type: typeOf(types.roleAssignment),
      condition: inMain ? ownRightsCondition<BicepSymbol>(condition) : (condition ?? false),
      body: object({
        scope: at === undefined ? undefined : symbol(at),
        name: roleAssignmentName<BicepSymbol>(assignment, principals, scopeId, roleId),
        properties: roleAssignmentProperties<BicepSymbol>(assignment, principals, roleId),
        dependsOn: someItems((inMain?.after ?? []).map(symbol)),
      }),
    };
  });
  return { roles, assignments };
}
