/** What a template declares, as the environment of its expressions: parameters, variables and its own functions. */
import type { ArmEnvironment, ArmScope, ArmUserFunction } from './evaluation-context';
import { evaluateJson, expandLoop, propertyLoops } from './evaluate';
import { armProperty, armSymbol, armSymbols, armUnknown, isArmText } from './arm-value';
import type { ArmText, ArmValue } from './arm-value';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../lib/json';

/** A parameter as a template declares it. */
export interface ArmParameterDeclaration {
  readonly name: string;
  /** In lower case, as in `securestring`. */
  readonly type: string;
  readonly defaultValue: Json | undefined;
  readonly allowedValues: readonly Json[] | undefined;
  readonly description: string | undefined;
  readonly secure: boolean;
  readonly nullable: boolean;
}

/** The parameters that a template declares. */
export function declaredParameters(template: JsonObject): readonly ArmParameterDeclaration[] {
  const parameters = armProperty(template, 'parameters');
  if (!isJsonObject(parameters)) return [];
  return Object.entries(parameters).map(([name, json]) => readDeclaration(name, json, template));
}

function readDeclaration(name: string, json: Json, template: JsonObject): ArmParameterDeclaration {
  const own = isJsonObject(json) ? json : {};
  const type = definition(own, template);
  const metadata = armProperty(own, 'metadata');
  const described = isJsonObject(metadata) ? armProperty(metadata, 'description') : undefined;
  const allowed = armProperty(own, 'allowedValues') ?? armProperty(type, 'allowedValues');
  const typeName = String(armProperty(type, 'type') ?? 'string').toLowerCase();
  return {
    name,
    type: typeName,
    defaultValue: armProperty(own, 'defaultValue'),
    allowedValues: isJsonList(allowed) ? allowed : undefined,
    description: typeof described === 'string' ? described : undefined,
    secure: typeName.startsWith('secure'),
    nullable: (armProperty(own, 'nullable') ?? armProperty(type, 'nullable')) === true,
  };
}

/** The type that `$ref` leads to. https://learn.microsoft.com/azure/azure-resource-manager/templates/definitions */
function definition(declared: JsonObject, template: JsonObject, hops = 0): JsonObject {
  const reference = armProperty(declared, '$ref');
  const definitions = armProperty(template, 'definitions');
  if (typeof reference !== 'string' || !isJsonObject(definitions) || hops > 10) return declared;
  const next = armProperty(definitions, reference.replace('#/definitions/', ''));
  return isJsonObject(next) ? definition(next, template, hops + 1) : declared;
}

/** What the environment of a template is made of. */
export interface TemplateInput {
  readonly template: JsonObject;
  /** The environment to take budget and notes from. */
  readonly base: ArmEnvironment;
  readonly scope: ArmScope;
  /** The value that a parameter is given, where it is. */
  readonly given: (declaration: ArmParameterDeclaration) => ArmValue | undefined;
  /** The value of a parameter that has none. */
  readonly absent: (declaration: ArmParameterDeclaration) => ArmValue;
  /** The value of a parameter whose default holds something that is not static, as a time or a new number. */
  readonly open: (declaration: ArmParameterDeclaration, standard: ArmText) => ArmValue;
  /** Whether a parameter stays symbolic though it has a default value. */
  readonly keep: (declaration: ArmParameterDeclaration) => boolean;
  readonly reference: ArmEnvironment['reference'];
}

/** The environment in which the expressions of a template are evaluated; nothing is computed before it is asked for. */
export function templateEnvironment(input: TemplateInput): ArmEnvironment {
  const { template } = input;
  const declarations = declaredParameters(template);
  const types = new Map(declarations.map(({ name, type }) => [name.toLowerCase(), type]));
  const environment: ArmEnvironment = {
    ...input.base,
    scope: input.scope,
    loops: [],
    lambda: new Map(),
    expressions: 'all',
    reference: input.reference,
    parameterType: (name) => types.get(name.toLowerCase()),
    parameter: lazily(
      declarations.map((one) => [one.name, () => parameterValue(one, input, environment)]),
    ),
    variable: lazily(variableEntries(template, () => environment)),
    userFunction: userFunctions(template),
  };
  return environment;
}

function parameterValue(
  declaration: ArmParameterDeclaration,
  input: TemplateInput,
  environment: ArmEnvironment,
): ArmValue {
  const given = input.given(declaration);
  // Null means the default, as Resource Manager has it.
  const isAbsent =
    given === undefined || (given === null && declaration.defaultValue !== undefined);
  if (!isAbsent) return given;
  if (input.keep(declaration)) return symbolOf(declaration);
  if (declaration.defaultValue !== undefined) {
    const standard = evaluateJson(declaration.defaultValue, environment);
    return isOpen(standard) ? input.open(declaration, standard) : standard;
  }
  return declaration.nullable ? null : input.absent(declaration);
}

/** Whether a text holds what has no static value. */
export function isOpen(value: ArmValue): value is ArmText {
  return isArmText(value) && armSymbols(value).some(({ symbol }) => symbol === 'unknown');
}

/** The symbol that stands for a parameter without a value. */
export function symbolOf(declaration: { readonly name: string }): ArmValue {
  return armSymbol({ symbol: 'parameter', name: declaration.name });
}

type Entry = readonly [string, () => ArmValue];

/** Looks up values by name in any case; each is computed once, when it is first asked for, and may not need itself. */
function lazily(entries: readonly Entry[]): (name: string) => ArmValue | undefined {
  const makers = new Map(entries.map(([name, make]) => [name.toLowerCase(), { name, make }]));
  const values = new Map<string, ArmValue>();
  return (wanted) => {
    const key = wanted.toLowerCase();
    const known = values.get(key);
    const maker = makers.get(key);
    if (known !== undefined || !maker) return known;
    values.set(key, armUnknown(maker.name, `${maker.name} refers to itself`));
    const value = maker.make();
    values.set(key, value);
    return value;
  };
}

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/copy-variables */
function variableEntries(
  template: JsonObject,
  environment: () => ArmEnvironment,
): readonly Entry[] {
  const variables = armProperty(template, 'variables');
  if (!isJsonObject(variables)) return [];
  return Object.entries(variables).flatMap(([name, json]): readonly Entry[] => {
    const loops = propertyLoops(name, json);
    return loops
      ? loops.map((loop): Entry => [loop.name, () => expandLoop(loop, environment())])
      : [[name, () => evaluateJson(json, environment())]];
  });
}

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/user-defined-functions */
function userFunctions(template: JsonObject): ArmEnvironment['userFunction'] {
  const functions = new Map<string, ArmUserFunction>();
  const namespaces = armProperty(template, 'functions');
  for (const namespace of isJsonList(namespaces) ? namespaces : []) {
    if (!isJsonObject(namespace)) continue;
    const members = armProperty(namespace, 'members');
    for (const [name, member] of isJsonObject(members) ? Object.entries(members) : []) {
      const full = `${String(armProperty(namespace, 'namespace'))}.${name}`.toLowerCase();
      if (isJsonObject(member)) functions.set(full, readFunction(member));
    }
  }
  return (name) => functions.get(name.toLowerCase());
}

function readFunction(member: JsonObject): ArmUserFunction {
  const { parameters = null, output = null } = member;
  return {
    parameters: (isJsonList(parameters) ? parameters : []).map((one) =>
      isJsonObject(one) ? String(armProperty(one, 'name')) : '',
    ),
    output: (isJsonObject(output) ? armProperty(output, 'value') : undefined) ?? null,
  };
}
