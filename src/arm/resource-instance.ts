/** A resource of a template with its surroundings, and the template of a deployment. */
import type { ArmEnvironment } from './evaluation-context';
import type { ArmPath } from './document';
import { evaluateJson } from './evaluate';
import { armProperty, isArmText, type ArmText } from './arm-value';
import type { JsonObject } from '../lib/json';

/** The subscription and the group that a nested deployment names; an absent one is the deployment's own. */
export interface ImportedScope {
  readonly subscription?: string | ArmText;
  readonly resourceGroup?: string | ArmText;
}

/** A template that is being read, with what its expressions can refer to. */
export interface ArmFrame {
  readonly template: JsonObject;
  readonly environment: ArmEnvironment;
  readonly instances: () => readonly ArmInstance[];
}

/** One resource, or one iteration of its copy loop. */
export interface ArmInstance {
  readonly resource: JsonObject;
  readonly path: ArmPath;
  readonly environment: ArmEnvironment;
  readonly scope: ImportedScope;
  /** Its symbolic name, where the template uses such names. */
  readonly symbol: string | undefined;
  /** Why the count of its copy loop cannot be told, where that is so. */
  readonly openLoop: ArmText | undefined;
  /** Whether its copy loop runs no times at all. */
  readonly none: boolean;
  /** All resources of the same template. */
  readonly siblings: () => readonly ArmInstance[];
  /** The template that it deploys, where it is a deployment with a template inside. */
  readonly nested: () => ArmFrame | undefined;
}

/** Where resources are read: what their expressions can refer to, where they go, and what else is deployed there. */
export type ArmSurroundings = Pick<ArmInstance, 'environment' | 'scope' | 'siblings'>;

/** Whether a resource is of a type, given in lower case. */
export function hasType(resource: JsonObject, type: string): boolean {
  const given = armProperty(resource, 'type');
  return typeof given === 'string' && given.toLowerCase() === type;
}

/** A property of a resource where it is a text, perhaps a symbolic one. */
export function textProperty(
  { resource, environment }: Pick<ArmInstance, 'resource' | 'environment'>,
  key: string,
): string | ArmText | undefined {
  const json = armProperty(resource, key);
  const value = json === undefined ? undefined : evaluateJson(json, environment);
  return typeof value === 'string' || isArmText(value) ? value : undefined;
}
