/**
 * Azure's own shape of an image template, with the exact names of the resource.
 * @see https://learn.microsoft.com/azure/templates/microsoft.virtualmachineimages/imagetemplates
 */
import { docs } from '../service/docs';
import { boolean, integer, list, mapping, object, string, union, oneOf } from './type';

const int32 = 2_147_483_647;
const fixed = { parameters: false } as const;

export const tagsType = mapping(
  'Tags: name and value.',
  'a tag',
  string('Value of the tag.', { nonEmpty: false }),
  {
    docs: docs.tags,
    examples: [{ costCenter: 'platform' }],
  },
);

const state = oneOf('Whether it is on.', ['Enabled', 'Disabled']);

export const checksumType = string('SHA-256 of the file, 64 lower-case hexadecimal digits.', {
  format: 'checksum',
  docs: docs.customize,
});

const inline = union('Commands, one a line.', 'commands', [
  { discriminator: { kind: 'string' }, type: string('Commands as one text.', { script: true }) },
  {
    discriminator: { kind: 'list' },
    type: list('Commands as a list.', string('A command.', { nonEmpty: false, script: true }), {
      minItems: 1,
    }),
  },
] as const);

export const exitCodesType = list(
  'Exit codes that count as success.',
  integer('An exit code.', -int32, int32),
  {
    default: [0],
    docs: docs.powershell,
  },
);

const stepName = string('Name of the step in the log.');
const scriptUri = string('Address of the script.', { docs: docs.customize });

const shellFields = {
  name: stepName,
  scriptUri,
  sha256Checksum: checksumType,
  inline,
} as const;

const powerShellFields = {
  ...shellFields,
  runElevated: boolean('Run with elevated permissions.', { default: false, docs: docs.powershell }),
  runAsSystem: boolean('Run as the system account; needs runElevated.', {
    default: false,
    docs: docs.powershell,
  }),
  validExitCodes: exitCodesType,
} as const;

const fileFields = {
  name: stepName,
  sourceUri: string('Address of the file.', { docs: docs.file }),
  sha256Checksum: checksumType,
  destination: string('Full path on the build VM, with the file name.', { docs: docs.file }),
} as const;

/** What the service writes into a source. */
const readOnly = { exactVersion: 'Take it out: the service writes it.' } as const;

const sudo = 'Write "sudo" before the commands that need it: a shell step runs as a user.';
/** Keys of PowerShell steps that shell steps do not have. */
export const noElevation = {
  elevated: sudo,
  runElevated: sudo,
  system: sudo,
  runAsSystem: sudo,
  exitCodes: 'End the commands with an exit code of 0: a shell step takes no other.',
  validExitCodes: 'End the commands with an exit code of 0: a shell step takes no other.',
} as const;

function typed<const T extends string, F extends Parameters<typeof object>[1]>(
  type: T,
  doc: string,
  fields: F,
  required: readonly string[],
  page: string,
  aliases: Readonly<Record<string, string>> = {},
  unsupportedKeys: Readonly<Record<string, string>> = {},
) {
  return {
    discriminator: { type },
    type: object(
      doc,
      { type: oneOf('Kind of the entry.', [type], fixed), ...fields },
      { required: ['type', ...required], docs: page, aliases, unsupportedKeys },
    ),
  } as const;
}

const shell = typed(
  'Shell',
  'Runs a shell script or commands (Linux).',
  shellFields,
  [],
  docs.shell,
  { shell: 'inline', script: 'scriptUri', uri: 'scriptUri', sha256: 'sha256Checksum' },
  noElevation,
);
const powerShell = typed(
  'PowerShell',
  'Runs a PowerShell script or commands (Windows).',
  powerShellFields,
  [],
  docs.powershell,
  {
    powershell: 'inline',
    script: 'scriptUri',
    uri: 'scriptUri',
    sha256: 'sha256Checksum',
    elevated: 'runElevated',
    system: 'runAsSystem',
    exitCodes: 'validExitCodes',
  },
);
const file = typed(
  'File',
  'Copies a file of up to 20 MB into the image.',
  fileFields,
  ['sourceUri', 'destination'],
  docs.file,
  {
    file: 'sourceUri',
    fileUri: 'sourceUri',
    uri: 'sourceUri',
    to: 'destination',
    sha256: 'sha256Checksum',
  },
);

export const azureCustomizers = [
  shell,
  powerShell,
  typed(
    'WindowsRestart',
    'Restarts the build VM and waits for it (Windows).',
    {
      name: stepName,
      restartCommand: string('Command that restarts.', {
        default: 'shutdown /r /f /t 0 /c "packer restart"',
      }),
      restartCheckCommand: string('Command that checks the restart.', { nonEmpty: false }),
      restartTimeout: string('How long to wait: number and unit, as in 5m or 2h.', {
        default: '5m',
      }),
    },
    [],
    docs.restart,
    { timeout: 'restartTimeout', command: 'restartCommand', check: 'restartCheckCommand' },
  ),
  typed(
    'WindowsUpdate',
    'Installs Windows updates (Windows).',
    {
      name: stepName,
      searchCriteria: string('Which updates are searched.', {
        default: 'BrowseOnly=0 and IsInstalled=0',
        nonEmpty: false,
      }),
      filters: list(
        'Which of the updates found are installed.',
        string('`include:` or `exclude:` and a PowerShell expression.'),
      ),
      updateLimit: integer('How many updates at most.', 0, int32, { default: 1000 }),
    },
    [],
    docs.windowsUpdate,
    { criteria: 'searchCriteria', limit: 'updateLimit' },
  ),
  file,
] as const;

export const azureValidators = [shell, powerShell, file] as const;

/** The `type` of a step. */
export type StepKind = (typeof azureCustomizers)[number]['discriminator']['type'];

/** What the service takes as the name of a template, a run output and a trigger. */
export const namePattern = {
  regex: /^[A-Za-z0-9\-_.]{1,64}$/,
  what: '1 to 64 letters, digits, "-", "_" and "."',
};

const runOutputName = string('Name of the run output, unique in the image.', {
  pattern: namePattern,
  docs: docs.distribute,
});

const storageTypes = ['Standard_LRS', 'Standard_ZRS', 'Premium_LRS'] as const;

export const storageAccountTypeType = oneOf('Storage of the image version.', storageTypes, {
  default: 'Standard_LRS',
  open: true,
  docs: docs.sharedImage,
});

export const regionType = string('A region, as `eastus2` or `East US 2`.', {
  format: 'region',
  examples: ['eastus2'],
  docs: docs.location,
});

export const targetRegionType = object(
  'A region of the image version.',
  {
    name: regionType,
    replicaCount: integer('Replicas in the region.', 1, int32, { default: 1 }),
    storageAccountType: storageAccountTypeType,
  },
  { required: ['name'], docs: docs.sharedImage },
);

export const versioningType = object(
  'How the version number is chosen: the next patch after the highest one, or that of the source.',
  {
    scheme: oneOf('The scheme.', ['Latest', 'Source'], fixed),
    major: integer('Major version to count on in (scheme Latest).', -1, int32),
  },
  { required: ['scheme'], docs: docs.sharedImage },
);

export const replicationModeType = oneOf('How the version is replicated.', ['Full', 'Shallow'], {
  open: true,
  default: 'Full',
});

export const sharedImageFields = {
  replicationRegions: list('Regions of the image version (older form).', regionType, {
    deprecated: 'Use targetRegions, or regions in the short form.',
  }),
  storageAccountType: storageAccountTypeType,
  excludeFromLatest: boolean('Do not let this version count as the latest one.', {
    default: false,
    docs: docs.sharedImage,
  }),
  targetRegions: list('Regions of the image version.', targetRegionType, {
    minItems: 1,
    docs: docs.sharedImage,
  }),
  versioning: versioningType,
  replicationMode: replicationModeType,
} as const;

export const azureDistributors = [
  typed(
    'ManagedImage',
    'A managed image.',
    {
      runOutputName,
      artifactTags: tagsType,
      imageId: string('Id of the image to make.', { format: 'managedImage' }),
      location: regionType,
    },
    ['imageId'],
    docs.managedImage,
    { image: 'imageId', tags: 'artifactTags', regions: 'location' },
  ),
  typed(
    'SharedImage',
    'A version of an image definition in an Azure Compute Gallery.',
    {
      runOutputName,
      artifactTags: tagsType,
      galleryImageId: string('Id of the image definition, or of the version to make.', {
        format: 'galleryDefinition',
      }),
      ...sharedImageFields,
    },
    ['galleryImageId'],
    docs.sharedImage,
    {
      gallery: 'galleryImageId',
      regions: 'targetRegions',
      storage: 'storageAccountType',
      exclude: 'excludeFromLatest',
      tags: 'artifactTags',
    },
    { version: 'Write the version behind the id of the definition: .../versions/1.2.3.' },
  ),
  typed(
    'VHD',
    'A VHD in a storage account.',
    {
      runOutputName,
      artifactTags: tagsType,
      uri: string('Address of the VHD to make; absent: the storage account of the staging group.', {
        nonEmpty: false,
      }),
    },
    ['runOutputName'],
    docs.vhd,
    { vhd: 'runOutputName', tags: 'artifactTags' },
  ),
] as const;

/** The `type` of a target. */
export type TargetKind = (typeof azureDistributors)[number]['discriminator']['type'];

export { runOutputName as runOutputNameType, stepName as stepNameType };

export const planInfoType = object(
  'Purchase plan of a marketplace image.',
  {
    planName: string('Name of the plan.'),
    planProduct: string('Product of the plan: the offer.'),
    planPublisher: string('Publisher of the plan.'),
  },
  { required: ['planName', 'planProduct', 'planPublisher'], docs: docs.plan },
);

export const azureSources = [
  typed(
    'PlatformImage',
    'A marketplace image.',
    {
      publisher: string('Publisher.', { examples: ['Canonical'] }),
      offer: string('Offer.', { examples: ['ubuntu-24_04-lts'] }),
      sku: string('SKU; it decides the Hyper-V generation.', { examples: ['server'] }),
      version: string('Version, or latest.', { examples: ['latest'] }),
      planInfo: planInfoType,
    },
    ['publisher', 'offer', 'sku', 'version'],
    docs.source,
    { plan: 'planInfo' },
    readOnly,
  ),
  typed(
    'ManagedImage',
    'A managed image.',
    {
      imageId: string('Id of the image.', { format: 'managedImage' }),
    },
    ['imageId'],
    docs.source,
    { image: 'imageId' },
  ),
  typed(
    'SharedImageVersion',
    'An image version in an Azure Compute Gallery.',
    {
      imageVersionId: string('Id of the image version.', { format: 'galleryVersion' }),
    },
    ['imageVersionId'],
    docs.source,
    { gallery: 'imageVersionId' },
    readOnly,
  ),
] as const;

/** The `type` of a source. */
export type SourceKind = (typeof azureSources)[number]['discriminator']['type'];

export const vmSizeType = string('Size of the build VM; absent: by the generation of the source.', {
  docs: docs.vmSize,
  examples: ['Standard_D2ds_v5'],
});
export const osDiskSizeType = integer(
  'Size of the OS disk in GB; 0 keeps the size of the source.',
  0,
  int32,
  { default: 0, docs: docs.osDiskSize },
);
export const subnetType = string('Subnet of the build VM.', { format: 'subnet', docs: docs.vnet });
export const containerSubnetType = string('Subnet of the build container.', {
  format: 'subnet',
  docs: docs.vnet,
});
export const proxySizeType = string(
  'Size of the proxy VM, where there is a subnet and no container subnet.',
  { default: 'Standard_A1_v2', docs: docs.vnet },
);
export const buildIdentitiesType = list(
  'Identities of the build VM.',
  string('An identity.', { format: 'identity' }),
  { docs: docs.buildIdentity },
);

export const vnetConfigType = object(
  'Network of the build VM.',
  {
    subnetId: subnetType,
    proxyVmSize: proxySizeType,
    containerInstanceSubnetId: containerSubnetType,
  },
  { docs: docs.vnet },
);

export const vmProfileType = object(
  'The build VM.',
  {
    vmSize: vmSizeType,
    osDiskSizeGB: osDiskSizeType,
    userAssignedIdentities: buildIdentitiesType,
    vnetConfig: vnetConfigType,
  },
  {
    docs: docs.vmProfile,
    aliases: {
      proxyVmSize: 'vnetConfig.proxyVmSize',
      subnetId: 'vnetConfig.subnetId',
      identities: 'userAssignedIdentities',
      size: 'vmSize',
    },
  },
);

export const timeoutType = integer('Minutes until a build is given up; 0 means 240.', 0, 960, {
  default: 240,
  docs: docs.timeout,
});

export const validateType = object(
  'Tests of the built image.',
  {
    continueDistributeOnFailure: boolean('Distribute although a validation failed.', {
      default: false,
      docs: docs.validate,
    }),
    sourceValidationOnly: boolean('Validate the source itself; build nothing.', {
      default: false,
      docs: docs.validate,
    }),
    inVMValidations: list(
      'Steps that run in the image.',
      union('A validation.', 'a validation', azureValidators),
    ),
  },
  { docs: docs.validate },
);

export const optimizeType = object(
  'Optimizations of the image.',
  {
    vmBoot: object('Faster start of VMs.', { state }, { docs: docs.optimize }),
    workload: object(
      'Optimization by a script that shows the workload.',
      {
        state,
        scriptUri: string('Address of the script.'),
        sha256Checksum: checksumType,
      },
      { docs: docs.optimize },
    ),
  },
  { docs: docs.optimize },
);

const onError = oneOf('What happens to the build VM.', ['cleanup', 'abort'], {
  open: true,
  default: 'cleanup',
});

export const errorHandlingType = object(
  'What happens after an error.',
  {
    onCustomizerError: onError,
    onValidationError: onError,
  },
  { docs: docs.errorHandling },
);

export const autoRunType = object(
  'Build when the template is created.',
  { state },
  { docs: docs.autoRun },
);

export const dataDisksType = list(
  'Further data disks of the build VM.',
  object(
    'A data disk.',
    {
      sizeGB: integer('Size in GB.', 0, int32),
    },
    { docs: docs.resource },
  ),
);

/** The triggers child resource, its name beside its properties. */
export const triggerType = object(
  'Builds the image when something happens.',
  {
    name: string('Name of the trigger.', {
      pattern: namePattern,
      default: 'source-image',
    }),
    kind: oneOf('What happens: the source has a new version.', ['SourceImage'], fixed),
  },
  { required: ['kind'], docs: docs.triggers, aliases: { type: 'kind' } },
);

export const stagingGroupType = string('Group of the resources that a build needs.', {
  format: 'resourceGroup',
  docs: docs.stagingResourceGroup,
});

/** The properties of the resource as they are printed, in this order. */
export const imageTemplateProperties = object('Properties of the image template.', {
  buildTimeoutInMinutes: timeoutType,
  vmProfile: vmProfileType,
  source: union('The image to start from.', 'a source', azureSources),
  customize: list('Steps that make the image.', union('A step.', 'a step', azureCustomizers)),
  validate: validateType,
  optimize: optimizeType,
  errorHandling: errorHandlingType,
  distribute: list('Where the image goes.', union('A target.', 'a target', azureDistributors)),
  stagingResourceGroup: stagingGroupType,
  autoRun: autoRunType,
  managedResourceTags: tagsType,
  additionalDataDisks: dataDisksType,
});
