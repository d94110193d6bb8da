/** The parameters of a spec that is imported: for what of the template has no static value, and for placeholders. */
import type { ArmPath } from '../arm/document';
import type { ImportedParameter } from '../arm/parameters';
import { armText, describeArmText, isArmText } from '../arm/arm-value';
import type { DraftMap, Plain } from './draft';
import type { Notes } from './import-notes';
import { ownGroup, ownSubscription, parameterName, token, type Naming } from './parameter-tokens';
import { uniqueName } from '../lib/unique-name';

type ParameterType = 'string' | 'int' | 'bool';

interface Declared {
  readonly name: string;
  type: ParameterType;
  readonly default: Plain | undefined;
  readonly allowed: readonly Plain[] | undefined;
  readonly description: string | undefined;
  /** Why it has no static value. */
  readonly why: string;
  /** The same as a sentence. */
  readonly reason: string;
  readonly path: ArmPath;
  /** True where the template says the type. */
  readonly typed: boolean;
}

/** Collects the parameters that the texts of one image need. */
export interface SpecParameters extends Naming {
  readonly declare: (name: string, type: ParameterType, path: ArmPath) => string;
  /** A text in which the deployment's own subscription and resource group are parameters. */
  readonly openPlace: (text: string, path: ArmPath) => string;
  readonly why: (name: string) => string;
  /** The default of a parameter, where it has one. */
  readonly defaultOf: (name: string) => Plain | undefined;
  /** The declarations of those that are used, noted, and the names of those whose default is a guess. */
  readonly declarations: (
    used: readonly string[],
    notes: Notes,
  ) => { readonly drafts: DraftMap | undefined; readonly guessed: readonly string[] };
}

const open = { default: undefined, allowed: undefined, description: undefined, typed: false };

/** Begins with what the template declares; `openLocation` where the template's own region is a parameter. */
export function specParameters(
  imported: readonly ImportedParameter[],
  openLocation: boolean,
): SpecParameters {
  const declared = new Map<string, Declared>();
  const known = new Map<string, string>();
  const taken = new Set<string>();
  const add = (key: string, wanted: string, rest: Omit<Declared, 'name'>): string => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const safe = parameterName(wanted);
    const name = uniqueName(safe === 'location' && !openLocation ? 'regionName' : safe, taken);
    declared.set(name.toLowerCase(), { name, ...rest });
    known.set(key, name);
    return name;
  };
  const ofDeployment = (name: string, what: string, path: ArmPath): string => {
    const why = `the ${what} is known only when it is deployed`;
    const reason = `${what.charAt(0).toUpperCase()}${what.slice(1)} is known only to the deployment.`;
    return add(`parameter ${name}`, name, { ...open, type: 'string', path, why, reason });
  };
  return {
    parameter: (name, path) => {
      const from = imported.find((one) => one.name.toLowerCase() === name.toLowerCase());
      return add(`parameter ${name.toLowerCase()}`, name, { ...facts(name, from), path });
    },
    location: (path) => ofDeployment('location', 'region of the resource group', path),
    unknown: ({ expression, why, key, name }, path) =>
      add(`unknown ${key}`, name ?? nameIn(expression) ?? nameOf(path), {
        ...open,
        type: 'string',
        path,
        why,
        reason: `"${short(expression)}" has no static value: ${why}.`,
        description: `Was ${expression}`,
      }),
    declare: (name, type, path) => {
      const own = declared.get(name.toLowerCase());
      if (own?.name === name) {
        if (!own.typed) own.type = type;
        return name;
      }
      const wanted = parameterName(name);
      const key = wanted === 'location' ? 'parameter location' : `placeholder ${wanted}`;
      const why = 'it is a place to fill in';
      const reason = `"<${name}>" is a place to fill in.`;
      return add(key, wanted, { ...open, type, path, why, reason });
    },
    openPlace: (text, path) => {
      const place = (own: string, name: string, what: string) => (all: string) =>
        all.includes(own) ? all.replaceAll(own, token(ofDeployment(name, what, path))) : all;
      const group = place(ownGroup, 'resourceGroupName', 'name of the resource group');
      return group(place(ownSubscription, 'subscriptionId', 'id of the subscription')(text));
    },
    why: (name) => declared.get(name.toLowerCase())?.why ?? 'only the deployment knows it',
    defaultOf: (name) => declared.get(name.toLowerCase())?.default,
    declarations: (used, notes) => {
      const all = [...new Set(used)].flatMap((name) => declared.get(name.toLowerCase()) ?? []);
      const entries = all.map((one) => [one.name, declaration(one, notes)] as const);
      return {
        drafts: entries.length === 0 ? undefined : Object.fromEntries(entries),
        guessed: all.filter(isGuessed).map(({ name }) => name),
      };
    },
  };
}

/** A name for the value of an expression: the property that it reads, the parameter inside it, or its function. */
function nameIn(expression: string): string | undefined {
  return (
    /\.([A-Za-z]\w*)$/.exec(expression)?.[1] ??
    [...expression.matchAll(/parameters\('(\w+)'\)/g)].at(-1)?.[1] ??
    /^(?:\w+\.)?([A-Za-z]\w*)\(/.exec(expression)?.[1]
  );
}

function nameOf(path: ArmPath): string {
  return String(path.findLast((one) => typeof one === 'string') ?? 'value');
}

function facts(name: string, from: ImportedParameter | undefined): Omit<Declared, 'name' | 'path'> {
  const type = from?.type === 'int' || from?.type === 'bool' ? from.type : 'string';
  const allowed = from?.allowedValues?.filter((one) => isScalar(one, type));
  return {
    type,
    default: isScalar(from?.defaultValue, type) ? from?.defaultValue : undefined,
    allowed: allowed && allowed.length > 0 ? allowed : undefined,
    description: from?.description,
    typed: from !== undefined,
    why: `the parameter ${name} has no value here`,
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
function isGuessed(one: Declared): boolean {
  return one.default === undefined && (one.type !== 'string' || one.allowed !== undefined);
}

function declaration(one: Declared, { note }: Notes): DraftMap {
  const invented = isGuessed(one);
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
