/** Moves properties to the place that they have today. */
import type { ArmPath } from '../arm/document';
import { armProperty } from '../arm/arm-value';
import { isJsonObject, keyInAnyCase, type Json, type JsonObject } from '../lib/json';
import { joinId } from './short-references';
import type { Notes } from './import-notes';
import { ownGroup, ownSubscription } from './parameter-tokens';

/** Properties that templates say outside of `vnetConfig`. */
const network = ['proxyVmSize', 'subnetId', 'containerInstanceSubnetId'] as const;

/** Moves what is in the wrong place; everything else stays. */
export function relocate(properties: Json, path: ArmPath, notes: Notes): Json {
  if (!isJsonObject(properties)) return properties;
  const key = keyInAnyCase(properties, 'vmProfile') ?? keyInAnyCase(properties, 'vm_profile');
  const profile = key === undefined ? undefined : properties[key];
  if (key === undefined || !isJsonObject(profile)) return properties;
  const named = subnetOfNames(profile, [...path, key], notes);
  return { ...properties, [key]: moveNetwork(named, [...path, key], notes) };
}

/** The previews took a subnet by its names: `{name, subnetName, resourceGroupName}`. */
function subnetOfNames(profile: JsonObject, path: ArmPath, { note }: Notes): JsonObject {
  const key = keyInAnyCase(profile, 'vnetConfig');
  const net = key === undefined ? undefined : profile[key];
  if (key === undefined || !isJsonObject(net)) return profile;
  const { name, subnetName, resourceGroupName, ...rest } = net;
  const isGroup = resourceGroupName === undefined || typeof resourceGroupName === 'string';
  if (typeof name !== 'string' || typeof subnetName !== 'string' || !isGroup) return profile;
  const type = 'Microsoft.Network/virtualNetworks/subnets';
  const group = resourceGroupName ?? ownGroup;
  const place = { subscription: ownSubscription, resourceGroup: group };
  const subnetId = joinId({ ...place, type, names: [name, subnetName] });
  const reason = 'A subnet is given by its id; the previews took its names.';
  for (const [part, from] of Object.entries({ name, subnetName, resourceGroupName })) {
    if (from !== undefined) note('repaired', [...path, key, part], reason, { from, to: subnetId });
  }
  return { ...profile, [key]: { ...rest, subnetId } };
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
  const key = keyInAnyCase(rest, 'vnetConfig') ?? 'vnetConfig';
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
