/** What the evaluator and the template functions know about their surroundings. */
import type { ArmCallExpression, ArmExpression } from './expression';
import { armSymbol, type ArmText, type ArmValue } from './arm-value';
import type { Json } from '../lib/json';

/** Where a deployment puts its resources. */
export interface ArmScope {
  readonly subscription: string | ArmText;
  readonly resourceGroup: string | ArmText;
  /** The value of `resourceGroup().location`. */
  readonly location: string | ArmText;
}

/** A copy loop that is being expanded; `index` is undefined where the count of the loop is not static. */
export interface ArmLoop {
  readonly of: 'resource' | 'property';
  readonly name: string;
  readonly index: number | undefined;
}

/** A function that the template declares. */
export interface ArmUserFunction {
  readonly parameters: readonly string[];
  readonly output: Json;
}

/** What an expression can refer to; names are looked up in any case, undefined means not declared. */
export interface ArmEnvironment {
  readonly parameter: (name: string) => ArmValue | undefined;
  /** The declared type of a parameter. */
  readonly parameterType: (name: string) => string | undefined;
  readonly variable: (name: string) => ArmValue | undefined;
  readonly userFunction: (name: string) => ArmUserFunction | undefined;
  /** The value of `reference()` of a nested deployment, as far as it is static. */
  readonly reference: (target: ArmValue) => ArmValue | undefined;
  readonly loops: readonly ArmLoop[];
  readonly lambda: ReadonlyMap<string, ArmValue>;
  readonly scope: ArmScope;
  /** Which strings are expressions: those in brackets, only calls of functions that ARM has, or none. */
  readonly expressions: 'all' | 'known calls' | 'none';
  /** True inside the arguments of `resourceId()`: names of resources hold no slash. */
  readonly names: boolean;
  /** The work left before evaluation gives up, shared by all environments of one document. */
  readonly budget: { steps: number; depth: number };
  /** Reports something that was assumed. */
  readonly note: (message: string) => void;
}

/** A call that is being evaluated. */
export interface ArmCall {
  readonly expression: ArmCallExpression;
  readonly environment: ArmEnvironment;
  readonly evaluate: (expression: ArmExpression, environment?: ArmEnvironment) => ArmValue;
}

/** A function whose arguments are all evaluated. */
export type ArmFunction = (args: readonly ArmValue[], call: ArmCall) => ArmValue;

/** A function that decides itself which of its arguments are evaluated, and how. */
export type ArmForm = (call: ArmCall) => ArmValue;

/**
 * Thrown inside a function whose value cannot be known statically; the evaluator makes an unknown of it. Not an `Error`, whose
 * stack trace would take most of the time where a template has thousands of them.
 */
export class NotStatic {
  constructor(readonly message: string) {}
}

/** The scope of a deployment of which nothing is known. */
export const deploymentScope: ArmScope = {
  subscription: armSymbol({ symbol: 'subscriptionId' }),
  resourceGroup: armSymbol({ symbol: 'resourceGroup' }),
  location: armSymbol({ symbol: 'location' }),
};

/** An environment that declares nothing, to build others from. */
export function emptyEnvironment(): ArmEnvironment {
  return {
    parameter: () => undefined,
    parameterType: () => undefined,
    variable: () => undefined,
    userFunction: () => undefined,
    reference: () => undefined,
    loops: [],
    lambda: new Map(),
    scope: deploymentScope,
    expressions: 'all',
    names: false,
    budget: { steps: 300_000, depth: 0 },
    note: () => {},
  };
}
