/** What `reference()` of a nested deployment gives: its outputs, as far as they are static. */
import type { ArmEnvironment } from './evaluation-context';
import { evaluateJson, expandLoop } from './evaluate';
import { propertyLoops } from './copy-loops';
import { deploymentType, hasType, textProperty } from './resource-instance';
import type { ArmInstance } from './resource-instance';
import { armProperty, describeArmText, isArmText, isJsonObject } from './arm-value';
import type { ArmObject, ArmValue, JsonObject } from './arm-value';

/** Whether `reference()` of a symbolic name, of a resource id or of a name means this nested deployment. */
export function isMeant(instance: ArmInstance, target: ArmValue): boolean {
  if (typeof target !== 'string' && !isArmText(target)) return false;
  if (instance.none || !hasType(instance.resource, deploymentType)) return false;
  const wanted = describeArmText(target).toLowerCase();
  if (instance.symbol !== undefined && instance.symbol.toLowerCase() === wanted) return true;
  const name = textProperty(instance.resource, 'name', instance.environment);
  if (name === undefined) return false;
  const known = describeArmText(name).toLowerCase();
  return wanted === known || wanted.endsWith(`/providers/${deploymentType}/${known}`);
}

/** What `reference()` of a nested deployment gives: `{outputs: {name: {value}}}`. */
export function nestedOutputs(instance: ArmInstance): ArmObject | undefined {
  const frame = instance.nested();
  const declared = frame && armProperty(frame.template, 'outputs');
  if (!frame || !isJsonObject(declared)) return undefined;
  const outputs = Object.entries(declared).map(([name, json]): [string, ArmValue] => {
    const output = isJsonObject(json) ? json : {};
    return [name, { value: outputValue(name, output, frame.environment) }];
  });
  return { outputs: Object.fromEntries(outputs) };
}

function outputValue(name: string, output: JsonObject, environment: ArmEnvironment): ArmValue {
  const copy = armProperty(output, 'copy');
  if (isJsonObject(copy)) {
    const [loop] = propertyLoops([{ name, ...copy }]) ?? [];
    if (loop) return expandLoop(loop, environment);
  }
  return evaluateJson(armProperty(output, 'value') ?? null, environment);
}
