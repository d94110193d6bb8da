/** The variables and locals of a Packer template, and the values that they are given from outside. */
import type { ImportedParameter } from '../arm/parameters';
import type { Span } from '../diagnostics/source';
import { armSymbol, armSymbols, armUnknown, isArmList, isArmObject } from '../arm/arm-value';
import type { ArmValue } from '../arm/arm-value';
import { getOwn } from '../lib/get-own';
import { evaluateHcl, isOpenValue, nameSymbol } from './evaluate-hcl';
import type { HclReference, HclScope } from './evaluate-hcl';
import { attributeNamed, blocksNamed, sourceText } from './hcl-tree';
import type { HclBlock, HclBody, HclExpression } from './hcl-tree';
import { isSecretName } from './secret-names';

/** What a template is read with. */
export interface ScopeOptions {
  /** Values by the name of the variable; texts are converted to its type. */
  readonly values: ReadonlyMap<string, ArmValue>;
  /** Variables with a default stay parameters. */
  readonly keepParameters: boolean;
  /** What other names than `var` and `local` are. */
  readonly resources?: (path: readonly string[]) => HclReference | undefined;
  /** The same for names that begin with a certain word. */
  readonly roots: Readonly<Record<string, (path: readonly string[]) => HclReference | undefined>>;
}

/** A variable as the template declares it. */
export interface HclVariable {
  readonly name: string;
  readonly block: HclBlock;
  readonly type: 'string' | 'int' | 'bool' | 'other';
  readonly secure: boolean;
  readonly hasValue: boolean;
}

/** The scope of a template's expressions, and what it declares. */
export interface HclModule {
  readonly scope: HclScope;
  readonly variables: readonly HclVariable[];
  readonly parameters: () => readonly ImportedParameter[];
  /** Variables that are used and not declared, with the first use. */
  readonly undeclared: ReadonlyMap<string, Span>;
  readonly variable: (name: string) => ArmValue | undefined;
}

const budget = 200_000;

/** Makes the scope of these bodies, which are one module. */
export function moduleScope(bodies: readonly HclBody[], options: ScopeOptions): HclModule {
  const blocks = (name: string): readonly HclBlock[] =>
    bodies.flatMap((body) => blocksNamed(body, name));
  const undeclared = new Map<string, Span>();
  const scope: HclScope = {
    reference: (path, at) => reference(path, at),
    names: new Map(),
    functions: {},
    budget: { steps: budget },
  };
  const locals = new Map<string, HclExpression>([
    ...blocks('locals').flatMap(({ body }) =>
      body.entries.flatMap((entry): readonly (readonly [string, HclExpression])[] =>
        entry.kind === 'attribute' ? [[entry.name, entry.value]] : [],
      ),
    ),
    ...blocks('local').flatMap((block): readonly (readonly [string, HclExpression])[] => {
      const value = attributeNamed(block.body, 'expression')?.value;
      return value ? [[block.labels[0] ?? '', value]] : [];
    }),
  ]);
  const variables = new Map(
    blocks('variable').map((block) => {
      const variable = variableOf(block, options);
      return [variable.name, variable] as const;
    }),
  );
  const known = new Map<string, ArmValue>();
  const once = (key: string, compute: () => ArmValue): ArmValue => {
    const before = known.get(key);
    if (before !== undefined) return before;
    known.set(key, armUnknown(key, `${key} refers to itself`));
    const value = compute();
    known.set(key, value);
    return value;
  };
  const variable = (name: string): ArmValue | undefined => {
    const declared = variables.get(name);
    if (!declared) return undefined;
    return once(`var.${name}`, () => variableValue(declared, scope, options));
  };
  const reference = (
    path: readonly string[],
    { span }: HclExpression,
  ): HclReference | undefined => {
    const [root = '', name = ''] = path;
    if (root === 'var') {
      const value = variable(name);
      if (value !== undefined) return { value, used: 2 };
      if (!undeclared.has(name)) undeclared.set(name, span);
      const given = isSecretName(name) ? undefined : options.values.get(name);
      return { value: given ?? armSymbol({ symbol: 'parameter', name }), used: 2 };
    }
    if (root === 'local') {
      const expression = locals.get(name);
      if (!expression) return undefined;
      const value = once(`local.${name}`, () => evaluateHcl(expression, scope));
      return { value: nameSymbol(value, name), used: 2 };
    }
    const found = getOwn(options.roots, root);
    return found ? found(path) : options.resources?.(path);
  };
  return {
    scope,
    variables: [...variables.values()],
    undeclared,
    variable,
    parameters: () => [
      ...[...variables.values()].map((one) => importedParameter(one, scope)),
      ...[...undeclared.keys()].map((name) => ({
        name,
        type: 'string',
        secure: isSecretName(name),
      })),
    ],
  };
}

function variableOf(block: HclBlock, options: ScopeOptions): HclVariable {
  const name = block.labels[0] ?? '';
  const sensitive = attributeNamed(block.body, 'sensitive')?.value;
  const isSensitive = sensitive?.kind === 'literal' && sensitive.value === true;
  const type = attributeNamed(block.body, 'type')?.value;
  const word = type ? sourceText(type).replaceAll('"', '') : undefined;
  return {
    name,
    block,
    type: typeOf(word, attributeNamed(block.body, 'default')?.value),
    secure: isSensitive || isSecretName(name),
    hasValue: options.values.has(name),
  };
}

function typeOf(word: string | undefined, standard: HclExpression | undefined) {
  const literal = standard?.kind === 'literal' ? standard.value : undefined;
  if (word === 'number' || typeof literal === 'number') return 'int';
  if (word === 'bool' || typeof literal === 'boolean') return 'bool';
  const isOther = standard?.kind === 'list' || standard?.kind === 'object';
  return (word === undefined && !isOther) || word === 'string' ? 'string' : 'other';
}

function variableValue(
  variable: HclVariable,
  scope: HclScope,
  { values, keepParameters }: ScopeOptions,
): ArmValue {
  const symbol = armSymbol({ symbol: 'parameter', name: variable.name });
  // A spec is for all to read.
  if (variable.secure) return symbol;
  const given = values.get(variable.name);
  if (given !== undefined) return converted(given, variable);
  const standard = standardOf(variable, scope);
  const isScalar = !isArmList(standard ?? null) && !isArmObject(standard ?? null);
  // `null` stands for no value, which another expression may replace: a parameter cannot say that.
  if (standard === null) return null;
  if (keepParameters && isScalar) return symbol;
  return standard === undefined ? symbol : standard;
}

/** The default, where it has one that is static. */
function standardOf({ block }: HclVariable, scope: HclScope): ArmValue | undefined {
  const expression = attributeNamed(block.body, 'default')?.value;
  const value = expression && evaluateHcl(expression, scope);
  return value === undefined || isOpenValue(value) ? undefined : value;
}

/** A text given on a command line as the type that the variable declares. */
function converted(value: ArmValue, { type }: HclVariable): ArmValue {
  if (typeof value !== 'string') return value;
  if (type === 'int' && /^[+-]?\d+(?:\.\d+)?$/.test(value)) return Number(value);
  if (type === 'bool' && /^(?:true|false)$/.test(value)) return value === 'true';
  if (type !== 'other') return value;
  try {
    const json: ArmValue = JSON.parse(value);
    return json;
  } catch {
    return value;
  }
}

function importedParameter(variable: HclVariable, scope: HclScope): ImportedParameter {
  const { name, block, secure, type } = variable;
  const description = attributeNamed(block.body, 'description')?.value;
  const standard = secure ? undefined : standardOf(variable, scope);
  const allowed = allowedValues(block, scope);
  return {
    name,
    type: type === 'other' ? 'string' : type,
    secure,
    ...(standard === undefined || standard === null || standard === ''
      ? {}
      : { defaultValue: standard }),
    ...(description?.kind === 'literal' ? { description: String(description.value) } : {}),
    ...(allowed ? { allowedValues: allowed } : {}),
  };
}

/** The list of `condition = contains([…], var.name)`. */
function allowedValues(block: HclBlock, scope: HclScope): readonly ArmValue[] | undefined {
  for (const validation of blocksNamed(block.body, 'validation')) {
    const condition = attributeNamed(validation.body, 'condition')?.value;
    if (condition?.kind !== 'call' || condition.name !== 'contains') continue;
    const [list, tested] = condition.args;
    if (!list || !tested || sourceText(tested) !== `var.${block.labels[0]}`) continue;
    const values = evaluateHcl(list, scope);
    if (isArmList(values) && armSymbols(values).length === 0) return values;
  }
  return undefined;
}
