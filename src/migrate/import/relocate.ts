/** Moves properties to the place that they have today. */
import type { ArmPath } from '../arm-document';
import { armProperty, isJsonObject } from '../arm-value';
import type { Json, JsonObject } from '../arm-value';
import type { Notes } from './notes';

/** Properties that templates say outside of `vnetConfig`. */
const network = ['proxyVmSize', 'subnetId', 'containerInstanceSubnetId'] as const;

/** Moves what stands in the wrong place; everything else stays. */
export function relocate(properties: Json, path: ArmPath, notes: Notes): Json {
  if (!isJsonObject(properties)) return properties;
  const key = keyOf(properties, 'vmProfile');
  const profile = key === undefined ? undefined : properties[key];
  if (key === undefined || !isJsonObject(profile)) return properties;
  return { ...properties, [key]: moveNetwork(profile, [...path, key], notes) };
}

function moveNetwork(profile: JsonObject, path: ArmPath, { note }: Notes): JsonObject {
  const moved: Record<string, Json> = {};
  const rest: Record<string, Json> = {};
  for (const [key, value] of Object.entries(profile)) {
    const name = network.find((one) => one.toLowerCase() === key.toLowerCase());
    if (name === undefined) rest[key] = value;
    else {
      moved[name] = value;
      note('repaired', [...path, key], `It belongs below "vnetConfig".`, { from: value });
    }
  }
  if (Object.keys(moved).length === 0) return profile;
  const key = keyOf(rest, 'vnetConfig') ?? 'vnetConfig';
  const given = rest[key];
  const net: JsonObject = { ...moved, ...(isJsonObject(given) ? given : {}) };
  if (armProperty(net, 'subnetId') !== undefined) return { ...rest, [key]: net };
  const { proxyVmSize, ...others } = net;
  if (proxyVmSize !== undefined) {
    const reason = 'Only a build in a subnet has a proxy VM, and this one has no subnet.';
    note('dropped', [...path, 'proxyVmSize'], reason, { from: proxyVmSize });
  }
  return Object.keys(others).length > 0 ? { ...rest, [key]: others } : rest;
}

function keyOf(object: JsonObject, wanted: string): string | undefined {
  return Object.keys(object).find((key) => key.toLowerCase() === wanted.toLowerCase());
}
