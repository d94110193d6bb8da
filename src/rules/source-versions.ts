import { galleryIdOf } from '../image/target-place';
import { literalText } from '../value/value';
import { nearest } from '../lib/nearest';
import { isGiven } from './place';
import type { Rule } from './rule';

/** A version of a marketplace image is the latest one, or three numbers. */
export const sourceVersions: Rule = ({ properties: { source } }, report) => {
  const version = source?.type === 'PlatformImage' ? source.fields.version : undefined;
  const value = literalText(version);
  if (value === undefined || !isGiven(version) || /^(?:latest|<.*>)$/i.test(value)) return;
  if (/^\d+\.\d+\.\d+$/.test(value)) {
    report('AIB455', { version: value }, version);
    return;
  }
  report('AIB445', { value, near: nearest(value, ['latest']) }, version);
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
    report('AIB446', { name }, id);
  }
};
