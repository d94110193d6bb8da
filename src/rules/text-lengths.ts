import { diagnose } from '../diagnostics/diagnostic';
import { armString } from '../value/printers/arm-printer';
import { entriesOf, object, type Value } from '../value/value';
import { placeOfValue } from './place';
import type { Rule } from './rule';

/** Azure takes expressions of this many characters at most. */
const longest = 24_576;

/** A text with parameters becomes an expression, and expressions have a limit. */
export const textLengths: Rule = ({ properties, tags }, report) => {
  const check = (value: Value): void => {
    if (value.kind === 'text') {
      if (value.parts.every((part) => typeof part === 'string')) return;
      const { length } = armString(value);
      if (length > longest) report(diagnose('AIB311', { length }, placeOfValue(value)));
    } else if (value.kind === 'list') value.items.forEach(check);
    else if (value.kind === 'object' || value.kind === 'map') {
      for (const entry of entriesOf(value)) check(entry.value);
    }
  };
  check(object(properties));
  if (tags) check(tags);
};
