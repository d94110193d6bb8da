/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string */
import { NotStatic, type ArmCall, type ArmFunction } from '../evaluation-context';
import { armSymbols, armText, isArmList, isArmText, textsDiffer, wholeSymbol } from '../arm-value';
import type { ArmPart, ArmValue } from '../arm-value';
import {
  argument,
  cannotHold,
  intArgument,
  joinParts,
  known,
  listArgument,
  parameterName,
  plain,
  replaceText,
  textArgument,
  textParts,
  whyNotStatic,
} from './arguments';

/** The longest text that padding may make; what is longer is not a template's intent. */
const maxPadding = 10_000;

const concat: ArmFunction = (args, call) => {
  if (args.length > 0 && args.every(isArmList)) return args.flat();
  if (args.some((arg) => isArmList(arg) || isArrayParameter(arg, call))) {
    const symbolic = args.find(isArmText);
    throw new NotStatic(symbolic ? whyNotStatic(symbolic) : 'it joins arrays with something else');
  }
  return joinParts(args.flatMap(textParts));
};

function isArrayParameter(value: ArmValue, call: ArmCall): boolean {
  const name = parameterName(value);
  return name !== undefined && call.environment.parameterType(name) === 'array';
}

const placeholder = /\{\{|\}\}|\{(\d+)(?:,(-?\d+))?(?::([^{}]*))?\}|[{}]/g;

const format: ArmFunction = (args) => {
  const pattern = textArgument(args, 0);
  const parts: ArmPart[] = [];
  let end = 0;
  for (const found of pattern.matchAll(placeholder)) {
    parts.push(pattern.slice(end, found.index), ...formatItem(found, args));
    end = found.index + found[0].length;
  }
  return joinParts([...parts, pattern.slice(end)]);
};

function formatItem(found: RegExpExecArray, args: readonly ArmValue[]): readonly ArmPart[] {
  const [all, position, alignment, spec] = found;
  if (all === '{{' || all === '}}') return [all.charAt(0)];
  if (position === undefined) throw new NotStatic('the braces of the format text do not match');
  const parts = formatValue(argument(args, Number(position) + 1), spec, all);
  if (alignment === undefined) return parts;
  const text = armText(parts);
  if (isArmText(text)) throw new NotStatic(whyNotStatic(text));
  const width = Math.min(Math.abs(Number(alignment)), maxPadding);
  return [alignment.startsWith('-') ? text.padEnd(width) : text.padStart(width)];
}

function formatValue(value: ArmValue, spec: string | undefined, all: string): readonly ArmPart[] {
  if (spec === undefined || spec === '') return value === null ? [] : textParts(value);
  const digits = /^[dD](\d{1,2})$/.exec(spec)?.[1];
  if (digits === undefined || typeof value !== 'number') {
    throw new NotStatic(`the number format in ${all} is not evaluated here`);
  }
  return [(value < 0 ? '-' : '') + String(Math.abs(value)).padStart(Number(digits), '0')];
}

/** Changes the case of a text; ids of subscriptions and names of locations are lower case already. */
function changeCase(
  change: (text: string) => string,
  keeps: (part: ArmPart, call: ArmCall) => boolean,
) {
  const apply: ArmFunction = (args, call) => {
    const value = argument(args, 0);
    if (!isArmText(value)) return change(textArgument(args, 0));
    const open = value.parts.find((part) => typeof part !== 'string' && !keeps(part, call));
    if (open !== undefined) throw new NotStatic(whyNotStatic({ ...value, parts: [open] }));
    return armText(value.parts.map((part) => (typeof part === 'string' ? change(part) : part)));
  };
  return apply;
}

/** Numbers have no case, and a boolean in lower case is what a text with that boolean says. */
function hasLowerCase(part: ArmPart, call: ArmCall): boolean {
  if (typeof part === 'string') return true;
  if (part.symbol !== 'parameter')
    return part.symbol === 'subscriptionId' || part.symbol === 'location';
  return ['int', 'bool'].includes(call.environment.parameterType(part.name) ?? '');
}

const replace: ArmFunction = (args) => {
  const value = argument(args, 0);
  const [search, by] = [textArgument(args, 1), textArgument(args, 2)];
  if (search === '') throw new NotStatic('an empty text cannot be replaced');
  if (!isArmText(value)) return replaceText(textArgument(args, 0), search, by);
  const symbols = value.parts.filter((part) => typeof part !== 'string');
  if (search.length > 1 || !symbols.every((part) => cannotHold(part, search))) {
    throw new NotStatic(whyNotStatic(value));
  }
  return armText(
    value.parts.map((part) => (typeof part === 'string' ? replaceText(part, search, by) : part)),
  );
};

const split: ArmFunction = (args, call) => {
  const value = argument(args, 0);
  const separator = known(args, 1);
  const separators = (isArmList(separator) ? separator : [separator]).map((_, at, all) =>
    textArgument(all, at),
  );
  if (!isArmText(value)) return splitText(textArgument(args, 0), separators);
  const pieces: ArmPart[][] = [[]];
  for (const part of value.parts) {
    if (typeof part !== 'string') {
      // `resourceId(type, split('${a}/${b}', '/')[0])` is how Bicep writes the id of a child resource.
      const safe = separators.every(
        (one) =>
          one.length === 1 && (cannotHold(part, one) || (one === '/' && call.environment.names)),
      );
      if (!safe) throw new NotStatic(whyNotStatic(value));
      pieces.at(-1)?.push(part);
      continue;
    }
    const [head, ...tail] = splitText(part, separators);
    pieces.at(-1)?.push(head ?? '');
    for (const piece of tail) pieces.push([piece]);
  }
  return pieces.map(armText);
};

function splitText(text: string, separators: readonly string[]): readonly string[] {
  return separators.reduce<readonly string[]>(
    (pieces, separator) =>
      separator === '' ? pieces : pieces.flatMap((piece) => piece.split(separator)),
    [text],
  );
}

const join: ArmFunction = (args) => {
  const separator = textParts(argument(args, 1));
  const items = listArgument(args, 0).map(textParts);
  return joinParts(items.flatMap((item, index) => (index === 0 ? item : separator.concat(item))));
};

const substring: ArmFunction = (args) => {
  const text = textArgument(args, 0);
  const start = intArgument(args, 1);
  const length = args.length > 2 ? intArgument(args, 2) : text.length - start;
  if (start < 0 || length < 0 || start + length > text.length) {
    throw new NotStatic('the part of the text begins or ends outside of it');
  }
  return text.slice(start, start + length);
};

/** Compares the beginning or the end of a text, in any case; a literal beginning decides for a symbolic text too. */
function affix(side: 'start' | 'end'): ArmFunction {
  return (args) => {
    const affix = textArgument(args, 1).toLowerCase();
    const value = argument(args, 0);
    if (!isArmText(value)) {
      const text = textArgument(args, 0).toLowerCase();
      return side === 'start' ? text.startsWith(affix) : text.endsWith(affix);
    }
    const part = value.parts.at(side === 'start' ? 0 : -1);
    const text = typeof part === 'string' ? part.toLowerCase() : '';
    if (textsDiffer(text, affix, side)) return false;
    if (text.length >= affix.length) return true;
    throw new NotStatic(whyNotStatic(value));
  };
}

const string: ArmFunction = (args) => {
  const value = argument(args, 0);
  if (isArmText(value)) return value;
  return typeof value === 'object' && value !== null
    ? JSON.stringify(plain(value))
    : armText(textParts(value));
};

const padLeft: ArmFunction = (args) => {
  const width = intArgument(args, 1);
  if (width > maxPadding) throw new NotStatic(`it pads to more than ${maxPadding} characters`);
  const value = known(args, 0);
  const text = typeof value === 'number' ? String(value) : textArgument(args, 0);
  return text.padStart(width, args.length > 2 ? textArgument(args, 2) : ' ');
};

/** Whether a symbolic text is certainly not empty. */
export function isCertainlyFilled(value: ArmValue): boolean {
  if (!isArmText(value)) return false;
  const open = armSymbols(value).every((s) => s.symbol === 'parameter' || s.symbol === 'unknown');
  return (
    !open ||
    (wholeSymbol(value) === undefined && value.parts.some((part) => typeof part === 'string'))
  );
}

/** The functions of texts, by their name in lower case. */
export const textFunctions: readonly (readonly [string, ArmFunction])[] = [
  ['concat', concat],
  ['format', format],
  ['tolower', changeCase((text) => text.toLowerCase(), hasLowerCase)],
  [
    'toupper',
    changeCase(
      (text) => text.toUpperCase(),
      () => false,
    ),
  ],
  ['trim', (args) => textArgument(args, 0).trim()],
  ['replace', replace],
  ['split', split],
  ['join', join],
  ['substring', substring],
  ['startswith', affix('start')],
  ['endswith', affix('end')],
  ['string', string],
  ['padleft', padLeft],
];
