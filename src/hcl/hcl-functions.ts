/**
 * Functions of HCL that Packer and Terraform templates use.
 * https://developer.hashicorp.com/packer/docs/templates/hcl_templates/functions
 */
import { NotStatic } from '../arm/evaluation-context';
import { whyNotStatic } from '../arm/functions/arguments';
import { armText, isArmList, isArmObject, isArmText, sameArmValue } from '../arm/arm-value';
import type { ArmObject, ArmPart, ArmText, ArmValue } from '../arm/arm-value';

/** A function whose arguments are evaluated; throws `NotStatic` where there is no static value. */
export type HclFunction = (args: readonly ArmValue[]) => ArmValue;

function known(value: ArmValue | undefined): Exclude<ArmValue, ArmText> {
  if (value === undefined) throw new NotStatic('an argument is missing');
  if (isArmText(value)) throw new NotStatic(whyNotStatic(value));
  return value;
}

function text(value: ArmValue | undefined): string {
  const given = known(value);
  if (typeof given === 'string') return given;
  if (typeof given === 'number' || typeof given === 'boolean') return String(given);
  throw new NotStatic('a text belongs here');
}

function number(value: ArmValue | undefined): number {
  const given = Number(text(value));
  if (Number.isFinite(given)) return given;
  throw new NotStatic('a number belongs here');
}

function list(value: ArmValue | undefined): readonly ArmValue[] {
  const given = known(value);
  if (isArmList(given)) return given;
  throw new NotStatic('a list belongs here');
}

function map(value: ArmValue | undefined): ArmObject {
  const given = known(value);
  if (isArmObject(given)) return given;
  throw new NotStatic('a map belongs here');
}

/** A text that may hold what is not static. */
function parts(value: ArmValue | undefined): readonly ArmPart[] {
  return value !== undefined && isArmText(value) ? value.parts : [text(value)];
}

function onText(change: (value: string) => string): HclFunction {
  return ([value]) => change(text(value));
}

function notStatic(why: string): HclFunction {
  return () => {
    throw new NotStatic(why);
  };
}

/** Patterns of Go that JavaScript has too. */
function pattern(source: string, flags: string): RegExp {
  const [, inline = '', rest = source] = /^\(\?([ims]+)\)([^]*)$/.exec(source) ?? [];
  // Such a pattern can take forever; Go's patterns cannot.
  if (/\([^()]*[*+{|][^()]*\)[*+{]|\)\)+[*+{]/.test(rest) || rest.length > 500) {
    throw new NotStatic(`import does not run the pattern "${source.slice(0, 100)}"`);
  }
  try {
    return new RegExp(rest.replaceAll('(?P<', '(?<'), flags + inline);
  } catch {
    throw new NotStatic(`"${source}" is no pattern that import understands`);
  }
}

/** `${1}` and `${name}` as JavaScript writes them. */
function goReplacement(value: string): string {
  return value.replaceAll(/\$\{(\w+)\}/g, (_, name: string) =>
    /^\d+$/.test(name) ? `$${name}` : `$<${name}>`,
  );
}

function isPattern(source: string): string | undefined {
  return /^\/([^]*)\/$/.exec(source)?.[1];
}

function unique(values: readonly ArmValue[]): readonly ArmValue[] {
  return values.filter(
    (one, index) => values.findIndex((other) => sameArmValue(one, other) === true) === index,
  );
}

/** `%s`, `%d`, `%v`, `%q` and widths as in `%03d`. */
function format(args: readonly ArmValue[]): string | ArmText {
  const [pieces, values] = [text(args[0]).split(/(%%|%-?\d*(?:\.\d+)?[a-zA-Z])/), args.slice(1)];
  let next = 0;
  return armText(
    pieces.flatMap((piece): readonly ArmPart[] => {
      const [, left, zero, width = '0', digits, verb = ''] =
        /^%(-?)(0?)(\d*)(?:\.(\d+))?([a-zA-Z])$/.exec(piece) ?? [];
      if (piece === '%%') return ['%'];
      if (verb === '') return [piece];
      const value = values[next];
      next += 1;
      if (verb === 's' || (verb === 'v' && width === '')) return parts(value);
      const plain =
        verb === 'q'
          ? JSON.stringify(text(value))
          : verb === 'd'
            ? String(Math.trunc(number(value)))
            : verb === 'f'
              ? number(value).toFixed(Number(digits ?? 6))
              : verb === 'x'
                ? number(value).toString(16)
                : text(value);
      if (left === '-') return [plain.padEnd(Number(width))];
      return [plain.padStart(Number(width), zero === '0' ? '0' : ' ')];
    }),
  );
}

function flatten(values: readonly ArmValue[]): readonly ArmValue[] {
  return values.flatMap((one) => (isArmList(one) ? flatten(one) : [one]));
}

function trimmed(set: string, side: 'start' | 'end' | 'both', value: string): string {
  let [from, to] = [0, value.length];
  if (side !== 'end') while (from < to && set.includes(value.charAt(from))) from += 1;
  if (side !== 'start') while (to > from && set.includes(value.charAt(to - 1))) to -= 1;
  return value.slice(from, to);
}

function staticJson(value: ArmValue | undefined): string {
  const given = value ?? null;
  const check = (one: ArmValue): void => {
    if (isArmText(one)) throw new NotStatic(whyNotStatic(one));
    if (isArmList(one)) one.forEach(check);
    else if (isArmObject(one)) Object.values(one).forEach(check);
  };
  check(given);
  return JSON.stringify(given);
}

function parsed(value: string): ArmValue {
  try {
    const json: ArmValue = JSON.parse(value);
    return json;
  } catch {
    throw new NotStatic('the text is no JSON');
  }
}

const disk = notStatic('it reads the disk of the machine that runs it');
const clock = notStatic('it reads the clock');
const random = notStatic('it is new with each run');
const network = notStatic('it asks another service');
const first: HclFunction = ([value]) => value ?? null;

/** Functions by name. */
export const hclFunctions: Readonly<Record<string, HclFunction>> = {
  // Texts
  format,
  join: ([separator, ...lists]) => {
    const all = flatten(lists.map(list));
    return armText(
      all.flatMap((one, at) => (at === 0 ? parts(one) : [text(separator), ...parts(one)])),
    );
  },
  split: ([separator, value]) => text(value).split(text(separator)),
  lower: onText((value) => value.toLowerCase()),
  upper: onText((value) => value.toUpperCase()),
  title: onText((value) =>
    value.replaceAll(/(?<![\p{L}\p{N}])\p{L}/gu, (one) => one.toUpperCase()),
  ),
  trimspace: onText((value) => value.trim()),
  chomp: onText((value) => value.replace(/[\r\n]+$/, '')),
  strrev: onText((value) => [...value].toReversed().join('')),
  trim: ([value, set]) => trimmed(text(set), 'both', text(value)),
  trimleft: ([value, set]) => trimmed(text(set), 'start', text(value)),
  trimprefix: ([value, prefix]) => {
    const [whole, start] = [text(value), text(prefix)];
    return whole.startsWith(start) ? whole.slice(start.length) : whole;
  },
  trimsuffix: ([value, suffix]) => {
    const [whole, end] = [text(value), text(suffix)];
    return end !== '' && whole.endsWith(end) ? whole.slice(0, -end.length) : whole;
  },
  startswith: ([value, prefix]) => text(value).startsWith(text(prefix)),
  endswith: ([value, suffix]) => text(value).endsWith(text(suffix)),
  strcontains: ([value, part]) => text(value).includes(text(part)),
  substr: ([value, offset, length]) => {
    const [whole, from, size] = [[...text(value)], number(offset), number(length)];
    const start = from < 0 ? whole.length + from : from;
    return whole.slice(start, size < 0 ? undefined : start + size).join('');
  },
  replace: ([value, from, to]) => {
    const source = isPattern(text(from));
    if (source === undefined) return text(value).replaceAll(text(from), () => text(to));
    return text(value).replaceAll(pattern(source, 'g'), text(to));
  },
  regex_replace: ([value, from, to]) =>
    text(value).replaceAll(pattern(text(from), 'g'), goReplacement(text(to))),
  regex: ([source, value]) => {
    const match = pattern(text(source), '').exec(text(value));
    if (!match) throw new NotStatic('the pattern does not match');
    if (match.groups) return { ...match.groups };
    return match.length > 1 ? match.slice(1).map((one) => one ?? '') : match[0];
  },
  indent: ([size, value]) =>
    text(value).replaceAll('\n', `\n${' '.repeat(Math.min(number(size), 100))}`),
  jsonencode: ([value]) => staticJson(value),
  jsondecode: ([value]) => parsed(text(value)),
  base64encode: onText((value) =>
    btoa(String.fromCharCode(...new TextEncoder().encode(value.slice(0, 100_000)))),
  ),
  basename: onText((value) => value.replace(/\/+$/, '').split('/').at(-1) ?? ''),
  dirname: onText((value) => value.split('/').slice(0, -1).join('/') || '.'),
  // Types
  tostring: ([value]) => (value !== undefined && isArmText(value) ? value : text(value)),
  tonumber: ([value]) => number(value),
  tobool: ([value]) => {
    const word = text(value);
    if (word === 'true' || word === 'false') return word === 'true';
    throw new NotStatic('true or false belongs here');
  },
  tolist: first,
  tomap: first,
  toset: ([value]) => unique(list(value)),
  sensitive: first,
  nonsensitive: first,
  convert: first,
  // Numbers
  abs: ([value]) => Math.abs(number(value)),
  ceil: ([value]) => Math.ceil(number(value)),
  floor: ([value]) => Math.floor(number(value)),
  max: (args) => Math.max(...args.map(number)),
  min: (args) => Math.min(...args.map(number)),
  parseint: ([value, base]) => Number.parseInt(text(value), number(base)),
  // Lists and maps
  length: ([value]) => {
    const given = known(value);
    if (typeof given === 'string') return [...given].length;
    return isArmList(given) ? given.length : Object.keys(map(given)).length;
  },
  concat: (args) => args.flatMap(list),
  flatten: ([value]) => flatten(list(value)),
  distinct: ([value]) => unique(list(value)),
  compact: ([value]) => list(value).filter((one) => one !== '' && one !== null),
  reverse: ([value]) => list(value).toReversed(),
  sort: ([value]) => list(value).map(text).toSorted(),
  slice: ([value, from, to]) => list(value).slice(number(from), number(to)),
  element: ([value, index]) => {
    const items = list(value);
    const found = items[number(index) % items.length];
    if (found === undefined) throw new NotStatic('the list has no such item');
    return found;
  },
  index: ([value, wanted]) => {
    const at = list(value).findIndex((one) => sameArmValue(one, wanted ?? null) === true);
    if (at < 0) throw new NotStatic('the list has no such item');
    return at;
  },
  contains: ([value, wanted]) =>
    list(value).some((one) => sameArmValue(one, wanted ?? null) === true),
  range: (args) => {
    const [start = 0, end, step = 1] = args.map(number);
    const [from, to] = end === undefined ? [0, start] : [start, end];
    const count = Math.max(0, Math.ceil((to - from) / (step || 1)));
    if (count > 1000) throw new NotStatic('the range is too long');
    return Array.from({ length: count }, (_, at) => from + at * step);
  },
  one: ([value]) => list(value)[0] ?? null,
  coalesce: (args) => {
    const found = args.find((one) => one !== null && one !== '');
    if (found === undefined) throw new NotStatic('all arguments are empty');
    return found;
  },
  coalescelist: (args) => args.map(list).find((one) => one.length > 0) ?? [],
  keys: ([value]) => Object.keys(map(value)).toSorted(),
  values: ([value]) => {
    const given = map(value);
    return Object.keys(given)
      .toSorted()
      .map((key) => given[key] ?? null);
  },
  lookup: ([value, key, standard]) => {
    const found = Object.entries(map(value)).find(([name]) => name === text(key))?.[1];
    if (found === undefined && standard === undefined)
      throw new NotStatic('the map has no such key');
    return found ?? standard ?? null;
  },
  merge: (args) =>
    Object.fromEntries(args.flatMap((one) => (one === null ? [] : Object.entries(map(one))))),
  zipmap: ([names, values]) => {
    const items = list(values);
    return Object.fromEntries(list(names).map((name, at) => [text(name), items[at] ?? null]));
  },
  setunion: (args) => unique(args.flatMap(list)),
  // What only the machine that runs the template knows
  env: notStatic('it reads the environment of the machine that runs it'),
  timestamp: clock,
  legacy_isotime: clock,
  isotime: clock,
  formatdate: ([, time]) => {
    known(time);
    throw new NotStatic('import formats no dates');
  },
  timeadd: clock,
  plantimestamp: clock,
  strftime: clock,
  uuidv4: random,
  uuidv5: random,
  uuid: random,
  bcrypt: random,
  file: disk,
  fileexists: disk,
  fileset: disk,
  filebase64: disk,
  filesha256: disk,
  filemd5: disk,
  templatefile: disk,
  abspath: disk,
  pathexpand: disk,
  vault: network,
  consul_key: network,
  aws_secretsmanager: network,
};
