/** Types that several parts of the language share. */
import { docs } from '../service/docs';
import { boolean, fixed, mapping, object, oneOf, plain, string, union } from './declare';
import type { NumberType, Options, UnionType } from './type';

export const tagsType = mapping(
  'Tags: names and values.',
  'a tag',
  string('Value of the tag.', { nonEmpty: false }),
  { docs: docs.tags, examples: [{ costCenter: 'platform' }] },
);

export const regionType = string('A region, as `eastus2` or `East US 2`.', {
  format: 'region',
  examples: ['eastus2'],
  docs: docs.location,
});

export const checksumType = string('SHA-256 of the file, 64 lower-case hexadecimal digits.', {
  format: 'checksum',
  docs: docs.customize,
});

/** What the service takes as the name of a template, a run output and a trigger. */
export const namePattern = {
  regex: /^[A-Za-z0-9\-_.]{1,64}$/,
  what: '1 to 64 letters, digits, "-", "_" and "."',
};

export const stateType = oneOf('Whether it is on.', ['Enabled', 'Disabled']);

export const createType = boolean('Create it with the deployment.', { default: false, ...fixed });

/** A time as a number of minutes, or as a string such as `90m` or `4h`. */
export function durationType(
  doc: string,
  minutes: NumberType,
  options: Options<UnionType> = {},
): UnionType<number | string> {
  const { min, max } = minutes;
  return union(
    doc,
    'a time',
    [
      plain(minutes),
      plain(
        string('Minutes or hours, as 90m or 4h.', {
          ...fixed,
          examples: ['90m', '4h'],
          pattern: {
            regex: /^\s*(?=\d)(?:\d{1,4}\s*h)?\s*(?:\d{1,4}\s*m(?:in)?)?\s*$/i,
            what: 'a duration such as 90m or 4h, or the number 90',
          },
          expansion: { kind: 'minutes', min, max },
        }),
      ),
    ],
    options,
  );
}

/** Fields that name a purchase plan, as gallery definitions have them. */
const planFields = {
  name: string('Name of the plan.'),
  product: string('Product of the plan: the offer.'),
  publisher: string('Publisher of the plan.'),
};

export const definitionPlanType = object(
  'Purchase plan of the images; absent: that of the source.',
  planFields,
  { required: ['name', 'product', 'publisher'], docs: docs.plan },
);
