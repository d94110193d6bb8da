/** The changes between two image templates, and the effect of each. */
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../lib/json';
import { joinPath } from '../lib/value-path';
import { changeable, type Effect, fixedOfMade } from '../service/update-effects';

/** A changed value; `null` if it is absent before or after. */
export interface Change {
  /** As in `properties.vmProfile.vmSize`. */
  readonly path: string;
  readonly from: Json;
  readonly to: Json;
  readonly effect: Effect;
  /** The name of the step that it is in. */
  readonly step?: string;
}

/** Lists all changed values, each with its effect. */
export function changesBetween(before: JsonObject, after: JsonObject): readonly Change[] {
  const version = after.apiVersion;
  const found: Omit<Change, 'effect'>[] = [];
  collect(before, after, '', found);
  const patchable = !losesTarget(before, after);
  return found.map((one) => ({
    ...one,
    ...stepOf(one.path, before, after),
    effect: effectOf(one.path, typeof version === 'string' ? version : '', patchable),
  }));
}

/** The name of the step of a path, where it has the same name before and after: by it people know a step. */
function stepOf(path: string, ...templates: readonly JsonObject[]): { readonly step?: string } {
  const match = /^properties\.(?:customize|validate\.inVMValidations)\[(\d+)\]./.exec(path);
  if (!match) return {};
  const names = templates.map(({ properties }) => {
    const { customize, validate } = isJsonObject(properties) ? properties : {};
    const tests = isJsonObject(validate) ? validate.inVMValidations : undefined;
    const steps = path.startsWith('properties.customize') ? customize : tests;
    const step = isJsonList(steps) ? steps[Number(match[1])] : undefined;
    return isJsonObject(step) ? step.name : undefined;
  });
  const [name] = names;
  return typeof name === 'string' && names.every((one) => one === name) ? { step: name } : {};
}

function effectOf(path: string, version: string, patchable: boolean): Effect {
  const rule = changeable.find(
    (one) =>
      path === one.path || path.startsWith(`${one.path}.`) || path.startsWith(`${one.path}[`),
  );
  if (!rule || version < rule.since || fixedOfMade.test(path)) return 'replace';
  return rule.path === 'properties.distribute' && !patchable ? 'replace' : rule.effect;
}

/** A patch has to repeat every existing target: the service rejects it if one is missing, or has another type or output. */
function losesTarget(before: JsonObject, after: JsonObject): boolean {
  const targets = (template: JsonObject): readonly string[] => {
    const { properties } = template;
    const list = isJsonObject(properties) ? properties.distribute : undefined;
    return Array.isArray(list)
      ? list.map((one: Json) =>
          isJsonObject(one) ? JSON.stringify([one.type, one.runOutputName]).toLowerCase() : '',
        )
      : [];
  };
  const kept = new Set(targets(after));
  return targets(before).some((one) => !kept.has(one));
}

/** The value of an own key; `constructor` is a key like any other. */
function valueOf(object: JsonObject, key: string): Json {
  return Object.hasOwn(object, key) ? (object[key] ?? null) : null;
}

function same(a: Json | undefined, b: Json | undefined): boolean {
  if (isJsonObject(a) && isJsonObject(b)) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]))
    );
  }
  return JSON.stringify(a) === JSON.stringify(b);
}

function collect(before: Json, after: Json, path: string, found: Omit<Change, 'effect'>[]): void {
  if (same(before, after)) return;
  if (isJsonObject(before) && isJsonObject(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      collect(valueOf(before, key), valueOf(after, key), joinPath(path, key), found);
    }
  } else if (isJsonList(before) && isJsonList(after)) collectList(before, after, path, found);
  else found.push({ path, from: before, to: after });
}

/** Skips equal items at both ends and compares those in between one by one. */
function collectList(
  before: readonly Json[],
  after: readonly Json[],
  path: string,
  found: Omit<Change, 'effect'>[],
): void {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && same(before[head], after[head])) head += 1;
  let tail = 0;
  while (tail < most - head && same(before.at(-1 - tail), after.at(-1 - tail))) tail += 1;
  const old = before.slice(head, before.length - tail);
  const fresh = after.slice(head, after.length - tail);
  for (let index = 0; index < Math.max(old.length, fresh.length); index += 1) {
    collect(old[index] ?? null, fresh[index] ?? null, `${path}[${head + index}]`, found);
  }
}
