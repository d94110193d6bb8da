import { galleryIdOf, isVersion } from '../image/target-place';
import { literalText, type ResourceId } from '../value/value';
import { largestVersionNumber } from '../service/limits';
import type { Rule } from './rule';

/** Numbers of gallery versions: of a target three numbers, of a source those or `latest`. */
export const galleryVersions: Rule = ({ properties }, report) => {
  const check = (id: ResourceId | undefined, form: RegExp): void => {
    if (!id || !isVersion(id)) return;
    const number = id.names.at(-1);
    const value = literalText(number);
    // `<version>` is a place to fill in.
    if (value === undefined || /^<.*>$/.test(value)) return;
    if (!form.test(value)) report('AIB315', { value }, number, id);
    else if (value.split('.').some((one) => Number(one) > largestVersionNumber)) {
      report('AIB370', { value, largest: largestVersionNumber }, number, id);
    }
  };
  const { source, distribute } = properties;
  if (source?.type === 'SharedImageVersion')
    check(source.fields.imageVersionId, /^(?:\d+\.\d+\.\d+|latest)$/);
  for (const target of distribute.items) {
    check(galleryIdOf(target), /^\d+\.\d+\.\d+$/);
  }
};
