/**
 * Resources that a deployment can create besides its image template: the definition that a gallery target writes to, its
 * gallery, and a network for the build. Azure's own shapes, and the short forms that stand for them.
 */
import { networkDefaults } from '../service/build-networks';
import { docs } from '../service/docs';
import { securityTypes } from '../service/gallery-definitions';
import { definitionPlanType, regionType, tagsType } from './common-types';
import {
  boolean,
  fixed,
  int32,
  integer,
  list,
  object,
  oneOf,
  plain,
  string,
  union,
  yes,
} from './declare';
import { lifted, short, shortObject } from './short-forms';

const range = (doc: string) =>
  object(doc, { min: integer('At least.', 0, int32), max: integer('At most.', 0, int32) });

const definitionFields = {
  description: string('What the images are.'),
  osType: short(
    { os: oneOf('Same as osType.', ['linux', 'windows'], fixed) },
    oneOf('Operating system; absent: that of the source.', ['Linux', 'Windows'], fixed),
  ),
  osState: oneOf('State of the images.', ['Generalized'], { ...fixed, default: 'Generalized' }),
  hyperVGeneration: short(
    {
      generation: integer('Hyper-V generation; absent: that of the source.', 1, 2, {
        ...fixed,
        expansion: { kind: 'prefix', prefix: 'V' },
      }),
    },
    oneOf('Hyper-V generation; absent: that of the source.', ['V1', 'V2'], fixed),
  ),
  architecture: oneOf('Processor; absent: that of the source.', ['x64', 'Arm64'], fixed),
  identifier: lifted(
    object('Names by which people find the images.', {
      publisher: short(
        'publisher',
        string('Publisher of the definition; absent: that of the source.'),
      ),
      offer: short('offer', string('Offer of the definition; absent: that of the source.')),
      sku: short('sku', string('SKU of the definition; absent: that of the source.')),
    }),
  ),
  features: list(
    'Further features of the images; absent: those that marketplace images of the source have (NVMe disks, accelerated networking); an empty list: none.',
    object(
      'A feature.',
      {
        name: string('Its name.', {
          ...fixed,
          pattern: {
            regex: /^(?!securitytype$)/i,
            what: 'another feature: this one is set by "securityType"',
          },
        }),
        value: string('Its value.'),
      },
      { required: ['name', 'value'] },
    ),
    { examples: [[{ name: 'DiskControllerTypes', value: 'SCSI, NVMe' }]] },
  ),
  purchasePlan: short('plan', definitionPlanType),
  recommended: object('What VMs of the images should have.', {
    vCPUs: range('Processors.'),
    memory: range('Memory in GB.'),
  }),
  disallowed: object('What VMs of the images must not have.', {
    diskTypes: list('Types of disks.', string('A type.'), { examples: [['Standard_LRS']] }),
  }),
  eula: string('The licence, or where it is.'),
  privacyStatementUri: string('URI of the privacy statement.'),
  releaseNoteUri: string('URI of the release notes.'),
  endOfLifeDate: string('From when on the images should not be used.', {
    examples: ['2030-04-01T00:00:00Z'],
  }),
} as const;

/** Azure's own properties of an image definition, in the order in which they are written. */
export const definitionProperties = object('Properties of an image definition.', definitionFields, {
  docs: docs.definition,
});

/** `definition:` of a gallery target. */
export const definitionType = union(
  'Creates the image definition of the gallery, so that it fits the source.',
  'a definition',
  [
    plain(yes({ expansion: { kind: 'constant', value: {} } })),
    plain(
      shortObject(
        'What the source does not tell about the definition.',
        definitionFields,
        {
          createGallery: boolean('Create the gallery too.', { default: false, ...fixed }),
          securityType: oneOf(
            'Security type; absent: what the source probably has.',
            securityTypes,
            { ...fixed, docs: docs.securityTypes },
          ),
          location: regionType,
          tags: tagsType,
        },
        {
          docs: docs.definition,
          aliases: { create: 'createGallery', security: 'securityType', gen: 'generation' },
        },
      ),
    ),
  ],
  { docs: docs.definition },
);

const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const prefix = new RegExp(`^${octet}(?:\\.${octet}){3}/(?:[89]|1\\d|2[0-7])$`);

/** `network:`: a network for the build, for those who have no subnets ready. */
export const networkType = union(
  'Makes a network for the build: subnets, their rules and a way out.',
  'a network',
  [
    plain(yes({ expansion: { kind: 'constant', value: {} } })),
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
            pattern: {
              regex: prefix,
              what: 'an address range such as 10.0.0.0/24, from /8 to /27',
            },
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
