import { fitsPattern } from '../../src/lib/wildcard';

test.each([
  ['abc', 'ABC', true],
  ['abc', 'ab', false],
  ['abc', 'a*', true],
  ['abc', '*c', true],
  ['abc', '*', true],
  ['', '*', true],
  ['abcbc', 'a*bc', true],
  ['ab', 'ab*b', false],
  ['a-b-c', 'a*b*c', true],
  ['a-c-b', 'a*b*c', false],
])('%p fits %p: %p', (text, pattern, fits) => {
  expect(fitsPattern(text, pattern)).toBe(fits);
});
