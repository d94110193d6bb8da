/** https://learn.microsoft.com/azure/azure-resource-manager/templates/copy-properties */
import { isJsonList, isJsonObject } from './arm-value';
import type { Json } from './arm-value';

/** A loop over the properties of an object. https://learn.microsoft.com/azure/azure-resource-manager/templates/copy-properties */
export interface ArmPropertyLoop {
  readonly name: string;
  readonly count: Json;
  readonly input: Json;
}

/** The loops that a `copy` key of an object declares, or `undefined` where it is a key like any other. */
export function propertyLoops(copy: Json | undefined): readonly ArmPropertyLoop[] | undefined {
  if (!isJsonList(copy) || copy.length === 0) return undefined;
  const loops: ArmPropertyLoop[] = [];
  for (const entry of copy) {
    if (!isJsonObject(entry)) return undefined;
    const { name, count, input } = entry;
    if (typeof name !== 'string' || count === undefined || input === undefined) return undefined;
    loops.push({ name, count, input });
  }
  return loops;
}
