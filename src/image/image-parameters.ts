/** The parameters of an image with the values that they have in the bare JSON and the parameter files. */
import { diagnose, type Report } from '../diagnostics/diagnostic';
import {
  hasType,
  type Parameter,
  type ParameterMap,
  type ParameterValue,
} from '../spec/parameter-references';
import { placeOfKey } from '../spec/node';
import type { ImageParameter } from './image';

/** Values that `--set` gives, as they were written. */
export type Bindings = ReadonlyMap<string, string>;

/** Gives every declared parameter its value; reports those that cannot have one. */
export function imageParameters(
  used: ReadonlySet<string>,
  context: {
    readonly parameters: ParameterMap;
    readonly bindings: Bindings;
    readonly report: Report;
  },
): readonly ImageParameter[] {
  return [...context.parameters.values()].map((parameter) => {
    const { name, type, allowed, description } = parameter;
    const place = placeOfKey(parameter.entry);
    if (!used.has(name)) context.report(diagnose('AIB210', { name }, place));
    if (looksSecret.test(name)) context.report(diagnose('AIB408', { name }, place));
    const bound = context.bindings.get(name);
    const value =
      bound === undefined ? parameter.default : boundValue(parameter, bound, context.report);
    if (value === undefined && bound === undefined && (type !== 'string' || allowed)) {
      const why = allowed ? 'a parameter with allowed values' : `a parameter of type ${type}`;
      context.report(diagnose('AIB209', { name, why }, place));
    }
    return {
      name,
      type,
      allowed,
      description,
      default: parameter.default,
      value: value ?? placeholder(name),
      used: used.has(name),
      entry: parameter.entry,
    };
  });
}

/** What stands for a value that nobody gave. */
export function placeholder(name: string): string {
  return `<${name}>`;
}

const looksSecret = /passw|pwd|secret|api_?key|access_?key|account_?key|private_?key|token$/i;

function boundValue(
  parameter: Parameter,
  bound: string,
  report: Report,
): ParameterValue | undefined {
  const { name, type, allowed } = parameter;
  const value = parse(bound, type);
  const fits = value !== undefined && hasType(value, type);
  if (fits && (!allowed || allowed.includes(value))) return value;
  const ofType = { string: 'a string', int: 'an integer', bool: 'true or false' }[type];
  const expected = fits && allowed ? `one of ${allowed.join(', ')}` : ofType;
  report(diagnose('AIB910', { name, value: bound, expected }, {}));
  return undefined;
}

function parse(bound: string, type: Parameter['type']): ParameterValue | undefined {
  // What JSON and Bicep cannot carry; in a spec it is an error of its own.
  if (type === 'string') return bound.isWellFormed() && !bound.includes('\0') ? bound : undefined;
  if (type === 'bool') return bound === 'true' ? true : bound === 'false' ? false : undefined;
  return /^-?\d+$/.test(bound) ? Number(bound) : undefined;
}
