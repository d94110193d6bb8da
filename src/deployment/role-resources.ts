/** Role definitions and assignments of a deployment: their names and properties, the same in ARM and Bicep. */
import {
  type Call,
  call,
  type DeploymentValue,
  list,
  number,
  object,
  type ObjectValue,
  type ParameterValue,
  text,
} from '../value/value';
import { types } from '../service/resource-types';
import type {
  Grantee,
  Grantees,
  RightsModule,
  RoleAssignment,
  RoleDefinition,
} from './plan-deployment';
import { mapValues } from '../lib/map-values';

/** The values that stand for those who get roles, as one file names them. */
export interface Principals<S = never> {
  /** Resource id of the identity, of which the names of role assignments are made. */
  readonly identityId: DeploymentValue<S>;
  /** Object id of the identity's principal. */
  readonly principalId: DeploymentValue<S>;
  /** Object ids of the others. */
  readonly others: Readonly<Partial<Record<Grantee, DeploymentValue<S>>>>;
}

/** The id of the resource group that a module is deployed to, as its role names use it. */
const ownGroupId = call('toLower', [call('resourceGroup', [], 'id')]);

/** Name of a role definition: the same for all images that need the same in the same group. */
export function roleDefinitionName(role: RoleDefinition): Call {
  return call('guid', [ownGroupId, text(role.title), text(role.revision)]);
}

/** Properties of a role definition. */
export function roleDefinitionProperties(role: RoleDefinition) {
  return object({
    // Display names are unique in a tenant: the suffix tells groups of the same name apart. Terraform can make it too.
    roleName: text(
      `aibgen ${role.title} ${role.revision} - `,
      call('toLower', [call('resourceGroup', [], 'name')]),
      ' ',
      call('substring', [call('guid', [ownGroupId]), number(0), number(8)]),
    ),
    description: text(role.description),
    type: text('CustomRole'),
    permissions: list([object({ actions: list(role.actions.map((action) => text(action))) })]),
    assignableScopes: list([call('resourceGroup', [], 'id')]),
  });
}

/** Name of a role assignment; Azure does not mind the case of ids, `guid` does. */
export function roleAssignmentName<S = never>(
  { to }: RoleAssignment,
  { identityId, others }: Principals<S>,
  scope: DeploymentValue<S>,
  role: DeploymentValue<S>,
): Call<S> {
  const holder = (to === 'identity' ? undefined : others[to]) ?? identityId;
  return call('guid', [
    call('toLower', [scope]),
    call('toLower', [holder]),
    call('toLower', [role]),
  ]);
}

/** Properties of a role assignment. */
export function roleAssignmentProperties<S = never>(
  { to }: RoleAssignment,
  { principalId, others }: Principals<S>,
  role: DeploymentValue<S>,
): ObjectValue<Readonly<Record<string, DeploymentValue<S>>>> {
  return object({
    principalId: (to === 'identity' ? undefined : others[to]) ?? principalId,
    principalType: text('ServicePrincipal'),
    roleDefinitionId: role,
  });
}

/** Whether a role assignment is made: that of another than the identity, if its object id is given. */
export function roleAssignmentCondition<S = never>(
  { to }: RoleAssignment,
  { others }: Principals<S>,
): Call<S> | undefined {
  const principal = to === 'identity' ? undefined : others[to];
  return principal === undefined ? undefined : call('not', [call('empty', [principal])]);
}

/** The values of those who get roles, from the names of their parameters. */
export function granteeValues(grantees: Grantees): Principals['others'] {
  return mapValues(grantees, parameterText);
}

/** The principals as a module of rights names them: each is a parameter. */
export function modulePrincipals({ identityId, principalId, grantees }: RightsModule): Principals {
  return {
    identityId: parameterText(identityId),
    principalId: parameterText(principalId),
    others: granteeValues(grantees),
  };
}

/** Where a role is used: in the deployment's own group, only where rights are deployed at all. */
export function ownRightsCondition<S = never>(condition?: Call<S>): DeploymentValue<S> {
  const wanted: ParameterValue = { kind: 'parameter', parameter: 'deployRights', type: 'bool' };
  return condition === undefined ? wanted : call('and', [wanted, condition]);
}

/** A text parameter of the file as a value. */
function parameterText(name: string): ParameterValue {
  return { kind: 'parameter', parameter: name, type: 'string' };
}

/** The id of a built-in role. */
export function builtInRoleId(id: string): Call {
  return call('subscriptionResourceId', [text(types.roleDefinition), text(id)]);
}
