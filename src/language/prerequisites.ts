/**
 * Resources that a deployment can make beside its image template: the definition that a gallery target writes to, its
 * gallery, and a network for the build. Azure's own shapes, and the short forms that stand for them.
 */
import { docs } from '../service/docs';
import { networkDefaults } from '../service/build-networks';
import { securityTypes } from '../service/gallery-definitions';
import { regionType, tagsType } from './azure';
import { boolean, integer, list, object, string, union, oneOf } from './type';

const int32 = 2_147_483_647;
const fixed = { parameters: false } as const;
const yes = boolean('Yes, as by default.', { only: true, parameters: false });

const identifierFields = {
  publisher: string('Publisher of the definition; absent: that of the source.'),
  offer: string('Offer of the definition; absent: that of the source.'),
  sku: string('SKU of the definition; absent: that of the source.'),
} as const;

const purchasePlan = object(
  'Purchase plan of the images; absent: that of the source.',
  {
    name: string('Name of the plan.'),
    product: string('Product of the plan: the offer.'),
    publisher: string('Publisher of the plan.'),
  },
  { required: ['name', 'product', 'publisher'], docs: docs.plan },
);

const range = (doc: string) =>
  object(doc, { min: integer('At least.', 0, int32), max: integer('At most.', 0, int32) });

/** Azure's own properties of an image definition, in the order in which they are printed. */
export const definitionProperties = object(
  'Properties of an image definition.',
  {
    description: string('What the images are.'),
    osType: oneOf('Operating system; absent: that of the source.', ['Linux', 'Windows'], fixed),
    osState: oneOf('State of the images.', ['Generalized'], { ...fixed, default: 'Generalized' }),
    hyperVGeneration: oneOf('Hyper-V generation; absent: that of the source.', ['V1', 'V2'], fixed),
    architecture: oneOf('Processor; absent: that of the source.', ['x64', 'Arm64'], fixed),
    identifier: object('Names by which people find the images.', identifierFields),
    features: list(
      'Further features of the images.',
      object(
        'A feature.',
        {
          name: string('Its name.', {
            ...fixed,
            pattern: {
              regex: /^(?!securitytype$)/i,
              what: 'a further feature: "securityType" says this one',
            },
          }),
          value: string('Its value.'),
        },
        { required: ['name', 'value'] },
      ),
      { examples: [[{ name: 'DiskControllerTypes', value: 'SCSI, NVMe' }]] },
    ),
    purchasePlan,
    recommended: object('What VMs of the images should have.', {
      vCPUs: range('Processors.'),
      memory: range('Memory in GB.'),
    }),
    disallowed: object('What VMs of the images must not have.', {
      diskTypes: list('Types of disks.', string('A type.'), { examples: [['Standard_LRS']] }),
    }),
    eula: string('The licence, or where it is.'),
    privacyStatementUri: string('Address of the privacy statement.'),
    releaseNoteUri: string('Address of the release notes.'),
    endOfLifeDate: string('From when on the images should not be used.', {
      examples: ['2030-04-01T00:00:00Z'],
    }),
  },
  { docs: docs.definition },
);

/** `definition:` of a gallery target. */
export const definitionType = union(
  'Makes the image definition of the gallery, so that it fits the source.',
  'a definition',
  [
    { discriminator: { kind: 'boolean' }, type: yes },
    {
      discriminator: { kind: 'mapping' },
      type: object(
        'What of the definition the source does not tell.',
        {
          createGallery: boolean('Make the gallery too.', { default: false, parameters: false }),
          ...identifierFields,
          os: oneOf('Same as osType.', ['linux', 'windows'], fixed),
          generation: integer('Hyper-V generation; absent: that of the source.', 1, 2, fixed),
          securityType: oneOf(
            'Security type; absent: what the source probably has.',
            securityTypes,
            { ...fixed, docs: docs.securityTypes },
          ),
          plan: purchasePlan,
          location: regionType,
          tags: tagsType,
          ...definitionProperties.fields,
        },
        {
          docs: docs.definition,
          exclusive: [
            ['publisher', 'identifier'],
            ['offer', 'identifier'],
            ['sku', 'identifier'],
            ['os', 'osType'],
            ['generation', 'hyperVGeneration'],
            ['plan', 'purchasePlan'],
          ],
          aliases: { create: 'createGallery', security: 'securityType', gen: 'generation' },
        },
      ),
    },
  ] as const,
  { docs: docs.definition },
);

const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const prefix = new RegExp(`^${octet}(?:\\.${octet}){3}/(?:[89]|1\\d|2[0-7])$`);

/** `network:`: a network for the build, for those who have no subnets ready. */
export const networkType = union(
  'Makes a network for the build: subnets, their rules and a way out.',
  'a network',
  [
    { discriminator: { kind: 'boolean' }, type: yes },
    {
      discriminator: { kind: 'mapping' },
      type: object(
        'What the network is like.',
        {
          name: string('vnet, or group/vnet.', {
            format: 'network',
            default: networkDefaults.name,
          }),
          address: string('Addresses of the network; its subnets share them.', {
            ...fixed,
            default: networkDefaults.address,
            pattern: { regex: prefix, what: 'addresses as 10.0.0.0/24, of size /8 to /27' },
          }),
          subnet: string('Name of the subnet of the build VM.', {
            default: networkDefaults.subnet,
          }),
          containerSubnet: union(
            'Name of the subnet of the build container; false: none, the build goes through a proxy VM.',
            'a subnet',
            [
              { discriminator: { kind: 'string' }, type: string('Its name.') },
              {
                discriminator: { kind: 'boolean' },
                type: boolean('false: none.', { only: false, ...fixed }),
              },
            ] as const,
            { default: networkDefaults.containerSubnet },
          ),
          tags: tagsType,
        },
        { docs: docs.vnet, aliases: { addressSpace: 'address', addressPrefix: 'address' } },
      ),
    },
  ] as const,
  { docs: docs.vnet },
);
