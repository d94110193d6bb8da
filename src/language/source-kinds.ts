/** The kinds of sources: Azure's own shapes, and the short forms that stand for them. */
import { docs } from '../service/docs';
import { object, plain, string, union, yes } from './declare';
import { declareKind } from './declare-kind';
import { short, shortNamesOnly } from './short-forms';

/** What the service writes into a source. */
const unsupportedKeys = { exactVersion: 'Remove it: the service writes it.' } as const;

const planFields = {
  planName: short('name', string('Name of the plan.')),
  planProduct: short('product', string('Product of the plan: the offer.')),
  planPublisher: short('publisher', string('Publisher of the plan.')),
} as const;

/** The purchase plan of a marketplace image in Azure's own shape. */
export const planInfoType = object('Purchase plan of a marketplace image.', planFields, {
  required: ['planName', 'planProduct', 'planPublisher'],
  docs: docs.plan,
});

const plan = union('true takes the plan from the URN.', 'a plan', [
  plain(yes({ expansion: { kind: 'plan' } })),
  plain(
    shortNamesOnly('The plan.', planFields, {
      required: ['name', 'product', 'publisher'],
      aliases: { offer: 'product', sku: 'name' },
    }),
  ),
]);

/** A marketplace image; its short forms are a URN, and a URN with a plan. */
const platformImage = declareKind('PlatformImage', {
  doc: 'A marketplace image.',
  docs: docs.source,
  fields: {
    publisher: string('Publisher.', { examples: ['Canonical'] }),
    offer: string('Offer.', { examples: ['ubuntu-24_04-lts'] }),
    sku: string('SKU; it decides the Hyper-V generation.', { examples: ['server'] }),
    version: string('Version, or latest.', { examples: ['latest'], keywords: ['latest'] }),
    planInfo: short({ plan }, planInfoType),
  },
  required: ['publisher', 'offer', 'sku', 'version'],
  otherNames: ['marketplaceimage', 'marketplace'],
  unsupportedKeys,
  short: {
    doc: 'A marketplace image with its plan.',
    key: 'urn',
    content: string('publisher:offer:sku:version.', { format: 'urn', expansion: { kind: 'urn' } }),
    replaces: ['publisher', 'offer', 'sku', 'version'],
  },
});

const managedImage = declareKind('ManagedImage', {
  doc: 'A managed image.',
  docs: docs.source,
  fields: { imageId: string('Id of the image.', { format: 'managedImage' }) },
  required: ['imageId'],
  short: {
    key: 'image',
    content: string('image, group/image, or a resource id.', { format: 'managedImage' }),
    replaces: ['imageId'],
  },
});

const galleryVersion = declareKind('SharedImageVersion', {
  doc: 'An image version in an Azure Compute Gallery.',
  docs: docs.source,
  fields: { imageVersionId: string('Id of the image version.', { format: 'galleryVersion' }) },
  required: ['imageVersionId'],
  otherNames: ['sharedimagegalleryversion', 'galleryimageversion'],
  unsupportedKeys,
  short: {
    key: 'gallery',
    content: string(
      'gallery/definition[/version], with its resource group before it, or a resource id.',
      { format: 'galleryVersion', examples: ['corpGallery/base', 'corpGallery/base/1.2.3'] },
    ),
    replaces: ['imageVersionId'],
  },
});

/** The kinds of sources. */
const sourceKinds = [platformImage, managedImage, galleryVersion] as const;

/** The `type` of a source. */
export type SourceKind = (typeof sourceKinds)[number]['type'];

/** A source in Azure's own shape. */
export const azureSourceType = union(
  'The image to start from.',
  'a source',
  sourceKinds.map(({ azure }) => azure),
);

/** A source, short or in Azure's shape. */
export const sourceType = union(
  'The image to start from.',
  'a source',
  [
    platformImage.written,
    managedImage.written,
    galleryVersion.written,
    plain(
      string('publisher:offer:sku:version, or a resource id.', {
        format: 'source',
        examples: ['Canonical:ubuntu-24_04-lts:server:latest'],
        expansion: { kind: 'source' },
      }),
    ),
    platformImage.short,
    managedImage.short,
    galleryVersion.short,
  ],
  { docs: docs.source },
);
