/** What a change of each property means, on both sides of the version in which the build VM became patchable. */
import { changesBetween } from '../../src/inspect/template-changes';
import type { Json, JsonObject } from '../../src/lib/json';
import type { Effect } from '../../src/service/update-effects';
import { bicepPaths } from '../support/published-paths';

const runOutput = { type: 'VHD', runOutputName: 'kept' };

/** A template in which one value stands at a path such as `distribute[VHD].artifactTags`. */
function templateWith(path: string, value: string, apiVersion: string): JsonObject {
  const wrap = (segments: readonly string[]): Json => {
    const [segment, ...rest] = segments;
    if (segment === undefined) return value;
    const [, key = '', kind] = /^([^[]*)(?:\[(.*)\])?$/.exec(segment) ?? [];
    if (kind === undefined) return { [key]: wrap(rest) };
    const inner = wrap(rest);
    const item = typeof inner === 'object' && !Array.isArray(inner) ? inner : { x: value };
    const base =
      key === 'distribute' ? { ...runOutput, type: kind } : kind === '' ? {} : { type: kind };
    return { [key]: [{ ...base, ...item }] };
  };
  const properties = wrap(path.split('.'));
  return { apiVersion, name: 'web', properties };
}

function effects(before: JsonObject, after: JsonObject): readonly Effect[] {
  return [...new Set(changesBetween(before, after).map((one) => one.effect))];
}

/** The effect of a property in an older and in a newer API version; all others replace the template. */
const patched: readonly (readonly [RegExp, older: Effect, newer: Effect])[] = [
  [/^distribute.*\.runOutputName$/, 'replace', 'replace'],
  [/^distribute/, 'in-place', 'in-place'],
  [/^vmProfile/, 'replace', 'in-place'],
];

describe.each(['2023-07-01', '2024-02-01'])('API version %s', (version) => {
  test.each(bicepPaths('2025-10-01').paths)('properties.%s', (path) => {
    const [, older = 'replace', newer = 'replace'] =
      patched.find(([pattern]) => pattern.test(path)) ?? [];
    const want = version < '2024-02-01' ? older : newer;
    const found = effects(templateWith(path, 'a', version), templateWith(path, 'b', version));
    expect(found).toEqual([want]);
  });

  const whole = {
    apiVersion: version,
    name: 'web',
    location: 'eastus2',
    tags: { team: 'a' },
    identity: { type: 'UserAssigned', userAssignedIdentities: { '/id/a': {} } },
    trigger: { name: 'a', properties: { kind: 'SourceImage' } },
  };
  test.each<readonly [string, JsonObject, Effect]>([
    ['name', { name: 'other' }, 'replace'],
    ['location', { location: 'westus2' }, 'replace'],
    ['tags', { tags: { team: 'b' } }, 'in-place'],
    ['a tag called constructor', { tags: { team: 'a', constructor: 'b' } }, 'in-place'],
    ['identity', { identity: { userAssignedIdentities: { '/id/b': {} } } }, 'in-place'],
    ['trigger', { trigger: { name: 'b', properties: { kind: 'SourceImage' } } }, 'in-place'],
    ['kind of the trigger', { trigger: { name: 'a', properties: { kind: 'Other' } } }, 'replace'],
    ['apiVersion', { apiVersion: '2025-10-01' }, 'none'],
  ])('%s', (_what, change, want) => {
    expect(effects(whole, { ...whole, ...change })).toEqual([want]);
  });

  test('targets may be added, not taken away', () => {
    const targets = (...distribute: readonly JsonObject[]): JsonObject => ({
      apiVersion: version,
      properties: { distribute },
    });
    const more = { type: 'ManagedImage', runOutputName: 'more' };
    expect(effects(targets(runOutput), targets(runOutput, more))).toEqual(['in-place']);
    expect(effects(targets(runOutput, more), targets(more, runOutput))).toEqual(['in-place']);
    expect(effects(targets(runOutput, more), targets(runOutput))).toEqual(['replace']);
    expect(effects(targets(runOutput), targets({ ...runOutput, type: 'SharedImage' }))).toEqual([
      'replace',
    ]);
  });
});

test('a value that comes or goes is null on the other side', () => {
  const apiVersion = '2021-10-01';
  const from = { apiVersion, tags: { a: 'x', constructor: 'y' } };
  expect(changesBetween(from, { apiVersion, tags: { b: 'z' } })).toEqual([
    { path: 'tags.a', from: 'x', to: null, effect: 'in-place' },
    { path: 'tags.constructor', from: 'y', to: null, effect: 'in-place' },
    { path: 'tags.b', from: null, to: 'z', effect: 'in-place' },
  ]);
});
