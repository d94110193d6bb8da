/** Resources of azurerm that a spec can say: identity, gallery, image definition, rights. */
import { armText, type ArmObject, type ArmValue } from '../arm/arm-value';
import { mapOf } from '../arm/located-body';
import type { HclBlock } from '../hcl/hcl-tree';
import type { HclModule } from '../hcl/module-scope';
import { builtInRoles } from '../service/built-in-roles';
import { partsOf } from '../hcl/evaluate-hcl';
import { azureType } from './terraform-ids';
import { innerArguments } from './terraform-module';

/** A resource as Azure has it. */
interface OtherBody {
  readonly type: string;
  readonly name: ArmValue;
  readonly body: ArmObject;
}

/** Resources of azurerm that a spec can say: identity, gallery, definition, rights. */
export function otherBody(
  type: string,
  argument: (name: string) => ArmValue | undefined,
  block: HclBlock,
  module: HclModule,
): OtherBody | undefined {
  const name = argument('name') ?? null;
  switch (type) {
    case 'azurerm_user_assigned_identity':
    case 'azurerm_shared_image_gallery':
      return { type: azureType(type) ?? type, name, body: {} };
    case 'azurerm_shared_image': {
      const full = armText([...partsOf(argument('gallery_name')), '/', ...partsOf(name)]);
      const properties = definitionProperties(argument, block, module);
      return { type: 'Microsoft.Compute/galleries/images', name: full, body: { properties } };
    }
    case 'azurerm_role_assignment': {
      const role = Object.values(builtInRoles).find(
        (one) => one.name === argument('role_definition_name'),
      );
      const roleDefinitionId =
        argument('role_definition_id') ?? role?.id ?? argument('role_definition_name') ?? null;
      return {
        type: 'Microsoft.Authorization/roleAssignments',
        name,
        body: { scope: argument('scope') ?? null, properties: { roleDefinitionId } },
      };
    }
    case 'azurerm_role_definition': {
      const permissions = innerArguments(block, 'permissions', module);
      const actions = permissions?.('actions') ?? [];
      const properties = { roleName: name, permissions: [{ actions }] };
      return { type: 'Microsoft.Authorization/roleDefinitions', name, body: { properties } };
    }
    default:
      return undefined;
  }
}

function definitionProperties(
  argument: (name: string) => ArmValue | undefined,
  block: HclBlock,
  module: HclModule,
): ArmObject {
  const inner = (name: string, keys: readonly string[]): ArmObject | undefined => {
    const values = innerArguments(block, name, module);
    return values && mapOf(Object.fromEntries(keys.map((key) => [key, values(key)])));
  };
  const trusted =
    argument('trusted_launch_supported') === true || argument('trusted_launch_enabled') === true;
  const confidential = argument('confidential_vm_supported') === true;
  const security = trusted
    ? 'TrustedLaunchSupported'
    : confidential
      ? 'ConfidentialVMSupported'
      : undefined;
  return mapOf({
    osType: argument('os_type'),
    osState: argument('specialized') === true ? 'Specialized' : 'Generalized',
    hyperVGeneration: argument('hyper_v_generation') ?? 'V1',
    architecture: argument('architecture'),
    identifier: inner('identifier', ['publisher', 'offer', 'sku']),
    purchasePlan: inner('purchase_plan', ['name', 'publisher', 'product']),
    description: argument('description'),
    eula: argument('eula'),
    privacyStatementUri: argument('privacy_statement_uri'),
    releaseNoteUri: argument('release_note_uri'),
    features: security === undefined ? undefined : [{ name: 'SecurityType', value: security }],
  });
}
