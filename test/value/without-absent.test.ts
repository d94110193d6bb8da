import { withoutAbsent } from '../../src/value/value';

test('absent fields are left out, and no other: not one called __proto__ either', () => {
  const fields: Readonly<Record<string, unknown>> = JSON.parse('{"a": 1, "__proto__": 2}');
  const left = withoutAbsent({ ...fields, b: undefined });
  expect(Object.entries(left)).toEqual([
    ['a', 1],
    ['__proto__', 2],
  ]);
});
