/** A built-in role. */
export interface BuiltInRole {
  readonly name: string;
  readonly id: string;
}

/**
 * Azure's built-in roles that aibgen can assign or mention.
 * @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles (as of 2026-11-23)
 */
export const builtInRoles = {
  contributor: { name: 'Contributor', id: 'b24988ac-6180-42a0-ab88-20f7382dd24c' },
  owner: { name: 'Owner', id: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635' },
  reader: { name: 'Reader', id: 'acdd72a7-3385-48ef-bd42-f606fba81ae7' },
  managedIdentityOperator: {
    name: 'Managed Identity Operator',
    id: 'f1a07417-d97a-45cb-824c-7a7467783830',
  },
  // The two blob roles: ids as Azure/bicep-registry-modules assigns them.
  storageBlobDataReader: {
    name: 'Storage Blob Data Reader',
    id: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
  },
  storageBlobDataContributor: {
    name: 'Storage Blob Data Contributor',
    id: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
  },
  // Galleries, images, and also VM and disk write.
  computeGalleryArtifactsPublisher: {
    name: 'Compute Gallery Artifacts Publisher',
    id: '85a2d0d9-2eba-4c9c-b355-11c2cc0788ab',
  },
  // Lacks Microsoft.Compute/galleries/read, which Image Builder asks for on a gallery source.
  computeGalleryImageReader: {
    name: 'Compute Gallery Image Reader',
    id: 'cf7c76d2-98a3-4358-a134-615aa78bf44d',
  },
  // Far more than a build in a subnet needs; id as public Bicep code commonly spells it.
  // Made for Windows 365, but all that it grants is to read a network and to join its subnets.
  windows365NetworkUser: {
    name: 'Windows 365 Network User',
    id: '7eabc9a4-85f7-4f71-b8ab-75daaccc1033',
  },
  networkContributor: { name: 'Network Contributor', id: '4d97b98b-1d4f-4787-a291-c67834d212e7' },
  roleBasedAccessControlAdministrator: {
    name: 'Role Based Access Control Administrator',
    id: 'f58310d9-a9f6-439a-9e8d-f62e7b41a168',
  },
} as const;
