import { diagnose } from '../diagnostics/diagnostic';
import { galleryIdOf } from '../image/target-place';
import { literalText } from '../value/value';
import { nearest } from '../lib/nearest';
import { isGiven, placeOfValue } from './place';
import type { Rule } from './rule';

/** A version of a marketplace image is the latest one, or three numbers. */
export const sourceVersions: Rule = ({ properties: { source } }, report) => {
  const version = source?.type === 'PlatformImage' ? source.fields.version : undefined;
  const value = literalText(version);
  if (value === undefined || !isGiven(version) || /^(?:latest|<.*>)$/i.test(value)) return;
  if (/^\d+\.\d+\.\d+$/.test(value)) {
    report(diagnose('AIB455', { version: value }, placeOfValue(version)));
    return;
  }
  report(diagnose('AIB445', { value, near: nearest(value, ['latest']) }, placeOfValue(version)));
};

/** A definition whose name is two numbers is rather a version with one of its numbers missing. */
export const definitionNames: Rule = ({ properties: { source, distribute } }, report) => {
  const ids = [
    source?.type === 'SharedImageVersion' ? source.fields.imageVersionId : undefined,
    ...distribute.items.map(galleryIdOf),
  ];
  for (const id of ids) {
    const name = literalText(id?.names[1]);
    if (name === undefined || !/^v?\d+(?:\.\d+)*$/.test(name)) continue;
    report(diagnose('AIB446', { name }, placeOfValue(id)));
  }
};
