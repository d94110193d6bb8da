import type { CloudName } from './clouds';

/** An Azure region in both spellings, as the Learn page "Create a Bicep or ARM template JSON" lists it under "location". */
export interface Region {
  readonly name: string;
  readonly displayName: string;
  /** The feature of the namespace Microsoft.VirtualMachineImages that a subscription has to register first. */
  readonly previewFeature?: string;
}

/**
 * The regions in which an image template can be created.
 * @see https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-json#location (as of 2026-11-23)
 */
export const imageBuilderRegions: readonly Region[] = [
  { name: 'eastus', displayName: 'East US' },
  { name: 'eastus2', displayName: 'East US 2' },
  { name: 'westcentralus', displayName: 'West Central US' },
  { name: 'westus', displayName: 'West US' },
  { name: 'westus2', displayName: 'West US 2' },
  { name: 'westus3', displayName: 'West US 3' },
  { name: 'southcentralus', displayName: 'South Central US' },
  { name: 'northcentralus', displayName: 'North Central US' },
  { name: 'centralus', displayName: 'Central US' },
  { name: 'northeurope', displayName: 'North Europe' },
  { name: 'westeurope', displayName: 'West Europe' },
  { name: 'uksouth', displayName: 'UK South' },
  { name: 'ukwest', displayName: 'UK West' },
  { name: 'francecentral', displayName: 'France Central' },
  { name: 'germanywestcentral', displayName: 'Germany West Central' },
  { name: 'norwayeast', displayName: 'Norway East' },
  { name: 'switzerlandnorth', displayName: 'Switzerland North' },
  { name: 'swedencentral', displayName: 'Sweden Central' },
  { name: 'polandcentral', displayName: 'Poland Central' },
  { name: 'italynorth', displayName: 'Italy North' },
  { name: 'israelcentral', displayName: 'Israel Central' },
  { name: 'southeastasia', displayName: 'South East Asia' },
  { name: 'eastasia', displayName: 'East Asia' },
  { name: 'australiasoutheast', displayName: 'Australia Southeast' },
  { name: 'australiaeast', displayName: 'Australia East' },
  { name: 'newzealandnorth', displayName: 'New Zealand North' },
  { name: 'japaneast', displayName: 'Japan East' },
  { name: 'koreacentral', displayName: 'Korea Central' },
  { name: 'taiwannorthwest', displayName: 'Taiwan Northwest' },
  { name: 'centralindia', displayName: 'Central India' },
  { name: 'jioindiawest', displayName: 'Jio India West' },
  { name: 'uaenorth', displayName: 'UAE North' },
  { name: 'qatarcentral', displayName: 'Qatar Central' },
  { name: 'southafricanorth', displayName: 'South Africa North' },
  { name: 'brazilsouth', displayName: 'Brazil South' },
  { name: 'canadacentral', displayName: 'Canada Central' },
  { name: 'usgovarizona', displayName: 'USGov Arizona', previewFeature: 'FairfaxPublicPreview' },
  { name: 'usgovvirginia', displayName: 'USGov Virginia', previewFeature: 'FairfaxPublicPreview' },
  { name: 'chinanorth3', displayName: 'China North 3', previewFeature: 'MooncakePublicPreview' },
];

/** Azure regions in which no image template can be created, but to which images can go; from general knowledge, as of 2026-11. */
export const azureRegions: readonly string[] = [
  'australiacentral',
  'australiacentral2',
  'austriaeast',
  'belgiumcentral',
  'brazilsoutheast',
  'canadaeast',
  'chilecentral',
  'chinaeast',
  'chinaeast2',
  'chinaeast3',
  'chinanorth',
  'chinanorth2',
  'denmarkeast',
  'francesouth',
  'germanynorth',
  'indonesiacentral',
  'japanwest',
  'jioindiacentral',
  'koreasouth',
  'malaysiawest',
  'mexicocentral',
  'norwaywest',
  'southafricawest',
  'southindia',
  'spaincentral',
  'swedensouth',
  'switzerlandwest',
  'uaecentral',
  'usdodcentral',
  'usdodeast',
  'usgovtexas',
  'westindia',
];

/**
 * Regions without availability zones: an image version cannot be kept zone-redundant there. New zones are announced now and then.
 * @see https://learn.microsoft.com/azure/reliability/regions-list (as of 2025-09-23; other clouds: availability-zones-service-support)
 */
const regionsWithoutZones: ReadonlySet<string> = new Set([
  'australiacentral',
  'australiacentral2',
  'australiasoutheast',
  'brazilsoutheast',
  'canadaeast',
  'chinaeast',
  'chinaeast2',
  'chinanorth',
  'chinanorth2',
  'francesouth',
  'germanynorth',
  'koreasouth',
  'northcentralus',
  'norwaywest',
  'southafricawest',
  'southindia',
  'switzerlandwest',
  'uaecentral',
  'ukwest',
  'usdodcentral',
  'usdodeast',
  'usgovarizona',
  'usgovtexas',
  'westcentralus',
  'westindia',
  'westus',
]);

/** True for a region that is known to have no availability zones, by either of its names. */
export function lacksZones(name: string): boolean {
  return regionsWithoutZones.has(regionName(name));
}

/** The cloud that a region belongs to, by the beginning of its name; see https://learn.microsoft.com/azure/azure-government/documentation-government-welcome. */
export function cloudOfRegion(name: string): CloudName {
  const region = regionName(name);
  if (/^us(?:gov|dod)/.test(region)) return 'usgov';
  return region.startsWith('china') ? 'china' : 'public';
}

const imageBuilderRegionNames: ReadonlySet<string> = new Set(
  imageBuilderRegions.map((region) => region.name),
);

/**
 * The programmatic name of a region given by that name or by its display name, in any case and spacing: each known
 * display name is its programmatic name with blanks and capitals.
 * @see https://learn.microsoft.com/azure/reliability/regions-list
 */
export function regionName(text: string): string {
  return text.toLowerCase().replace(/\s+/g, '');
}

/** The feature that a subscription has to register before it may use the service in a region. */
export function previewFeature(name: string): string | undefined {
  return imageBuilderRegions.find((region) => region.name === regionName(name))?.previewFeature;
}

/**
 * Whether Image Builder is offered in a region, by either of its names; the list grows, so a no deserves a warning only.
 * @see https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-json#location
 */
export function isImageBuilderRegion(name: string): boolean {
  return imageBuilderRegionNames.has(regionName(name));
}
