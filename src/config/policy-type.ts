/** The policies of a project, `require:` in the configuration file. */
import { durationType } from '../language/common-types';
import {
  boolean,
  fixed,
  integer,
  list,
  mapping,
  object,
  plain,
  string,
  union,
  yes,
} from '../language/declare';

/** A list of patterns, or one. */
function patterns(doc: string, item: string, example: string) {
  const pattern = string(item, { ...fixed, examples: [example] });
  return union(doc, 'a pattern', [
    plain(pattern),
    plain(list('Several patterns.', pattern, { minItems: 1 })),
  ]);
}

const tagName = string('Name of a tag.', { ...fixed, examples: ['costCenter'] });
const tagValue = string('A value, in which * stands for any characters.', fixed);

const requiredTags = union('Tags that every image template has.', 'the tags', [
  plain(list('Names of tags.', tagName, { minItems: 1 })),
  plain(
    mapping(
      'Names of tags with their allowed values.',
      'a tag',
      union('What its value may be.', 'the values', [
        plain(yes()),
        plain(tagValue),
        plain(list('Several values.', tagValue, { minItems: 1 })),
      ]),
      { examples: [{ environment: ['dev', 'prod'], owner: true }] },
    ),
  ),
]);

const count = integer('Number of replicas.', 1, 100, fixed);

const policyFields = {
  tags: requiredTags,
  locations: patterns(
    'Regions in which images may be built and to which they may be distributed.',
    'A region.',
    'westeurope',
  ),
  sources: patterns(
    'What images may be made from: a URN or its beginning, or a gallery reference.',
    'A source, in which * stands for any characters.',
    'Canonical:ubuntu-24_04-lts',
  ),
  vmSizes: patterns(
    'Sizes that the build VM may have.',
    'A size, in which * stands for any characters.',
    'Standard_D*s_v5',
  ),
  identities: patterns(
    'Identities that may build images, and that build VMs may have.',
    'name, group/name or subscription/group/name, in which * stands for any characters.',
    'images-rg/*',
  ),
  replicas: union(
    'Replicas of an image version in each region: the lowest number, or bounds.',
    'a number',
    [
      plain(count),
      plain(object('Bounds.', { min: count, max: count }, { required: [['min', 'max']] })),
    ],
  ),
  checksums: boolean('Scripts and files that are downloaded need a checksum.', {
    ...fixed,
    default: false,
  }),
  deprovisionLimit: durationType(
    'The longest "deprovision: { limit }" that an image may have; without a limit it is refused.',
    integer('Minutes.', 1, 960, fixed),
  ),
};

/** All policies. */
export const policiesType = object(
  'Policies: what every image has to meet. A miss is an error that names the policy.',
  policyFields,
  { aliases: { regions: 'locations', sizes: 'vmSizes', source: 'sources', location: 'locations' } },
);
