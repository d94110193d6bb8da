/** What is left to mend once everything has its shape: what excludes or repeats each other, and what says nothing. */
import type { ArmPath } from '../arm/document';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../lib/json';
import type { Notes } from './import-notes';

/** Mends the properties of an image as a whole. */
export function tidy(properties: JsonObject, notes: Notes): JsonObject {
  const entries = Object.entries(properties).flatMap(([key, value]): readonly [string, Json][] => {
    const tidied = tidyPart(key, value, ['properties', key], notes);
    return tidied === undefined ? [] : [[key, tidied]];
  });
  return Object.fromEntries(entries);
}

function tidyPart(key: string, value: Json, path: ArmPath, notes: Notes): Json | undefined {
  switch (key) {
    case 'buildTimeoutInMinutes':
      if (value !== 0) return value;
      notes.note('default', path, '0 means 240 minutes.', { from: 0 });
      return undefined;
    case 'source':
      return withVersion(value, path, notes);
    case 'customize':
      return uniqueNames(value, path, notes);
    case 'validate': {
      if (!isJsonObject(value) || value.inVMValidations === undefined) return value;
      const at = [...path, 'inVMValidations'];
      return { ...value, inVMValidations: uniqueNames(value.inVMValidations, at, notes) };
    }
    case 'distribute':
      return isJsonList(value)
        ? value.map((one, index) => oneFormOfRegions(one, [...path, index], notes))
        : value;
    default:
      return value;
  }
}

function withVersion(source: Json, path: ArmPath, { note }: Notes): Json {
  if (!isJsonObject(source) || source.type !== 'PlatformImage') return source;
  if (source.version !== undefined) {
    // The portal shows the version of the day next to the word.
    if (!/^latest\s*\(/i.test(String(source.version))) return source;
    const exact = '"latest" is the newest at each build; the version next to it is not part of it.';
    note('repaired', [...path, 'version'], exact, { from: source.version, to: 'latest' });
    return { ...source, version: 'latest' };
  }
  const reason = 'A marketplace image needs a version; "latest" is the newest at each build.';
  note('repaired', [...path, 'version'], reason, { to: 'latest' });
  return { ...source, version: 'latest' };
}

/** The service answers with both forms of the regions of a target, and takes only one. */
function oneFormOfRegions(target: Json, path: ArmPath, { note }: Notes): Json {
  if (!isJsonObject(target) || !target.targetRegions || !target.replicationRegions) return target;
  const { replicationRegions, storageAccountType, ...rest } = target;
  const reason = '"targetRegions" is given too and says more; the service takes one of them.';
  note('dropped', [...path, 'replicationRegions'], reason, { from: replicationRegions });
  if (storageAccountType !== undefined) {
    note('dropped', [...path, 'storageAccountType'], reason, { from: storageAccountType });
  }
  return rest;
}

function uniqueNames(steps: Json, path: ArmPath, { note }: Notes): Json {
  if (!isJsonList(steps)) return steps;
  const seen = new Set<string>();
  return steps.map((step, index) => {
    if (!isJsonObject(step) || typeof step.name !== 'string') return step;
    const key = step.name.toLowerCase();
    if (!seen.has(key)) {
      seen.add(key);
      return step;
    }
    const { name, ...rest } = step;
    const reason = 'An earlier step has this name; the spec gives the step one of its own.';
    note('repaired', [...path, index, 'name'], reason, { from: name });
    return rest;
  });
}

/** An answer of Azure without the empty lists and maps, and the defaults, that are there where nothing was said. */
export function withoutSuppression(value: Json, path: ArmPath, notes: Notes): Json {
  if (isJsonList(value))
    return value.map((one, at) => withoutSuppression(one, [...path, at], notes));
  if (!isJsonObject(value)) return value;
  const entries: [string, Json][] = [];
  for (const [key, inner] of Object.entries(value)) {
    const at = [...path, key];
    if (isSilent(key, inner)) {
      const reason = 'Azure returns it where nothing was set.';
      notes.note('default', at, reason, { from: inner });
    } else entries.push([key, withoutSuppression(inner, at, notes)]);
  }
  return Object.fromEntries(entries);
}

function isSilent(key: string, value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const inner = Object.values(value);
  if (inner.length === 0) return true;
  switch (key.toLowerCase().replaceAll('_', '')) {
    case 'validate':
      return inner.every((one) => one === false || one === null || isSilent('', one));
    case 'errorhandling':
      return inner.every((one) => one === 'cleanup' || one === null);
    default:
      return false;
  }
}
