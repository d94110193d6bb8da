import type { Tags } from '../image/model-types';
import { literalText } from '../value/value';
import type { Rule } from './rule';

/** Azure takes 50 tags, names of 512 characters and values of 256, and refuses some characters in names. */
export const tags: Rule = ({ tags: own, properties }, report) => {
  const check = (map: Tags | undefined): void => {
    if (!map) return;
    const count = map.entries.length;
    if (count > 50) report('AIB312', { count }, map);
    for (const { key, value } of map.entries) {
      const name = literalText(key);
      if (name !== undefined && name.length > 512) {
        const length = name.length;
        report('AIB313', { what: 'name', length, limit: 512 }, key, map);
      }
      if (name !== undefined && /[<>%&\\?/]/.test(name)) {
        report('AIB314', { name }, key, map);
      }
      const content = literalText(value);
      if (content !== undefined && content.length > 256) {
        report('AIB313', { what: 'value', length: content.length, limit: 256 }, value, map);
      }
    }
  };
  check(own);
  check(properties.managedResourceTags);
  for (const { fields } of properties.distribute.items) check(fields.artifactTags);
};
