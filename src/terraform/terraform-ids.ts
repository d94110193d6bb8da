/** Ids of resources that a Terraform configuration declares or looks up, from their arguments. */
import { armSymbol, armText, isArmText } from '../arm/arm-value';
import type { ArmPart, ArmValue } from '../arm/arm-value';
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

/** The parts of a text. */
export function partsOf(value: ArmValue | undefined): readonly ArmPart[] {
  if (value === undefined || value === null) return [];
  return isArmText(value) ? value.parts : [typeof value === 'object' ? '' : String(value)];
}

/** Where the image template of a configuration lives: the deployment's own place. */
export interface OwnPlace {
  /** Plain text, or undefined where only the deployment knows it. */
  readonly subscription: string | undefined;
  readonly group: ArmValue | undefined;
}

/** The place of an id. */
export function placeOfId(id: ArmValue): OwnPlace {
  const { subscription } = scopeOfId(id);
  return {
    subscription: typeof subscription === 'string' ? subscription : undefined,
    group: groupOfId(id),
  };
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
    ...partsOf(own.subscription ?? armSymbol({ symbol: 'subscriptionId' })),
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
export function resourceId(
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

/** The group of an id: what stands between `/resourceGroups/` and the next slash. */
function groupOfId(id: ArmValue): ArmValue | undefined {
  const parts: ArmPart[] = [];
  let isInside = false;
  for (const part of partsOf(id)) {
    if (typeof part !== 'string') {
      if (isInside) parts.push(part);
      continue;
    }
    const start = isInside ? 0 : part.search(/\/resourceGroups\//i) + '/resourceGroups/'.length;
    if (!isInside && !/\/resourceGroups\//i.test(part)) continue;
    const [name = '', ...rest] = part.slice(start).split('/');
    parts.push(name);
    if (rest.length > 0) break;
    isInside = true;
  }
  return parts.length === 0 ? undefined : armText(parts);
}

/** Where an id says that its resource is: the subscription and the group, where they are plain text. */
export function scopeOfId(id: ArmValue): ImportedScope {
  const text = partsOf(id)
    .map((part) => (typeof part === 'string' ? part : '\u0000'))
    .join('');
  const [, subscription, group] =
    /\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)/i.exec(text) ?? [];
  return {
    ...(subscription === undefined || subscription.includes('\u0000') ? {} : { subscription }),
    ...(group === undefined || group.includes('\u0000') ? {} : { resourceGroup: group }),
  };
}
