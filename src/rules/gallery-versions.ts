import { diagnose } from '../diagnostics/diagnostic';
import { galleryIdOf, isVersion } from '../image/target-place';
import { literalText, type ResourceId } from '../value/value';
import { placeOfValue } from './place';
import type { Rule } from './rule';

/** Numbers of gallery versions: of a target three numbers, of a source those or `latest`. */
export const galleryVersions: Rule = ({ properties }, report) => {
  const check = (id: ResourceId | undefined, form: RegExp): void => {
    if (!id || !isVersion(id)) return;
    const number = id.names.at(-1);
    const value = literalText(number);
    // `<version>` is a place to fill in.
    if (value === undefined || form.test(value) || /^<.*>$/.test(value)) return;
    report(diagnose('AIB315', { value }, placeOfValue(number, id)));
  };
  const { source, distribute } = properties;
  if (source?.type === 'SharedImageVersion')
    check(source.fields.imageVersionId, /^(?:\d+\.\d+\.\d+|latest)$/);
  for (const target of distribute.items) {
    check(galleryIdOf(target), /^\d+\.\d+\.\d+$/);
  }
};
