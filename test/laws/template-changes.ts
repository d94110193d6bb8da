/** What people and tools do to templates: other types, other cases, things that nobody knows. */
import * as fc from 'fast-check';
import type { Json } from '../../src/lib/json';
import { isJsonList, isJsonObject } from '../../src/lib/json';

type Change = (value: Json) => Json;

const odd: readonly Json[] = [
  null,
  '',
  ' ',
  0,
  -1,
  1.5,
  true,
  'false',
  '12',
  'x',
  [],
  {},
  [null],
  ['a', 'b'],
  [[1]],
  { '': 1 },
  { a: { b: 'c' } },
  '<name>',
  '${name}',
  '{{ params.x }}',
];
const keys = [
  '',
  'x',
  "it's",
  'colour',
  'Type',
  'type',
  'NAME',
  'inline',
  'constructor',
  'a.b',
  'a[0]',
];

const changes: fc.Arbitrary<Change> = fc.oneof(
  fc.constantFrom(...odd).map(
    (value): Change =>
      () =>
        value,
  ),
  fc.constant<Change>((value) => [value]),
  fc.constant<Change>((value) => (typeof value === 'object' ? value : String(value))),
  fc.tuple(fc.constantFrom(...keys), fc.constantFrom(...odd)).map(
    ([key, inner]): Change =>
      (value) =>
        isJsonObject(value)
          ? { ...value, [key]: inner }
          : isJsonList(value)
            ? [...value, inner]
            : inner,
  ),
  fc.nat().map((at): Change => renameKey(at, (key) => key.toUpperCase())),
  fc.nat().map((at): Change => renameKey(at, (key) => `${key}s`)),
  fc
    .nat()
    .map((at): Change =>
      renameKey(at, (key) => key.replaceAll(/[A-Z]/g, (one) => `_${one.toLowerCase()}`)),
    ),
  fc.nat().map((at): Change => dropKey(at)),
);

function renameKey(at: number, rename: (key: string) => string): Change {
  return (value) => {
    if (!isJsonObject(value)) return value;
    const all = Object.entries(value);
    const chosen = at % Math.max(all.length, 1);
    return Object.fromEntries(
      all.map(([key, inner], index) => [index === chosen ? rename(key) : key, inner]),
    );
  };
}

function dropKey(at: number): Change {
  return (value) => {
    if (!isJsonObject(value)) return value;
    const all = Object.entries(value);
    return Object.fromEntries(all.filter((_, index) => index !== at % all.length));
  };
}

/** One to four changes, each somewhere. */
export const severalChanges: fc.Arbitrary<readonly (readonly [readonly number[], Change])[]> =
  fc.array(fc.tuple(fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), changes), {
    minLength: 1,
    maxLength: 4,
  });

/** A template after some changes. */
export function changed(
  template: Json,
  list: readonly (readonly [readonly number[], Change])[],
): Json {
  return list.reduce<Json>((value, [path, change]) => changedAt(value, path, change), template);
}

/** Follows the numbers of a path as far as there is something below. */
function changedAt(value: Json, [step, ...rest]: readonly number[], change: Change): Json {
  if (step === undefined) return change(value);
  if (isJsonList(value) && value.length > 0) {
    const chosen = step % value.length;
    return value.map((item, index) => (index === chosen ? changedAt(item, rest, change) : item));
  }
  if (!isJsonObject(value)) return change(value);
  const all = Object.entries(value);
  if (all.length === 0) return change(value);
  const chosen = step % all.length;
  return Object.fromEntries(
    all.map(([key, inner], index) => [
      key,
      index === chosen ? changedAt(inner, rest, change) : inner,
    ]),
  );
}
