/**
 * What the identity of an image template needs, feature by feature.
 * Sources: https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-permissions-cli and
 * https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-json, read 2026-11; a built-in role is used
 * where one fits exactly. What built-in roles grant: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles.
 */
import { docs } from './docs';
import { type BuiltInRole, builtInRoles } from './built-in-roles';

interface Need {
  /** What the role lets one do, in a few words. */
  readonly title: string;
  readonly description: string;
  readonly doc: string;
}

/** A need that gets a role of its own, with exactly these actions. */
export interface CustomNeed extends Need {
  readonly kind: 'custom';
  readonly actions: readonly string[];
  /** The narrowest built-in role that has all of them, for `roles: builtin`. */
  readonly builtIn: Substitute;
}

/** A built-in role in the place of a custom one. */
export interface Substitute {
  readonly role: BuiltInRole;
  /** What it grants that was asked for nowhere. */
  readonly beyond: string;
  /** What of the needs here it covers; `*` stands for any characters. */
  readonly covers: readonly string[];
}

/** A need that a built-in role fits. */
export interface BuiltInNeed extends Need {
  readonly kind: 'builtin';
  readonly role: BuiltInRole;
}

/** Galleries and images; also far more. */
const publisher: Omit<Substitute, 'beyond'> = {
  role: builtInRoles.computeGalleryArtifactsPublisher,
  covers: ['Microsoft.Compute/galleries/*', 'Microsoft.Compute/images/*'],
};

const reader: Omit<Substitute, 'beyond'> = { role: builtInRoles.reader, covers: ['*/read'] };

const networkUser: Substitute = {
  role: builtInRoles.windows365NetworkUser,
  beyond: 'It also reads the subnets of the network and their address usage.',
  covers: [
    'Microsoft.Network/virtualNetworks/read',
    'Microsoft.Network/virtualNetworks/subnets/read',
    'Microsoft.Network/virtualNetworks/usages/read',
    'Microsoft.Network/virtualNetworks/subnets/join/action',
  ],
};

export const needs = {
  galleryTarget: {
    kind: 'custom',
    title: 'gallery target',
    description: 'Allows Azure VM Image Builder to write image versions to a gallery.',
    doc: docs.permissions,
    actions: [
      'Microsoft.Compute/galleries/read',
      'Microsoft.Compute/galleries/images/read',
      'Microsoft.Compute/galleries/images/versions/read',
      'Microsoft.Compute/galleries/images/versions/write',
    ],
    builtIn: {
      ...publisher,
      beyond:
        'It also creates, changes and deletes the gallery, its definitions and all of its versions.',
    },
  },
  imageTarget: {
    kind: 'custom',
    title: 'image target',
    description: 'Allows Azure VM Image Builder to write managed images to a resource group.',
    doc: docs.permissions,
    actions: [
      'Microsoft.Compute/images/read',
      'Microsoft.Compute/images/write',
      'Microsoft.Compute/images/delete',
    ],
    builtIn: {
      ...publisher,
      beyond:
        'It also creates, changes and deletes all galleries of the resource group with their content, and creates and changes virtual machines and disks.',
    },
  },
  gallerySource: {
    kind: 'custom',
    title: 'gallery source',
    description: 'Allows Azure VM Image Builder to read image versions of a gallery.',
    doc: docs.permissions,
    actions: [
      'Microsoft.Compute/galleries/read',
      'Microsoft.Compute/galleries/images/read',
      'Microsoft.Compute/galleries/images/versions/read',
    ],
    builtIn: {
      ...reader,
      beyond:
        'It also reads everything else in the gallery, including role assignments. (Compute Gallery Image Reader lacks Microsoft.Compute/galleries/read.)',
    },
  },
  imageSource: {
    kind: 'custom',
    title: 'image source',
    description: 'Allows Azure VM Image Builder to read a managed image.',
    doc: docs.permissions,
    actions: ['Microsoft.Compute/images/read'],
    builtIn: {
      ...reader,
      beyond: 'It also reads the role assignments, locks and diagnostic settings of the image.',
    },
  },
  network: {
    kind: 'custom',
    title: 'network',
    description:
      'Allows Azure VM Image Builder to place build VMs in the subnets of a virtual network.',
    doc: docs.permissions,
    actions: [
      'Microsoft.Network/virtualNetworks/read',
      'Microsoft.Network/virtualNetworks/subnets/join/action',
    ],
    builtIn: networkUser,
  },
  containerSubnet: {
    kind: 'custom',
    title: 'container subnet',
    description: 'Allows Azure VM Image Builder to place build containers in a subnet.',
    doc: docs.permissions,
    actions: ['Microsoft.Network/virtualNetworks/subnets/join/action'],
    builtIn: networkUser,
  },
  buildIdentity: {
    kind: 'builtin',
    title: 'build identity',
    description: 'Allows Azure VM Image Builder to assign an identity to build VMs.',
    doc: docs.buildIdentity,
    role: builtInRoles.managedIdentityOperator,
  },
  scripts: {
    kind: 'builtin',
    title: 'scripts',
    description: 'Allows Azure VM Image Builder to read scripts and files in a container.',
    doc: docs.storage,
    role: builtInRoles.storageBlobDataReader,
  },
  vhdTarget: {
    kind: 'builtin',
    title: 'VHD target',
    description: 'Allows Azure VM Image Builder to write VHDs to a container.',
    doc: docs.vhd,
    role: builtInRoles.storageBlobDataContributor,
  },
  stagingGroup: {
    kind: 'builtin',
    title: 'staging group',
    description: 'Allows Azure VM Image Builder to use an existing resource group.',
    doc: docs.stagingResourceGroup,
    role: builtInRoles.contributor,
  },
} as const satisfies Readonly<Record<string, CustomNeed | BuiltInNeed>>;

/** What whoever deletes versions beyond `keep` needs of a gallery: a role of its own, for no identity of an image. */
export const pruneNeed = {
  title: 'version pruner',
  description: 'Allows to delete old image versions of a gallery.',
  actions: [
    'Microsoft.Compute/galleries/images/versions/read',
    'Microsoft.Compute/galleries/images/versions/delete',
  ],
  builtIn: builtInRoles.computeGalleryArtifactsPublisher,
} as const;

/** What a right is for. */
export type Capability = keyof typeof needs;

/**
 * Hosts of blob storage: all clouds, DNS zone endpoints, the secondary region, and the Data Lake view of the same blobs.
 * @see https://learn.microsoft.com/azure/storage/common/storage-account-overview#storage-account-endpoints
 */
export const blobHost =
  /^([^./]+?)(?:-secondary)?(?:\.z\d+)?(?:\.privatelink)?\.(?:blob|dfs)\.(?:core\.windows\.net|core\.usgovcloudapi\.net|core\.chinacloudapi\.cn|core\.cloudapi\.de|storage\.azure\.net)$/i;

/**
 * The service's own principal, the same application in every tenant.
 * @see https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-troubleshoot
 */
export const servicePrincipal = {
  name: 'Azure Virtual Machine Image Builder',
  applicationId: 'cf32a0cc-373c-47c9-9156-0db11f6a6dfc',
} as const;

const deployments = [
  'Microsoft.Resources/deployments/read',
  'Microsoft.Resources/deployments/write',
  'Microsoft.Resources/deployments/validate/action',
  'Microsoft.Resources/deployments/operationStatuses/read',
  'Microsoft.Resources/deployments/operations/read',
];

/**
 * Actions that principals other than the identity need, by what for.
 * @see https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations (2026-11)
 */
export const otherNeeds = {
  /** To preview, validate and deploy the image template, to replace and to delete it. */
  deploy: [
    ...deployments,
    'Microsoft.Resources/deployments/whatIf/action',
    'Microsoft.Resources/subscriptions/resourceGroups/read',
    'Microsoft.VirtualMachineImages/imageTemplates/read',
    'Microsoft.VirtualMachineImages/imageTemplates/write',
    'Microsoft.VirtualMachineImages/imageTemplates/delete',
    'Microsoft.VirtualMachineImages/imageTemplates/triggers/read',
  ],
  /** To deploy the trigger. */
  trigger: ['Microsoft.VirtualMachineImages/imageTemplates/triggers/write'],
  /** To create the identity and assign it to the template. */
  createIdentity: [
    'Microsoft.ManagedIdentity/userAssignedIdentities/read',
    'Microsoft.ManagedIdentity/userAssignedIdentities/write',
    'Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action',
  ],
  /** To assign the identity to the template; Managed Identity Operator includes it. */
  assignIdentity: [
    'Microsoft.ManagedIdentity/userAssignedIdentities/read',
    'Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action',
  ],
  /** To create the gallery and its image definitions. */
  createGallery: [
    ...deployments,
    'Microsoft.Compute/galleries/read',
    'Microsoft.Compute/galleries/write',
    'Microsoft.Compute/galleries/images/read',
    'Microsoft.Compute/galleries/images/write',
  ],
  /** To create image definitions. */
  createDefinition: [
    ...deployments,
    'Microsoft.Compute/galleries/read',
    'Microsoft.Compute/galleries/images/read',
    'Microsoft.Compute/galleries/images/write',
  ],
  /** To create the network with its security groups and its NAT gateway. */
  createNetwork: [
    ...deployments,
    'Microsoft.Network/virtualNetworks/read',
    'Microsoft.Network/virtualNetworks/write',
    'Microsoft.Network/virtualNetworks/subnets/read',
    'Microsoft.Network/virtualNetworks/subnets/write',
    'Microsoft.Network/networkSecurityGroups/read',
    'Microsoft.Network/networkSecurityGroups/write',
    'Microsoft.Network/networkSecurityGroups/join/action',
    'Microsoft.Network/natGateways/read',
    'Microsoft.Network/natGateways/write',
    'Microsoft.Network/natGateways/join/action',
    'Microsoft.Network/publicIPAddresses/read',
    'Microsoft.Network/publicIPAddresses/write',
    'Microsoft.Network/publicIPAddresses/join/action',
  ],
  /** To assign roles in this resource group. Only where `deployRights` is true. */
  assignRoles: [
    ...deployments,
    'Microsoft.Authorization/roleAssignments/read',
    'Microsoft.Authorization/roleAssignments/write',
  ],
  /** To define and assign the roles of this resource group. Only where `deployRights` is true. */
  assignCustomRoles: [
    ...deployments,
    'Microsoft.Authorization/roleDefinitions/read',
    'Microsoft.Authorization/roleDefinitions/write',
    'Microsoft.Authorization/roleAssignments/read',
    'Microsoft.Authorization/roleAssignments/write',
  ],
  /** To run, watch and cancel builds and read their outputs, and nothing else. */
  run: [
    'Microsoft.VirtualMachineImages/imageTemplates/read',
    'Microsoft.VirtualMachineImages/imageTemplates/run/action',
    'Microsoft.VirtualMachineImages/imageTemplates/cancel/action',
    'Microsoft.VirtualMachineImages/imageTemplates/runOutputs/read',
  ],
  /** To see the template, its builds, and where their logs are. */
  readTemplate: ['Microsoft.VirtualMachineImages/imageTemplates/read'],
  /** To find the log in the staging group. The service makes such a group anew with each template, unless the spec names one: then only a role on the subscription holds. */
  findLog: ['Microsoft.Storage/storageAccounts/read'],
  /** To follow the log while the build runs: the service writes it to the storage account late. */
  followLog: [
    'Microsoft.ContainerInstance/containerGroups/read',
    'Microsoft.ContainerInstance/containerGroups/containers/logs/read',
  ],
  /** To see the versions of the image, and the regions that they are in. */
  readVersions: ['Microsoft.Compute/galleries/images/versions/read'],
  /** To know what the last build made. */
  readOutputs: [
    'Microsoft.VirtualMachineImages/imageTemplates/read',
    'Microsoft.VirtualMachineImages/imageTemplates/runOutputs/read',
  ],
  /** To let a version take part in "latest". To copy it to another gallery, the same is needed there. */
  promote: [
    'Microsoft.Compute/galleries/images/read',
    'Microsoft.Compute/galleries/images/versions/read',
    'Microsoft.Compute/galleries/images/versions/write',
  ],
  /** To delete versions beyond "keep". */
  prune: pruneNeed.actions,
  /** To see which versions are used or locked: these are never deleted. */
  seeUses: [
    'Microsoft.Compute/virtualMachines/read',
    'Microsoft.Compute/virtualMachineScaleSets/read',
    'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/read',
    'Microsoft.Authorization/locks/read',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;
