/**
 * The names that Azure takes for the resources that a spec refers to.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules (as of 2026-11-26);
 * for galleries also https://learn.microsoft.com/azure/virtual-machines/create-gallery, which allows underscores.
 */

/** What a name has to look like, and the same in words. */
export interface NameRule {
  readonly noun: string;
  readonly pattern: Pick<RegExp, 'test'>;
  readonly rule: string;
}

/** By the type of the resource. */
export const nameRules: Readonly<Record<string, NameRule>> = {
  'Microsoft.Compute/galleries': {
    noun: 'gallery',
    pattern: /^[A-Za-z0-9](?:[A-Za-z0-9._]{0,78}[A-Za-z0-9])?$/,
    rule: '1 to 80 letters, digits, periods and underscores, with a letter or digit at both ends (no hyphens)',
  },
  'Microsoft.Compute/galleries/images': {
    noun: 'image definition',
    pattern: /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,78}[A-Za-z0-9])?$/,
    rule: '1 to 80 letters, digits, periods, underscores and hyphens, with a letter or digit at both ends',
  },
  'Microsoft.Compute/images': {
    noun: 'managed image',
    pattern: /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,78}[A-Za-z0-9_])?$/,
    rule: '1 to 80 letters, digits, periods, underscores and hyphens, beginning with a letter or digit and ending with one or an underscore',
  },
  'Microsoft.ManagedIdentity/userAssignedIdentities': {
    noun: 'identity',
    pattern: /^[A-Za-z0-9][A-Za-z0-9_-]{2,127}$/,
    rule: '3 to 128 letters, digits, hyphens and underscores, beginning with a letter or digit',
  },
  'Microsoft.Network/virtualNetworks': {
    noun: 'virtual network',
    pattern: /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_])$/,
    rule: '2 to 64 letters, digits, periods, underscores and hyphens, beginning with a letter or digit and ending with one or an underscore',
  },
  'Microsoft.Network/virtualNetworks/subnets': {
    noun: 'subnet',
    pattern: /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,78}[A-Za-z0-9_])?$/,
    rule: '1 to 80 letters, digits, periods, underscores and hyphens, beginning with a letter or digit and ending with one or an underscore',
  },
};

/** Names of resource groups. */
export const resourceGroupName: NameRule = {
  noun: 'resource group',
  // Letters of other scripts take long to compile, and most names have none.
  pattern: {
    test: (name) =>
      /^[\w().-]{0,89}[\w()-]$/.test(name) ||
      /^[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-]$/u.test(name),
  },
  rule: '1 to 90 letters, digits, underscores, parentheses, hyphens and periods, not ending with a period',
};

/** Names of storage accounts, which are in lower case in the hosts of addresses too. */
export const storageAccountName: NameRule = {
  noun: 'storage account',
  pattern: /^[a-z0-9]{3,24}$/,
  rule: '3 to 24 lower-case letters and digits',
};

/** Names of blob containers; `$root` and its like are the service's own. */
export const containerName: NameRule = {
  noun: 'container',
  pattern: /^(?:\$[a-z]+|(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*)$/,
  rule: '3 to 63 lower-case letters, digits and single hyphens, with a letter or digit at both ends',
};
