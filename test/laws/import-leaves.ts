/** Whether each leaf of a template is in its spec, or in the report. */
import type { ImportedSpec } from '../../src/import/import-document';
import type { Json } from '../../src/lib/json';
import { isJsonList, isJsonObject } from '../../src/lib/json';

type Steps = readonly (string | number)[];

/** Stands for what is told to be said in another way. */
const changed = { '\u0000changed': true } as const;

/** The leaves of `body` that neither the image of the spec holds, nor a note or an obstacle names. */
export function lostLeaves(body: Json, spec: ImportedSpec, image: Json): readonly string[] {
  const told = new Map([
    ...spec.notes.map(
      ({ path, what }) => [path, what !== 'dropped' && what !== 'default'] as const,
    ),
    ...spec.obstacles.map(({ path }) => [path.replace(/\.type$/i, ''), false] as const),
  ]);
  const rest = untold(body, [], told);
  return rest === undefined ? [] : missing(rest, image, '');
}

/** What is left of a value without the parts that the report names; what is gone from a list moves the others up. */
function untold(value: Json, path: Steps, told: ReadonlyMap<string, boolean>): Json | undefined {
  const stays = told.get(spelt(path));
  if (stays !== undefined) return stays ? changed : undefined;
  if (isJsonList(value)) {
    return value.flatMap((item, index) => untold(item, [...path, index], told) ?? []);
  }
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      const kept = untold(inner, [...path, key], told);
      return kept === undefined ? [] : [[key, kept]];
    }),
  );
}

function spelt(path: Steps): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    if (!/^[\w$-]+$/.test(step)) return `${text}['${step.replaceAll("'", "\\'")}']`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

function missing(wanted: Json, actual: Json | undefined, path: string): readonly string[] {
  if (wanted === changed) return [];
  if (isJsonList(wanted)) {
    const items = isJsonList(actual) ? actual : [];
    return wanted.flatMap((item, index) => missing(item, items[index], `${path}[${index}]`));
  }
  if (isJsonObject(wanted)) {
    const others = isJsonObject(actual) ? actual : {};
    return Object.entries(wanted).flatMap(([key, inner]) => {
      const name = Object.keys(others).find((one) => sameText(one, key));
      return missing(inner, name === undefined ? undefined : others[name], `${path}.${key}`);
    });
  }
  const same =
    wanted === actual ||
    (typeof wanted === 'string' && typeof actual === 'string' && sameText(wanted, actual));
  return same ? [] : [`${path}: ${JSON.stringify(wanted)}, not ${JSON.stringify(actual)}`];
}

/** Ids are the same in any case. */
function sameText(one: string, other: string): boolean {
  return one === other || (one.startsWith('/') && one.toLowerCase() === other.toLowerCase());
}
