/**
 * The spec language, declared once: Azure's own shapes (`azure.ts`) and the short forms that stand for them.
 * The shape check, the JSON Schema, the manual and the type `Spec` come from this declaration.
 */
import { docs } from '../service/docs';
import { apiVersions } from '../service/api-versions';
import {
  autoRunType,
  azureCustomizers,
  azureDistributors,
  azureSources,
  azureValidators,
  buildIdentitiesType,
  checksumType,
  containerSubnetType,
  dataDisksType,
  errorHandlingType,
  exitCodesType,
  noElevation,
  optimizeType,
  osDiskSizeType,
  planInfoType,
  proxySizeType,
  regionType,
  runOutputNameType,
  sharedImageFields,
  stepNameType,
  storageAccountTypeType,
  subnetType,
  tagsType,
  targetRegionType,
  timeoutType,
  triggerType,
  validateType,
  vmProfileType,
  vmSizeType,
  vnetConfigType,
  namePattern,
} from './azure';
import { definitionType, networkType } from './prerequisites';
import {
  any,
  boolean,
  type Infer,
  integer,
  list,
  mapping,
  type NumberType,
  object,
  type Type,
  string,
  union,
  oneOf,
} from './type';

const fixed = { parameters: false } as const;

const commands = union(
  'Commands as text or list, the address of a script, or a path to one.',
  'commands',
  [
    {
      discriminator: { kind: 'string' },
      type: string('Commands, one a line; or one address (https://…); or one path (./… or ../…).', {
        script: true,
      }),
    },
    {
      discriminator: { kind: 'list' },
      type: list(
        'Commands, one an entry.',
        string('A command.', { nonEmpty: false, script: true }),
        {
          minItems: 1,
        },
      ),
    },
  ] as const,
);

const checksums = { sha256: checksumType, sha256Checksum: checksumType } as const;
const oneChecksum = [['sha256', 'sha256Checksum']] as const;

const shellStep = {
  discriminator: { key: 'shell' },
  type: object(
    'Runs a shell script or commands (Linux).',
    { shell: commands, name: stepNameType, ...checksums },
    {
      docs: docs.shell,
      exclusive: oneChecksum,
      aliases: { inline: 'shell', scriptUri: 'shell' },
      unsupportedKeys: noElevation,
    },
  ),
} as const;

const powershellStep = {
  discriminator: { key: 'powershell' },
  type: object(
    'Runs a PowerShell script or commands (Windows).',
    {
      powershell: commands,
      name: stepNameType,
      ...checksums,
      elevated: boolean('Run with elevated permissions.', { default: false }),
      runElevated: boolean('Same as elevated.', { default: false }),
      system: boolean('Run as the system account; needs elevated.', { default: false }),
      runAsSystem: boolean('Same as system.', { default: false }),
      exitCodes: exitCodesType,
      validExitCodes: exitCodesType,
    },
    {
      docs: docs.powershell,
      exclusive: [
        ...oneChecksum,
        ['elevated', 'runElevated'],
        ['system', 'runAsSystem'],
        ['exitCodes', 'validExitCodes'],
      ],
      aliases: { inline: 'powershell', scriptUri: 'powershell' },
    },
  ),
} as const;

const fileStep = {
  discriminator: { key: 'file' },
  type: object(
    'Copies a file of up to 20 MB into the image.',
    {
      file: string('Address of the file, or a path (./… or ../…).'),
      to: string('Full path on the build VM, with the file name.'),
      destination: string('Same as to.'),
      name: stepNameType,
      ...checksums,
    },
    {
      docs: docs.file,
      required: [['to', 'destination']],
      exclusive: [...oneChecksum, ['to', 'destination']],
      aliases: { dest: 'to', sourceUri: 'file' },
    },
  ),
} as const;

const stepsFile = {
  discriminator: { key: 'steps' },
  type: object('The steps of a file, in this place.', {
    steps: string('Path to a file that is a list of steps, relative to the file that says it.', {
      examples: ['./_hardening.yaml'],
      parameters: false,
    }),
  }),
} as const;

const yes = boolean('Yes, as by default.', { only: true, parameters: false });

const restartStep = {
  discriminator: { key: 'restart' },
  type: object(
    'Restarts the build VM and waits for it (Windows).',
    {
      restart: union('true, or how to restart.', 'a restart', [
        { discriminator: { kind: 'boolean' }, type: yes },
        {
          discriminator: { kind: 'mapping' },
          type: object(
            'How to restart.',
            {
              timeout: string('How long to wait: number and unit, as in 5m or 2h.', {
                default: '5m',
              }),
              command: string('Command that restarts.', {
                default: 'shutdown /r /f /t 0 /c "packer restart"',
              }),
              check: string('Command that checks the restart.', { nonEmpty: false }),
            },
            {
              aliases: {
                restartTimeout: 'timeout',
                restartCommand: 'command',
                restartCheckCommand: 'check',
              },
            },
          ),
        },
      ] as const),
      name: stepNameType,
    },
    { docs: docs.restart },
  ),
} as const;

const windowsUpdateStep = {
  discriminator: { key: 'windowsUpdate' },
  type: object(
    'Installs Windows updates (Windows).',
    {
      windowsUpdate: union('true, or which updates.', 'an update', [
        { discriminator: { kind: 'boolean' }, type: yes },
        {
          discriminator: { kind: 'mapping' },
          type: object(
            'Which updates.',
            {
              criteria: string('Which updates are searched.', {
                default: 'BrowseOnly=0 and IsInstalled=0',
                nonEmpty: false,
              }),
              filters: list(
                'Which of the updates found are installed.',
                string('`include:` or `exclude:` and a PowerShell expression.'),
              ),
              limit: integer('How many updates at most.', 0, 2_147_483_647, { default: 1000 }),
            },
            { aliases: { searchCriteria: 'criteria', updateLimit: 'limit' } },
          ),
        },
      ] as const),
      name: stepNameType,
    },
    { docs: docs.windowsUpdate },
  ),
} as const;

const misnomersOfSteps = {
  bash: 'shell',
  sh: 'shell',
  run: 'shell',
  script: 'shell',
  command: 'shell',
  commands: 'shell',
  pwsh: 'powershell',
  copy: 'file',
  upload: 'file',
  include: 'steps',
} as const;
const onlyInCustomize =
  'Move it to "customize": the service restarts and updates nothing in tests.';

/** A step of `customize`, short or in Azure's shape. */
export const stepType = union(
  'A step that makes the image.',
  'a step',
  [
    ...azureCustomizers,
    shellStep,
    powershellStep,
    fileStep,
    restartStep,
    windowsUpdateStep,
    stepsFile,
  ] as const,
  {
    aliases: {
      ...misnomersOfSteps,
      windowsRestart: 'restart',
      reboot: 'restart',
      updates: 'windowsUpdate',
    },
  },
);

/** A step of `validate`. */
export const validationType = union(
  'A test of the image.',
  'a validation',
  [...azureValidators, shellStep, powershellStep, fileStep, stepsFile] as const,
  {
    aliases: misnomersOfSteps,
    unsupportedKeys: { restart: onlyInCustomize, windowsUpdate: onlyInCustomize },
  },
);

/** Azure's own targets; a gallery target may have its definition made. */
const azureTargets = azureDistributors.map(({ discriminator, type }) => ({
  discriminator,
  type:
    discriminator.type === 'SharedImage'
      ? { ...type, fields: { ...type.fields, definition: definitionType } }
      : type,
}));

const targetFields = {
  runOutputName: runOutputNameType,
  tags: tagsType,
  artifactTags: tagsType,
} as const;

const regionsType = list(
  'Regions of the image version.',
  union('A region, or one with its replicas.', 'a region', [
    { discriminator: { kind: 'string' }, type: regionType },
    { discriminator: { kind: 'mapping' }, type: targetRegionType },
  ] as const),
  { minItems: 1, examples: [['eastus2', 'westeurope']] },
);

/** A target of `distribute`, short or in Azure's shape. */
export const targetType = union('Where the image goes.', 'a target', [
  ...azureTargets,
  {
    discriminator: { key: 'gallery' },
    type: object(
      'A version of an image definition in an Azure Compute Gallery.',
      {
        gallery: string(
          'gallery/definition, group/gallery/definition, subscription/group/gallery/definition, or a resource ID.',
          {
            format: 'galleryDefinition',
            examples: ['corpGallery/web-base'],
          },
        ),
        version: string('Number of the version to make; absent: the service counts.', {
          examples: ['1.2.3'],
        }),
        regions: regionsType,
        storage: storageAccountTypeType,
        exclude: boolean('Do not let this version count as the latest one.', { default: false }),
        definition: definitionType,
        ...targetFields,
        ...sharedImageFields,
      },
      {
        docs: docs.sharedImage,
        exclusive: [
          ['tags', 'artifactTags'],
          ['exclude', 'excludeFromLatest'],
          ['storage', 'storageAccountType'],
          ['regions', 'targetRegions', 'replicationRegions'],
        ],
        aliases: { galleryImageId: 'gallery', location: 'regions' },
      },
    ),
  },
  {
    discriminator: { key: 'image' },
    type: object(
      'A managed image.',
      {
        image: string('image, group/image, or a resource id.', {
          format: 'managedImage',
          examples: ['web-base'],
        }),
        location: regionType,
        ...targetFields,
      },
      {
        docs: docs.managedImage,
        exclusive: [['tags', 'artifactTags']],
        aliases: { imageId: 'image', regions: 'location' },
      },
    ),
  },
  {
    discriminator: { key: 'vhd' },
    type: object(
      'A VHD in a storage account.',
      {
        vhd: runOutputNameType,
        uri: string(
          'Address of the VHD to make; absent: the storage account of the staging group.',
        ),
        tags: tagsType,
        artifactTags: tagsType,
      },
      {
        docs: docs.vhd,
        exclusive: [['tags', 'artifactTags']],
        aliases: { runOutputName: 'vhd' },
      },
    ),
  },
] as const);

const planType = union('true takes the plan from the URN.', 'a plan', [
  { discriminator: { kind: 'boolean' }, type: yes },
  {
    discriminator: { kind: 'mapping' },
    type: object(
      'The plan.',
      {
        name: string('Name of the plan.'),
        product: string('Product of the plan: the offer.'),
        publisher: string('Publisher of the plan.'),
      },
      {
        required: ['name', 'product', 'publisher'],
        aliases: {
          planName: 'name',
          planProduct: 'product',
          planPublisher: 'publisher',
          offer: 'product',
          sku: 'name',
        },
      },
    ),
  },
] as const);

const sourceType = union(
  'The image to start from.',
  'a source',
  [
    ...azureSources,
    {
      discriminator: { kind: 'string' },
      type: string('publisher:offer:sku:version, or a resource id.', {
        format: 'source',
        examples: ['Canonical:ubuntu-24_04-lts:server:latest'],
      }),
    },
    {
      discriminator: { key: 'urn' },
      type: object(
        'A marketplace image with its plan.',
        {
          urn: string('publisher:offer:sku:version.', { format: 'urn' }),
          plan: planType,
          planInfo: planInfoType,
        },
        { docs: docs.plan, exclusive: [['plan', 'planInfo']] },
      ),
    },
    {
      discriminator: { key: 'image' },
      type: object(
        'A managed image.',
        {
          image: string('image, group/image, or a resource id.', { format: 'managedImage' }),
        },
        { docs: docs.source, aliases: { imageId: 'image' } },
      ),
    },
    {
      discriminator: { key: 'gallery' },
      type: object(
        'An image version in an Azure Compute Gallery.',
        {
          gallery: string(
            'gallery/definition[/version], with its group before it, or a resource id.',
            {
              format: 'galleryVersion',
              examples: ['corpGallery/base', 'corpGallery/base/1.2.3'],
            },
          ),
        },
        { docs: docs.source, aliases: { imageVersionId: 'gallery' } },
      ),
    },
  ] as const,
  { docs: docs.source },
);

const createType = boolean('Make it with the deployment.', { default: false, parameters: false });

const identityType = union(
  'The user-assigned identity with which the service works.',
  'an identity',
  [
    {
      discriminator: { kind: 'string' },
      type: string('identity, group/identity, or a resource id.', {
        format: 'identity',
        examples: ['aib-identity'],
      }),
    },
    {
      discriminator: { key: 'userAssignedIdentities' },
      type: object(
        "Azure's own shape, with one identity.",
        {
          type: oneOf('Kind of the identity.', ['UserAssigned'], fixed),
          userAssignedIdentities: mapping(
            'The id of the identity.',
            'an identity',
            object('Nothing.', {}),
          ),
        },
        { required: ['type', 'userAssignedIdentities'] },
      ),
    },
    {
      discriminator: { key: 'name' },
      type: object(
        'An identity, made with the deployment where `create` says so.',
        { name: string('Its name.', { format: 'identity' }), create: createType },
        { required: ['name'] },
      ),
    },
  ] as const,
  { docs: docs.identity },
);

/** Minutes as a number, or a string such as `90m` or `4h`. */
const duration = (doc: string, minutes: NumberType, page: string) =>
  union(
    doc,
    'a time',
    [
      { discriminator: { kind: 'number' }, type: minutes },
      {
        discriminator: { kind: 'string' },
        type: string('Minutes or hours, as 90m or 4h.', {
          ...fixed,
          examples: ['90m', '4h'],
          pattern: {
            regex: /^\s*(?=\d)(?:\d{1,4}\s*h)?\s*(?:\d{1,4}\s*m(?:in)?)?\s*$/i,
            what: 'a time as 90m, 4h or the number 90',
          },
        }),
      },
    ] as const,
    { docs: page },
  );

const deprovisionMode = oneOf('The mode of Sysprep.', ['vm'], fixed);
const deprovisionLimit = duration(
  'How long the commands may wait, in minutes or as 30m or 1h; then the build fails and says why.',
  integer('Minutes.', 1, 960, fixed),
  docs.generalize,
);

const deprovisionType = union(
  'How the image is generalized at the end.',
  'a deprovision',
  [
    {
      discriminator: { kind: 'string' },
      type: oneOf(
        'default: a last step writes the documented commands; service: no step.',
        ['default', 'service'],
        fixed,
      ),
    },
    {
      discriminator: { key: 'script' },
      type: object('A script of your own.', { script: string('Path to it (./… or ../…).', fixed) }),
    },
    {
      discriminator: { key: 'inline' },
      type: object('Commands of your own.', { inline: commands }),
    },
    {
      discriminator: { kind: 'mapping' },
      type: object(
        'The documented commands, with /mode:vm for Sysprep (Windows), or with an end to each wait.',
        { mode: deprovisionMode, limit: deprovisionLimit },
        { required: [['mode', 'limit']] },
      ),
    },
  ] as const,
  { default: 'default', docs: docs.generalize },
);

const stagingType = union(
  'Group of the resources that a build needs; absent: the service makes one.',
  'a resource group',
  [
    {
      discriminator: { kind: 'string' },
      type: string('A group that exists, or its id.', { format: 'resourceGroup' }),
    },
    {
      discriminator: { kind: 'mapping' },
      type: object(
        'A group that the service makes.',
        { name: string('Its name.', { format: 'resourceGroup' }), create: createType },
        { required: ['name'] },
      ),
    },
  ] as const,
  { docs: docs.stagingResourceGroup },
);

const vmType = object(
  'The build VM.',
  {
    size: vmSizeType,
    osDiskSizeGB: osDiskSizeType,
    subnet: subnetType,
    containerSubnet: containerSubnetType,
    proxySize: proxySizeType,
    identities: buildIdentitiesType,
    vmSize: vmSizeType,
    userAssignedIdentities: buildIdentitiesType,
    vnetConfig: vnetConfigType,
  },
  {
    docs: docs.vmProfile,
    exclusive: [
      ['size', 'vmSize'],
      ['identities', 'userAssignedIdentities'],
      ['subnet', 'vnetConfig'],
      ['containerSubnet', 'vnetConfig'],
      ['proxySize', 'vnetConfig'],
    ],
    aliases: { diskSize: 'osDiskSizeGB', proxyVmSize: 'proxySize', subnetId: 'subnet' },
  },
);

const parameterType = object(
  'A parameter of the deployment, used as {{ params.name }}.',
  {
    type: oneOf('Its type.', ['string', 'int', 'bool'], fixed),
    default: any('Value where none is given.'),
    allowed: list('The only values there are.', any('A value.'), { minItems: 1 }),
    description: string('What it is for.', fixed),
  },
  {
    required: ['type'],
    docs: docs.bicepParameters,
    aliases: { defaultValue: 'default', allowedValues: 'allowed', values: 'allowed' },
  },
);

const basePath = string('Path to a spec, relative to this file.', {
  ...fixed,
  examples: ['_base.yaml'],
});

const extendsType = union('What this spec inherits from; it wins over all of that.', 'a base', [
  { discriminator: { kind: 'string' }, type: basePath },
  { discriminator: { kind: 'list' }, type: list('Several bases; later ones win.', basePath) },
] as const);

const scriptsType = object(
  'Where scripts that are named by path are to be found by the service.',
  {
    baseUri: string('Address of the folder that the scripts are uploaded to.', {
      examples: ['https://corpscripts.blob.core.windows.net/scripts/'],
    }),
    root: string(
      "The folder that is uploaded, relative to this file; absent: this file's folder.",
      {
        ...fixed,
        examples: ['../scripts'],
      },
    ),
    layout: oneOf(
      'path: a script is called by its path from the root; hash: by its path and checksum, so that a changed script is a new file.',
      ['path', 'hash'],
      { ...fixed, default: 'path' },
    ),
  },
  { aliases: { baseUrl: 'baseUri', uri: 'baseUri', url: 'baseUri', folder: 'root' } },
);

/** `true`, or Azure's own shape. */
function orTrue<T extends Type>(type: T, doc: string, page: string) {
  return union(
    doc,
    'a switch',
    [
      { discriminator: { kind: 'boolean' }, type: yes },
      { discriminator: { kind: 'mapping' }, type },
    ],
    { docs: page },
  );
}

/** A whole spec. No key is required here: a base may give any. */
export const specType = object(
  'An image for Azure Image Builder.',
  {
    extends: extendsType,
    matrix: mapping(
      'Lists of values: each combination is an image of its own, which uses them as {{ matrix.name }}.',
      'a list',
      any('A list of values; include: and exclude: lists of maps.'),
      { examples: [{ sku: ['22_04-lts-gen2', 'server'] }] },
    ),
    scripts: scriptsType,
    name: string("Name of the image template; absent: the file's base name.", {
      pattern: namePattern,
      docs: docs.template,
    }),
    location: { ...regionType, doc: 'Region of the image template, as `eastus2` or `East US 2`.' },
    subscription: string('Subscription of the deployment, for the bare JSON.', fixed),
    resourceGroup: string('Resource group of the deployment, for the bare JSON.', fixed),
    apiVersion: oneOf(
      'API version; absent: the lowest that has all that is used.',
      [...apiVersions, 'latest'],
      { ...fixed, docs: docs.apiVersions },
    ),
    tags: { ...tagsType, doc: 'Tags of the image template: name and value.' },
    identity: identityType,
    parameters: mapping('Parameters of the deployment.', 'a parameter', parameterType, {
      docs: docs.bicepParameters,
    }),
    source: sourceType,
    os: oneOf(
      'Operating system of the source, where its name does not tell.',
      ['linux', 'windows'],
      fixed,
    ),
    generation: integer('Hyper-V generation of the source, where its name does not tell.', 1, 2, {
      ...fixed,
      docs: docs.generations,
    }),
    architecture: oneOf(
      'Processor of the source, where its name does not tell.',
      ['x64', 'arm64'],
      fixed,
    ),
    vm: vmType,
    vmProfile: { ...vmProfileType, doc: "The build VM, in Azure's own shape." },
    network: networkType,
    timeout: {
      ...duration(
        'How long a build may take: minutes, or as 90m or 4h.',
        timeoutType,
        docs.timeout,
      ),
      default: 240,
    },
    buildTimeoutInMinutes: timeoutType,
    customize: list('Steps that make the image, in order.', stepType, { docs: docs.customize }),
    deprovision: deprovisionType,
    validate: union(
      'Tests of the image.',
      'a validation',
      [
        { discriminator: { kind: 'list' }, type: list('Tests, in order.', validationType) },
        {
          discriminator: { kind: 'mapping' },
          type: object("Azure's own shape.", {
            ...validateType.fields,
            inVMValidations: list('Tests, in order.', validationType),
          }),
        },
      ] as const,
      { docs: docs.validate },
    ),
    distribute: list('Where the image goes.', targetType, { minItems: 1, docs: docs.distribute }),
    optimize: orTrue(optimizeType, 'Optimizations of the image.', docs.optimize),
    errorHandling: union(
      'What happens to the build VM after an error.',
      'error handling',
      [
        {
          discriminator: { kind: 'string' },
          type: oneOf('The same for both kinds.', ['cleanup', 'abort']),
        },
        { discriminator: { kind: 'mapping' }, type: errorHandlingType },
      ] as const,
      { docs: docs.errorHandling },
    ),
    stagingResourceGroup: stagingType,
    autoRun: orTrue(autoRunType, 'Build when the template is created.', docs.autoRun),
    managedResourceTags: {
      ...tagsType,
      doc: 'Tags of the resources that the service makes for a build.',
      docs: docs.managedResourceTags,
    },
    additionalDataDisks: dataDisksType,
    trigger: union(
      'Builds the image whenever its source has a new version.',
      'a trigger',
      [
        { discriminator: { kind: 'string' }, type: oneOf('What happens.', ['sourceImage'], fixed) },
        { discriminator: { kind: 'mapping' }, type: triggerType },
      ] as const,
      { docs: docs.triggers },
    ),
    roles: oneOf('Which rights are written.', ['custom', 'builtin', 'none'], {
      ...fixed,
      default: 'custom',
      docs: docs.permissions,
    }),
    pipelines: oneOf('Which pipelines are written.', ['both', 'github', 'azure', 'none'], {
      ...fixed,
      default: 'both',
    }),
    naming: oneOf(
      'contentHash: the name ends in a short hash of all that cannot change in place.',
      ['contentHash'],
      { ...fixed, docs: docs.troubleshoot },
    ),
    storageAccounts: mapping(
      'Where the storage accounts are that addresses name: group, or subscription/group.',
      'a storage account',
      string('group, or subscription/group.', fixed),
      { docs: docs.storage, examples: [{ corpscripts: 'storage-rg' }] },
    ),
  },
  {
    extension: true,
    exclusive: [
      ['vm', 'vmProfile'],
      ['timeout', 'buildTimeoutInMinutes'],
    ],
    aliases: {
      region: 'location',
      buildTimeout: 'timeout',
      params: 'parameters',
      targets: 'distribute',
      steps: 'customize',
      customise: 'customize',
      hyperVGeneration: 'generation',
      triggers: 'trigger',
      vnet: 'network',
    },
    unsupportedKeys: {
      properties: 'Lift what stands in it to the top level: a spec has no "properties".',
      type: 'Take it out: aibgen writes it.',
      dependsOn: 'Take it out: aibgen writes what the template depends on.',
      ...Object.fromEntries(
        [
          'provisioningState',
          'provisioningError',
          'lastRunStatus',
          'exactStagingResourceGroup',
        ].map((key) => [key, 'Take it out: the service writes it.']),
      ),
    },
  },
);

/** A spec as a plain object; its type comes from the declaration of the language, as the manual's page of the spec does. */
export type Spec = Infer<typeof specType>;
