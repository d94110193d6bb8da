import { diagnose } from '../diagnostics/diagnostic';
import { field, literalText, valueAt } from '../value/value';
import { nearest } from '../lib/nearest';
import { isGiven, placeOfValue } from './place';
import type { Rule } from './rule';

/** A version of a marketplace image is the latest one, or three numbers. */
export const sourceVersions: Rule = ({ properties }, report) => {
  const version = valueAt(properties, 'source', 'version');
  const value = literalText(version);
  if (value === undefined || !isGiven(version) || /^(?:latest|\d+\.\d+\.\d+|<.*>)$/i.test(value))
    return;
  report(diagnose('AIB445', { value, near: nearest(value, ['latest']) }, placeOfValue(version)));
};

/** A definition whose name is two numbers is rather a version with one of its numbers missing. */
export const definitionNames: Rule = ({ properties }, report) => {
  const targets = field(properties, 'distribute');
  const ids = [
    valueAt(properties, 'source', 'imageVersionId'),
    ...(targets?.kind === 'list' ? targets.items.map((one) => field(one, 'galleryImageId')) : []),
  ];
  for (const id of ids) {
    const name = id?.kind === 'id' ? literalText(id.names[1]) : undefined;
    if (name === undefined || !/^v?\d+(?:\.\d+)*$/.test(name)) continue;
    report(diagnose('AIB446', { name }, placeOfValue(id)));
  }
};
