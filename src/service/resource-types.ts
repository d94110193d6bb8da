import { getOwn } from '../lib/get-own';

/** The types that code names. */
export const types = {
  container: 'Microsoft.Storage/storageAccounts/blobServices/containers',
  definition: 'Microsoft.Compute/galleries/images',
  deployment: 'Microsoft.Resources/deployments',
  gallery: 'Microsoft.Compute/galleries',
  identity: 'Microsoft.ManagedIdentity/userAssignedIdentities',
  imageTemplate: 'Microsoft.VirtualMachineImages/imageTemplates',
  managedImage: 'Microsoft.Compute/images',
  network: 'Microsoft.Network/virtualNetworks',
  resourceGroup: 'Microsoft.Resources/resourceGroups',
  roleAssignment: 'Microsoft.Authorization/roleAssignments',
  roleDefinition: 'Microsoft.Authorization/roleDefinitions',
  /** An image version in a direct shared gallery, and one by the region and subscription in which it is seen. */
  sharedVersion: 'sharedGalleries/images/versions',
  regionalSharedVersion: 'subscriptions/locations/sharedGalleries/images/versions',
  subnet: 'Microsoft.Network/virtualNetworks/subnets',
  subscription: 'Microsoft.Resources/subscriptions',
  trigger: 'Microsoft.VirtualMachineImages/imageTemplates/triggers',
} as const;

/**
 * Resource types that the deployments name, with the API version used for each and the word that Bicep files call
 * them by. Versions from the Bicep types of Azure/bicep-types-az, 2026-11.
 */
export interface ResourceType {
  readonly apiVersion: string;
  readonly stem: string;
}

export const resourceTypes: Readonly<Record<string, ResourceType>> = {
  [types.identity]: { apiVersion: '2023-01-31', stem: 'identity' },
  [types.gallery]: { apiVersion: '2024-03-03', stem: 'gallery' },
  [types.definition]: { apiVersion: '2024-03-03', stem: 'definition' },
  [types.managedImage]: { apiVersion: '2024-07-01', stem: 'image' },
  [types.network]: { apiVersion: '2024-05-01', stem: 'network' },
  [types.subnet]: { apiVersion: '2024-05-01', stem: 'subnet' },
  'Microsoft.Network/networkSecurityGroups': { apiVersion: '2024-05-01', stem: 'securityGroup' },
  'Microsoft.Network/natGateways': { apiVersion: '2024-05-01', stem: 'natGateway' },
  'Microsoft.Network/publicIPAddresses': { apiVersion: '2024-05-01', stem: 'publicAddress' },
  'Microsoft.Storage/storageAccounts': { apiVersion: '2023-05-01', stem: 'storage' },
  'Microsoft.Storage/storageAccounts/blobServices': { apiVersion: '2023-05-01', stem: 'blobs' },
  [types.container]: { apiVersion: '2023-05-01', stem: 'container' },
  [types.roleDefinition]: { apiVersion: '2022-04-01', stem: 'role' },
  [types.roleAssignment]: { apiVersion: '2022-04-01', stem: 'assignment' },
  [types.deployment]: { apiVersion: '2022-09-01', stem: 'deployment' },
};

const nouns: Readonly<Record<string, string>> = {
  [types.container]: 'container',
  [types.definition]: 'definition',
  [types.gallery]: 'gallery',
  [types.identity]: 'identity',
  [types.imageTemplate]: 'image template',
  [types.managedImage]: 'image',
  [types.network]: 'network',
  [types.resourceGroup]: 'resource group',
  [types.subnet]: 'subnet',
  [types.subscription]: 'subscription',
};

/** What a resource of a type is called in messages; for a type that has no word of its own, the type itself. */
export function resourceNoun(type: string): string {
  return getOwn(nouns, type) ?? type;
}

/** What is known of a resource type. */
export function resourceType(type: string): ResourceType {
  const known = resourceTypes[type];
  if (!known) throw new Error(`no resource type ${type}`);
  return known;
}
