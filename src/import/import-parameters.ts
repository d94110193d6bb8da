/** The parameters of a spec that is imported: for what of the template has no static value, and for placeholders. */
import type { ArmPath } from '../arm/document';
import type { ImportedParameter } from '../arm/template-parameters';
import { armText, describeArmText, isArmText } from '../arm/arm-value';
import type { DraftMap, Plain } from './draft';
import type { Notes } from './import-notes';
import { parameterName } from './parameter-tokens';
import type { Naming } from './parameter-tokens';

type ParameterType = 'string' | 'int' | 'bool';

interface Declared {
  readonly name: string;
  type: ParameterType;
  readonly default: Plain | undefined;
  readonly allowed: readonly Plain[] | undefined;
  readonly description: string | undefined;
  readonly reason: string;
  readonly path: ArmPath;
  /** True where the template says the type. */
  readonly typed: boolean;
}

/** Collects the parameters that the texts of one image need. */
export interface SpecParameters extends Naming {
  readonly declare: (name: string, type: ParameterType, path: ArmPath) => string;
  /** The default of a parameter, where it has one. */
  readonly defaultOf: (name: string) => Plain | undefined;
  /** The declarations of those that are used, noted. */
  readonly declarations: (used: readonly string[], notes: Notes) => DraftMap | undefined;
}

/** Begins with what the template declares; `openLocation` where the template's own region is a parameter. */
export function specParameters(
  imported: readonly ImportedParameter[],
  openLocation: boolean,
): SpecParameters {
  const declared = new Map<string, Declared>();
  const known = new Map<string, string>();
  const add = (key: string, wanted: string, rest: Omit<Declared, 'name'>): string => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const safe = parameterName(wanted);
    const base = safe === 'location' && !openLocation ? 'regionName' : safe;
    const taken = (one: string): boolean => declared.has(one.toLowerCase());
    let name = base;
    for (let count = 2; taken(name); count += 1) name = `${base}${count}`;
    declared.set(name.toLowerCase(), { name, ...rest });
    known.set(key, name);
    return name;
  };
  const open = { default: undefined, allowed: undefined, description: undefined, typed: false };
  return {
    parameter: (name, path) => {
      const from = imported.find((one) => one.name.toLowerCase() === name.toLowerCase());
      return add(`parameter ${name.toLowerCase()}`, name, { ...open, ...facts(from), path });
    },
    location: (path) =>
      add('parameter location', 'location', {
        ...open,
        type: 'string',
        path,
        reason: 'The region of the resource group is known only to the deployment.',
      }),
    unknown: (expression, why, path, called) => {
      const member = /\.([A-Za-z]\w*)$/.exec(expression)?.[1];
      const key = called ?? member ?? path.findLast((one) => typeof one === 'string') ?? 'value';
      const reason = `"${short(expression)}" has no static value: ${why}.`;
      const description = `Was ${short(expression)}`;
      return add(`unknown ${expression}`, key, {
        ...open,
        type: 'string',
        path,
        reason,
        description,
      });
    },
    declare: (name, type, path) => {
      const own = declared.get(name.toLowerCase());
      if (own?.name === name) {
        if (!own.typed) own.type = type;
        return name;
      }
      const wanted = parameterName(name);
      const key = wanted === 'location' ? 'parameter location' : `placeholder ${wanted}`;
      return add(key, wanted, {
        ...open,
        type,
        path,
        reason: `"<${name}>" is a place to fill in.`,
      });
    },
    defaultOf: (name) => declared.get(name.toLowerCase())?.default,
    declarations: (used, notes) => {
      const names = [...new Set(used)];
      const entries = names.flatMap((name): [string, DraftMap][] => {
        const one = declared.get(name.toLowerCase());
        return one ? [[one.name, declaration(one, notes)]] : [];
      });
      return entries.length === 0 ? undefined : Object.fromEntries(entries);
    },
  };
}

function facts(from: ImportedParameter | undefined): Omit<Declared, 'name' | 'path'> {
  const type = from?.type === 'int' || from?.type === 'bool' ? from.type : 'string';
  const allowed = from?.allowedValues?.filter((one) => isScalar(one, type));
  return {
    type,
    default: isScalar(from?.defaultValue, type) ? from?.defaultValue : undefined,
    allowed: allowed && allowed.length > 0 ? allowed : undefined,
    description: from?.description,
    typed: from !== undefined,
    reason: reasonOf(from),
  };
}

function reasonOf(from: ImportedParameter | undefined): string {
  if (from?.secure)
    return 'It is a secret: keep it out of the image; a key vault and an identity of the build VM serve it better.';
  const { defaultValue, openDefault } = from ?? {};
  if (openDefault === undefined || !isArmText(defaultValue))
    return "The template's parameter has no value here.";
  const pieces = defaultValue.parts.map((part) =>
    typeof part === 'object' && part.symbol === 'unknown' ? part.expression : armText([part]),
  );
  const standard = short(pieces.map(describeArmText).join(' + '));
  return `Its default "${standard}" has no static value: ${openDefault}.`;
}

function isScalar(value: unknown, type: ParameterType): value is string | number | boolean {
  return typeof value === { string: 'string', int: 'number', bool: 'boolean' }[type];
}

/** Numbers, booleans and those with allowed values need a default, since the bare JSON has no placeholder for them. */
function declaration(one: Declared, { note }: Notes): DraftMap {
  const needs = one.type !== 'string' || one.allowed !== undefined;
  const invented = needs && one.default === undefined;
  const standard = invented ? (one.allowed?.[0] ?? (one.type === 'bool' ? false : 0)) : one.default;
  const chosen = invented ? ` The spec needs a default; ${String(standard)} is only a guess.` : '';
  note('parameter', one.path, one.reason + chosen, { to: `{{ params.${one.name} }}` });
  return {
    type: one.type,
    default: standard,
    allowed: one.allowed,
    description: one.description,
  };
}

function short(expression: string): string {
  return expression.length > 120 ? `${expression.slice(0, 117)}...` : expression;
}
