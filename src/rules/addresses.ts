import { storageUris } from '../rights/identity-rights';
import { textKey } from '../value/value';
import { kindOfText } from '../spec/expansions';
import { isGiven, placeOfValue } from './place';
import type { Rule } from './rule';

/** An address is one of the web; a path is none, except in the short form. */
export const addresses: Rule = (image, report) => {
  for (const { uri } of storageUris(image)) {
    if (!isGiven(uri)) continue;
    const [first] = uri.parts;
    const value = textKey(uri);
    if (typeof first !== 'string' || /^(?:https?:\/\/[^\s/]|<)/i.test(value.trim())) continue;
    const place = placeOfValue(uri);
    // Of a path in the short form more was said where it was looked for.
    const isShortPath = kindOfText(value) === 'path' && !place.path?.endsWith('Uri');
    if (!isShortPath) report('AIB441', { value }, place);
  }
};
