/** What Azure and the service say: resources of the build, rights, source, distribution, submission of the template. */
import type { FailureRule } from './failure-rule';

const resources: readonly FailureRule[] = [
  {
    code: 'AIB754',
    sees: ['RequestDisallowedByPolicy', ' was disallowed by policy'],
    also: /Resource '(?<resource>[^']{1,200})' was disallowed by policy/,
  },
  {
    code: 'AIB755',
    sees: ['exceeding approved ', 'exceeding quota limits of Core'],
    find: /(?<detail>(?:resulted in |Operation could not be completed as it results in )?exceeding (?:approved|quota limits).{0,200}?)(?:\. |\.?"|$)/,
    about: 'vmSize',
  },
  {
    code: 'AIB756',
    sees: ['SkuNotAvailable', 'The requested VM size '],
    also: /(?<size>Standard_\w{1,60})/,
    about: 'vmSize',
  },
  {
    code: 'AIB757',
    sees: [
      'AllocationFailed',
      'OverconstrainedAllocationRequest',
      'OverconstrainedZonalAllocationRequest',
    ],
    about: 'vmSize',
  },
  {
    code: 'AIB758',
    sees: [
      'MarketplacePurchaseEligibilityFailed',
      'requires Plan information in the request',
      'VMMarketplaceInvalidInput',
      'ResourcePurchaseValidationFailed',
      'You have not accepted the legal terms on this subscription',
    ],
    about: 'source',
  },
  {
    code: 'AIB760',
    sees: ['LinkedAuthorizationFailed'],
    find: /perform action '(?<action>[^']{1,200})' on the linked scope\(s\) '(?<scope>[^']{1,500})'/,
  },
  {
    code: 'AIB759',
    sees: ['to perform action '],
    find: /perform action '(?<action>[^']{1,200})' over scope '?(?<scope>[^'\s]{1,500})/,
  },
  {
    code: 'AIB759',
    sees: ['Not authorized to access the resource: '],
    find: /Not authorized to access the resource: (?<scope>[^\s,]{1,500}[^\s,.])/,
  },
  {
    code: 'AIB761',
    sees: ['client_jwt will expire within 5 minutes'],
    about: 'buildTimeoutInMinutes',
  },
  {
    code: 'AIB762',
    sees: ['Azure Container Instances provider not registered'],
    found: { namespace: 'Microsoft.ContainerInstance' },
  },
  {
    code: 'AIB762',
    sees: ['is not registered to use namespace '],
    find: /not registered to use namespace '(?<namespace>[\w.]{1,100})'/,
  },
  {
    code: 'AIB763',
    sees: [
      'Azure Container Instances quota exceeded',
      'ContainerGroupQuotaReached',
      "Resource type 'Microsoft.ContainerInstance/containerGroups' container group quota",
    ],
  },
  {
    code: 'AIB764',
    sees: [
      'Too many Azure Container Instances deployed within a period of time',
      'Too many Azure Container Instances resources are deployed',
    ],
  },
  {
    code: 'AIB765',
    sees: [
      'PrivateLinkServiceCannotBeCreatedInSubnetThatHasNetworkPoliciesEnabled',
      'PrivateLinkServiceNetworkPolicies',
    ],
    about: 'vnetConfig',
  },
  {
    code: 'AIB766',
    sees: [
      'SubnetIsFull',
      'SubnetMissingRequiredDelegation',
      'SubnetDelegationsCannotChangeWhenSubnetUsedByResource',
    ],
    find: /(?<detail>SubnetIsFull|SubnetMissingRequiredDelegation|SubnetDelegationsCannotChangeWhenSubnetUsedByResource)/,
    about: 'vnetConfig',
  },
  {
    code: 'AIB767',
    sees: [
      'cannot boot Hypervisor Generation',
      'cannot boot with OS image or disk',
      'not supported with the given VM size',
      'does not support CPU Architecture',
      'only supports a CPU Architecture',
    ],
    about: 'vmSize',
  },
  {
    code: 'AIB768',
    sees: ['is smaller than the size of the corresponding disk in the VM image'],
    about: 'osDiskSizeGB',
  },
  {
    code: 'AIB769',
    sees: [
      'Use of TrustedLaunch setting is not supported',
      'Security type of VM is not compatible',
      'The VM or VMSS with securityType',
      'is not supported for security type',
    ],
    about: 'source',
  },
  {
    code: 'AIB770',
    sees: ['InterfacesClient#UpdateTags'],
    find: /The Resource '(?<name>[^']{1,300})'/,
  },
  { code: 'AIB771', sees: ['NicInUseWithPrivateEndpoint'] },
  {
    code: 'AIB773',
    sees: [
      'KeyBasedAuthenticationNotPermitted',
      'This request is not authorized to perform this operation',
    ],
  },
  {
    code: 'AIB735',
    sees: [
      'OSProvisioningTimedOut',
      'OSProvisioningClientError',
      'OSProvisioningInternalError',
      'did not finish in the allotted time',
    ],
    about: 'source',
  },
  {
    code: 'AIB787',
    sees: ['ScopeLocked', 'because following scope(s) are locked: '],
    find: /following scope\(s\) are locked: '(?<scope>[^']{1,400})'/,
  },
  { code: 'AIB788', sees: ['PrincipalNotFound'] },
];

const sources: readonly FailureRule[] = [
  {
    code: 'AIB772',
    sees: ['Build (Shared Image Version) step failed', 'Build (Managed Image) step failed'],
    and: ['NotFound', 'StatusCode=404'],
    find: /step failed(?: for Image Version|: Error getting Managed Image) '(?<name>[^']{1,500})'/,
    about: 'source',
  },
  {
    code: 'AIB772',
    sees: ['PlatformImageNotFound', 'The platform image '],
    also: /The platform image '(?<name>[^']{1,300})' is not available/,
    about: 'source',
  },
];

const target = /\[Distribute (?<target>\d{1,3})\]/;

const distribution: readonly FailureRule[] = [
  {
    code: 'AIB774',
    sees: [
      'Error waiting on Azure Compute Gallery future',
      'Error waiting on Shared Image Gallery future',
    ],
    and: ['context deadline exceeded', 'context has been cancelled'],
    also: target,
    about: 'distribute',
  },
  {
    code: 'AIB775',
    sees: ['Error publishing MDI to ', 'Failed in distributing '],
    and: ['ResourceNotFound', 'ParentResourceNotFound', 'GalleryImageNotFound'],
    also: target,
    about: 'distribute',
  },
  {
    code: 'AIB776',
    sees: ['already exists in gallery', 'The image version already exists', 'galleryImageVersion'],
    and: ['already exists', 'is not allowed'],
    also: target,
    about: 'distribute',
  },
  {
    code: 'AIB777',
    sees: [
      'does not match the ',
      'is not the same as the gallery image',
      'GalleryImageVersionSourceMismatch',
    ],
    and: ['allery', 'definition'],
    also: /(?<property>[Hh]yper-?V ?Generation|[Oo][Ss] ?[Tt]ype|[Oo][Ss] ?[Ss]tate|[Aa]rchitecture|[Ss]ecurity ?[Tt]ype)/,
    about: 'distribute',
  },
  {
    code: 'AIB778',
    sees: ['gallery image versions', 'Gallery Image Versions', 'GalleryImageVersionQuota'],
    and: ['QuotaExceeded', 'exceed', 'limit', 'quota'],
    also: target,
    about: 'distribute',
  },
  {
    code: 'AIB779',
    sees: ['Failed in distributing '],
    also: /(?<detail>Error (?:publishing|copying|creating|distributing) .{1,160})/,
    rank: 'result',
    about: 'distribute',
  },
];

const submission: readonly FailureRule[] = [
  {
    code: 'AIB780',
    sees: ['Update/Upgrade of image templates is currently not supported'],
  },
  { code: 'AIB781', sees: ['The assigned managed identity cannot be used'] },
  {
    code: 'AIB783',
    sees: ['not found in the update request'],
    find: /Runoutput name (?<name>\S{1,100}) not found in the update request/,
    about: 'distribute',
  },
  {
    code: 'AIB784',
    sees: ['BadStagingResourceGroup', 'staging resource group', 'Staging resource group'],
    and: ['BadStagingResourceGroup', 'empty', 'already', 'different', 'cannot', 'must'],
    about: 'stagingResourceGroup',
  },
  {
    code: 'AIB789',
    sees: ['sha256Checksum', 'hecksum'],
    and: ['mismatch', 'not match', 'differ'],
  },
  {
    code: 'AIB782',
    sees: ['Validation failed: ', 'unknown field ', 'Could not find member '],
    find: [
      /Validation failed: (?<detail>.{1,300}?)(?:\. Please review|"|$)/,
      /(?<detail>(?:unknown field|Could not find member).{1,120})/,
    ],
  },
  {
    code: 'AIB728',
    sees: ['context deadline exceeded'],
    rank: 'result',
  },
  {
    code: 'AIB786',
    sees: ['InternalOperationError', 'Internal error occurred'],
    rank: 'result',
  },
];

/** All of it is said in errors. */
export const azureRules: readonly FailureRule[] = [
  ...resources,
  ...sources,
  ...distribution,
  ...submission,
].map((rule) => ({ ...rule, where: ['error'] }));
