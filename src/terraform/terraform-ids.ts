/** Ids of resources that a Terraform configuration declares or looks up, from their arguments. */
import { partsOf } from '../hcl/evaluate-hcl';
import { armSymbol, armText, type ArmPart, type ArmValue } from '../arm/arm-value';
import type { ImportedScope } from '../arm/resource-instance';

/** The types of Azure behind the types of azurerm, with the arguments that hold the names. */
const types: Readonly<Record<string, readonly [type: string, ...names: string[]]>> = {
  azurerm_user_assigned_identity: ['Microsoft.ManagedIdentity/userAssignedIdentities', 'name'],
  azurerm_shared_image_gallery: ['Microsoft.Compute/galleries', 'name'],
  azurerm_shared_image: ['Microsoft.Compute/galleries/images', 'gallery_name', 'name'],
  azurerm_shared_image_version: [
    'Microsoft.Compute/galleries/images/versions',
    'gallery_name',
    'image_name',
    'name',
  ],
  azurerm_image: ['Microsoft.Compute/images', 'name'],
  azurerm_virtual_network: ['Microsoft.Network/virtualNetworks', 'name'],
  azurerm_subnet: ['Microsoft.Network/virtualNetworks/subnets', 'virtual_network_name', 'name'],
  azurerm_storage_account: ['Microsoft.Storage/storageAccounts', 'name'],
};

/** The type of Azure behind a type of azurerm. */
export function azureType(type: string): string | undefined {
  return Object.hasOwn(types, type) ? types[type]?.[0] : undefined;
}

/** Where the image template of a configuration lives: the deployment's own place. */
export interface OwnPlace {
  readonly subscription: ArmValue | undefined;
  readonly group: ArmValue | undefined;
}

/** The place of an id. */
export function placeOfId(id: ArmValue): OwnPlace {
  const [first, subscription, second, group] = segmentsOf(id).slice(1);
  const isPlace =
    /^subscriptions$/i.test(String(first)) && /^resourceGroups$/i.test(String(second));
  return isPlace ? { subscription, group } : { subscription: undefined, group: undefined };
}

/** Whether a group is the deployment's own. */
export function isOwnGroup(group: ArmValue, own: OwnPlace): boolean {
  return JSON.stringify(partsOf(group)) === JSON.stringify(partsOf(own.group));
}

/** The id of a resource group. */
function groupId(group: ArmValue, own: OwnPlace): ArmValue {
  // The name of the own group is known to the deployment where it is no plain text.
  const isOpen = typeof group !== 'string' && isOwnGroup(group, own);
  return armText([
    '/subscriptions/',
    ...partsOf(
      typeof own.subscription === 'string'
        ? own.subscription
        : armSymbol({ symbol: 'subscriptionId' }),
    ),
    '/resourceGroups/',
    ...partsOf(isOpen ? armSymbol({ symbol: 'resourceGroup' }) : group),
  ]);
}

/** The id of a resource of azurerm by its arguments; undefined for a type without one. */
export function azurermId(
  type: string,
  argument: (name: string) => ArmValue | undefined,
  own: OwnPlace,
): ArmValue | undefined {
  if (type === 'azurerm_resource_group') {
    const name = argument('name');
    return name === undefined ? undefined : groupId(name, own);
  }
  const [azure, ...names] = (Object.hasOwn(types, type) ? types[type] : undefined) ?? [];
  if (azure === undefined) return undefined;
  const group = argument('resource_group_name') ?? armSymbol({ symbol: 'resourceGroup' });
  const values = names.map((one) => argument(one));
  return resourceId(groupId(group, own), azure, values);
}

/** An id below the one of a group or of another resource. */
function resourceId(
  parent: ArmValue,
  type: string,
  names: readonly (ArmValue | undefined)[],
): ArmValue {
  const [namespace = '', ...rest] = type.split('/');
  return armText([
    ...partsOf(parent),
    `/providers/${namespace}`,
    ...rest.flatMap((one, index) => [`/${one}/`, ...partsOf(names[index])]),
  ]);
}

/** The id of a resource of azapi, by its parent: a group, or the resource that it is a child of. */
export function childId(parent: ArmValue, type: string, name: ArmValue): ArmValue {
  if (type.split('/').length < 3) return resourceId(parent, type, [name]);
  const last = type.slice(type.lastIndexOf('/'));
  return armText([...partsOf(parent), `${last}/`, ...partsOf(name)]);
}

/** The name of a resource with those of the resources that it is a child of: `gallery/definition`. */
export function fullName(parent: ArmValue | undefined, type: string, name: ArmValue): ArmValue {
  const depth = type.split('/').length - 2;
  const segments = segmentsOf(parent).slice(-2 * depth);
  const above = depth < 1 ? [] : segments.filter((_, index) => index % 2 === 1);
  return armText([...above.flatMap((one) => [...partsOf(one), '/']), ...partsOf(name)]);
}

/** The texts between the slashes of an id. */
function segmentsOf(id: ArmValue | undefined): readonly ArmValue[] {
  const segments: ArmPart[][] = [[]];
  for (const part of partsOf(id)) {
    const [first, ...more] = typeof part === 'string' ? part.split('/') : [part];
    if (first !== undefined) segments.at(-1)?.push(first);
    segments.push(...more.map((one) => [one]));
  }
  return segments.map((one) => armText(one));
}

/** Where an id says that its resource is: the subscription and the group, where they are plain text. */
export function scopeOfId(id: ArmValue): ImportedScope {
  const { subscription, group } = placeOfId(id);
  return {
    ...(typeof subscription === 'string' ? { subscription } : {}),
    ...(typeof group === 'string' ? { resourceGroup: group } : {}),
  };
}
