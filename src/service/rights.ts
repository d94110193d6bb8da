/**
 * What the identity of an image template needs, feature by feature.
 * Sources: https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-permissions-cli and
 * https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-json, read 2026-11; a built-in role is used
 * where one fits exactly.
 */
import { docs } from '../diagnostics/docs';
import { builtInRoles } from './roles';

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
}

/** A need that a built-in role fits. */
export interface BuiltInNeed extends Need {
  readonly kind: 'builtin';
  readonly role: { readonly name: string; readonly id: string };
}

export const needs = {
  galleryTarget: {
    kind: 'custom',
    title: 'gallery target',
    description: 'Lets Azure VM Image Builder write image versions into a gallery.',
    doc: docs.permissions,
    actions: [
      'Microsoft.Compute/galleries/read',
      'Microsoft.Compute/galleries/images/read',
      'Microsoft.Compute/galleries/images/versions/read',
      'Microsoft.Compute/galleries/images/versions/write',
    ],
  },
  imageTarget: {
    kind: 'custom',
    title: 'image target',
    description: 'Lets Azure VM Image Builder write managed images into a resource group.',
    doc: docs.permissions,
    actions: [
      'Microsoft.Compute/images/read',
      'Microsoft.Compute/images/write',
      'Microsoft.Compute/images/delete',
    ],
  },
  gallerySource: {
    kind: 'custom',
    title: 'gallery source',
    description: 'Lets Azure VM Image Builder read image versions of a gallery.',
    doc: docs.permissions,
    actions: [
      'Microsoft.Compute/galleries/read',
      'Microsoft.Compute/galleries/images/read',
      'Microsoft.Compute/galleries/images/versions/read',
    ],
  },
  imageSource: {
    kind: 'custom',
    title: 'image source',
    description: 'Lets Azure VM Image Builder read a managed image.',
    doc: docs.permissions,
    actions: ['Microsoft.Compute/images/read'],
  },
  network: {
    kind: 'custom',
    title: 'network',
    description: 'Lets Azure VM Image Builder put build VMs into the subnets of a network.',
    doc: docs.permissions,
    actions: [
      'Microsoft.Network/virtualNetworks/read',
      'Microsoft.Network/virtualNetworks/subnets/join/action',
    ],
  },
  buildIdentity: {
    kind: 'builtin',
    title: 'build identity',
    description: 'Lets Azure VM Image Builder give an identity to build VMs.',
    doc: docs.buildIdentity,
    role: builtInRoles.managedIdentityOperator,
  },
  scripts: {
    kind: 'builtin',
    title: 'scripts',
    description: 'Lets Azure VM Image Builder read scripts and files of a container.',
    doc: docs.storage,
    role: builtInRoles.storageBlobDataReader,
  },
  vhdTarget: {
    kind: 'builtin',
    title: 'VHD target',
    description: 'Lets Azure VM Image Builder write VHDs into a container.',
    doc: docs.vhd,
    role: builtInRoles.storageBlobDataContributor,
  },
  stagingGroup: {
    kind: 'builtin',
    title: 'staging group',
    description: 'Lets Azure VM Image Builder work in a resource group that exists.',
    doc: docs.stagingResourceGroup,
    role: builtInRoles.contributor,
  },
} as const satisfies Readonly<Record<string, CustomNeed | BuiltInNeed>>;

/** What a right is for. */
export type Capability = keyof typeof needs;

/** Hosts of blob storage: all clouds. */
export const blobHost =
  /^([^./]+)(?:\.z\d+)?\.blob\.(?:core\.windows\.net|core\.usgovcloudapi\.net|core\.chinacloudapi\.cn|core\.cloudapi\.de|storage\.azure\.net)$/i;
