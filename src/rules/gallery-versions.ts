import { diagnose } from '../diagnostics/diagnostic';
import { field, itemsOf, literalText, type Value } from '../value/value';
import { placeOfValue } from './place';
import type { Rule } from './rule';

/** Numbers of gallery versions: of a target three numbers, of a source those or `latest`. */
export const galleryVersions: Rule = ({ properties }, report) => {
  const check = (id: Value | undefined, form: RegExp): void => {
    if (id?.kind !== 'id' || !id.type.endsWith('/versions')) return;
    const number = id.names.at(-1);
    const value = literalText(number);
    // `<version>` is a place to fill in.
    if (value === undefined || form.test(value) || /^<.*>$/.test(value)) return;
    report(diagnose('AIB315', { value }, placeOfValue(number, id)));
  };
  check(field(field(properties, 'source'), 'imageVersionId'), /^(?:\d+\.\d+\.\d+|latest)$/);
  for (const target of itemsOf(field(properties, 'distribute'))) {
    check(field(target, 'galleryImageId'), /^\d+\.\d+\.\d+$/);
  }
};
