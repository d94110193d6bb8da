/** Azure's shape of the lists that short forms go into, with the fields that only the way there has. */
import {
  azureCustomizers,
  azureDistributors,
  azureValidators,
  regionType,
  targetRegionType,
} from '../language/azure';
import { boolean, list, type ObjectType, string, type Type, union } from '../language/type';

const regions = list(
  'Regions of a short gallery target.',
  union('A region.', 'a region', [
    { discriminator: { kind: 'string' }, type: regionType },
    { discriminator: { kind: 'mapping' }, type: targetRegionType },
  ]),
);

function withFields<T extends ObjectType<unknown>>(
  type: T,
  fields: Readonly<Record<string, Type>>,
): T {
  return { ...type, fields: { ...type.fields, ...fields } };
}

/** A target: `version`, `regions` and `short` are gone once it is filled. */
export const targetShape = union(
  'A target.',
  'a target',
  azureDistributors.map(({ discriminator, type }) => ({
    discriminator,
    type:
      discriminator.type === 'SharedImage'
        ? withFields(type, {
            version: string('Number of the version.'),
            regions,
            short: boolean('True for a short form.'),
          })
        : type,
  })),
);

export const stepShape = union('A step.', 'a step', azureCustomizers);
export const validatorShape = union('A validation.', 'a validation', azureValidators);
