/** The kinds of targets: Azure's own shapes, each with the short form that stands for it. */
import { docs } from '../service/docs';
import { replicaLimits } from '../service/limits';
import { namePattern, regionType, tagsType } from './common-types';
import {
  boolean,
  branch,
  byDefault,
  fixed,
  int32,
  integer,
  list,
  object,
  oneOf,
  plain,
  revised,
  string,
  union,
} from './declare';
import { declareKind } from './declare-kind';
import { definitionType } from './prerequisites';
import { short } from './short-forms';

const runOutputName = string('Name of the run output, unique in the image.', {
  pattern: namePattern,
  derived: true,
  docs: docs.distribute,
});

const artifactTags = short('tags', tagsType);

/** The first version with `targetRegions`. */
const targetRegionsSince = '2022-07-01';

const storageOptions = {
  ...byDefault(
    'Standard_LRS',
    'shared-image',
    'Versions are kept in locally redundant storage by default.',
  ),
  open: true,
  docs: docs.sharedImage,
} as const;
const storageTypes = ['Standard_LRS', 'Standard_ZRS', 'Premium_LRS'] as const;

/** The fields of a region of an image version. */
export const regionFields = {
  name: regionType,
  replicaCount: integer('Replicas in the region.', 1, replicaLimits.perRegion, {
    ...byDefault(1, 'shared-image', 'One replica per region by default.'),
    docs: docs.sharedImage,
  }),
  storageAccountType: oneOf('Storage of the image version.', storageTypes, storageOptions),
} as const;

/** A region of an image version in Azure's own shape. */
const targetRegionType = object('A region of the image version.', regionFields, {
  required: ['name'],
  docs: docs.sharedImage,
});

/** `regions` of the short form: names, or regions with replicas and storage of their own. */
const regions = list(
  'Regions of the image version.',
  union('A region, or one with its replicas.', 'a region', [
    plain(regionType),
    plain(
      object(
        'A region of the image version.',
        {
          name: regionFields.name,
          // A plain list of names, which older versions take, has no place for these.
          replicaCount: revised(regionFields.replicaCount, { since: targetRegionsSince }),
          storageAccountType: revised(regionFields.storageAccountType, {
            since: targetRegionsSince,
          }),
        },
        { required: ['name'], docs: docs.sharedImage },
      ),
    ),
  ]),
  { minItems: 1, examples: [['eastus2', 'westeurope']] },
);

const managedImage = declareKind('ManagedImage', {
  doc: 'A managed image.',
  docs: docs.managedImage,
  fields: {
    runOutputName,
    artifactTags,
    imageId: string('Id of the image to make.', { format: 'managedImage' }),
    location: revised(regionType, { derived: true }),
  },
  required: ['imageId'],
  aliases: { regions: 'location' },
  short: {
    key: 'image',
    content: string('image, group/image, or a resource id.', {
      format: 'managedImage',
      examples: ['web-base'],
    }),
    replaces: ['imageId'],
    aliases: { regions: 'location' },
  },
});

const newest = integer('Versions that stay, the newest ones.', 1, int32, fixed);

/** How many versions stay when `aibgen prune` deletes the old ones; nothing in the template. */
const keepType = union(
  'What aibgen prune leaves: a number of versions, or {newest, days}; absent: everything.',
  'a number of versions, or {newest, days}',
  [
    plain(newest),
    plain(
      object('What aibgen prune leaves.', {
        newest,
        days: integer('Days in which a version stays.', 1, int32, fixed),
      }),
    ),
  ],
  { examples: [5, { newest: 5, days: 90 }] },
);

/** An image version in a gallery. */
export const sharedImage = declareKind('SharedImage', {
  doc: 'A version of an image definition in an Azure Compute Gallery.',
  docs: docs.sharedImage,
  fields: {
    runOutputName,
    artifactTags,
    galleryImageId: string('Id of the image definition, or of the version to make.', {
      format: 'galleryDefinition',
    }),
    replicationRegions: list('Regions of the image version (older form).', regionType, {
      derived: true,
      deprecated: 'Use targetRegions, or regions in the short form.',
    }),
    storageAccountType: short(
      'storage',
      oneOf('Storage of the image version.', storageTypes, {
        ...storageOptions,
        // Only the older form of regions has it here; the newer one has it in each region.
        writtenDefault: { ...storageOptions.writtenDefault, conditional: true },
        valuesSince: { Premium_LRS: '2022-07-01' },
      }),
    ),
    excludeFromLatest: short(
      'exclude',
      boolean('Do not let this version count as the latest one.', {
        ...byDefault(false, 'shared-image', 'A new version counts as the latest one by default.'),
        docs: docs.sharedImage,
      }),
    ),
    targetRegions: list('Regions of the image version.', targetRegionType, {
      minItems: 1,
      derived: true,
      since: targetRegionsSince,
      docs: docs.sharedImage,
    }),
    versioning: object(
      'How the version number is chosen: the next patch after the highest one, or that of the source.',
      {
        scheme: oneOf('The scheme.', ['Latest', 'Source'], fixed),
        major: integer('Major version to count on in (scheme Latest).', -1, int32),
      },
      { required: ['scheme'], since: '2022-07-01', docs: docs.sharedImage },
    ),
    replicationMode: oneOf('How the version is replicated.', ['Full', 'Shallow'], {
      open: true,
      default: 'Full',
      since: '2025-10-01',
    }),
  },
  required: ['galleryImageId'],
  otherNames: ['sharedimagegallery', 'gallery'],
  aliases: { regions: 'targetRegions' },
  unsupportedKeys: {
    version: 'Write the version behind the id of the definition: .../versions/1.2.3.',
  },
  both: { definition: definitionType, keep: keepType },
  short: {
    key: 'gallery',
    content: string(
      'gallery/definition, group/gallery/definition, subscription/group/gallery/definition, or a resource ID.',
      {
        format: 'galleryDefinition',
        examples: ['corpGallery/web-base'],
      },
    ),
    replaces: ['galleryImageId'],
    further: {
      version: string('Number of the version to make; absent: the service counts.', {
        examples: ['1.2.3'],
      }),
      regions,
    },
    exclusive: [['regions', 'targetRegions', 'replicationRegions']],
    aliases: { location: 'regions' },
  },
});

const vhdUri = 'URI of the VHD to make; absent: the storage account of the staging group.';

const vhd = declareKind('VHD', {
  doc: 'A VHD in a storage account.',
  docs: docs.vhd,
  fields: {
    runOutputName,
    artifactTags,
    uri: string(vhdUri, { nonEmpty: false, since: '2022-07-01', inSpec: string(vhdUri) }),
  },
  required: ['runOutputName'],
  short: { key: 'vhd', content: runOutputName, replaces: ['runOutputName'] },
});

/** The kinds of targets. */
const targetKinds = [managedImage, sharedImage, vhd] as const;

/** A target in Azure's own shape. */
export const azureTargetType = union(
  'A target.',
  'a target',
  targetKinds.map(({ azure }) => azure),
);

/** A target while it is read: in Azure's shape, with the keys of its short form that are resolved later. */
export const expandedTargetType = union(
  'A target.',
  'a target',
  targetKinds.map(({ azure, further }) =>
    branch(azure.discriminator, () =>
      revised(azure.type, {
        fields: { ...azure.type.fields, ...further, short: boolean('True for a short form.') },
      }),
    ),
  ),
);

/** A target of `distribute`, short or in Azure's shape. */
export const targetType = union('Where the image goes.', 'a target', [
  managedImage.written,
  sharedImage.written,
  vhd.written,
  sharedImage.short,
  managedImage.short,
  vhd.short,
]);
