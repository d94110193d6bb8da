import { armString } from '../value/printers/arm-printer';
import { eachValue, object, type Value } from '../value/value';
import type { Rule } from './rule';

/** Azure takes expressions of this many characters at most. */
const longest = 24_576;

/** A text with parameters becomes an expression, and expressions have a limit. */
export const textLengths: Rule = ({ properties, tags, parameters }, report) => {
  if (parameters.length === 0) return;
  const check = (value: Value): void => {
    if (value.kind !== 'text' || value.parts.every((part) => typeof part === 'string')) return;
    const { length } = armString(value);
    if (length > longest) report('AIB311', { length }, value);
  };
  eachValue(object(properties), check);
  if (tags) eachValue(tags, check);
};
