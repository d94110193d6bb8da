/** The search for secrets takes time in proportion to the text, and misses none in a long line. */
import { findSecret, patternsOf } from '../../src/service/secrets/find-secrets';

const patterns = patternsOf.any;
const prefixes = [
  'a-',
  'ghp_',
  'curl ',
  'mysql ',
  'docker login ',
  'ConvertTo-SecureString ',
  'token ',
  'eyJ',
  'eyJ-',
  'https://a:',
  '-p ',
];

// Quadratic patterns took minutes here: the test would end by its own limit.
test.each(prefixes)('%j, a megabyte of it', (prefix) => {
  const text = `${prefix.repeat(Math.ceil(1_000_000 / prefix.length))}token `;
  expect(() => findSecret(text, patterns)).not.toThrow();
});

test.each([0, 3000, 4000, 4090, 4096, 100_000])('a secret after %d characters', (length) => {
  const text = `${'x '.repeat(length / 2)}export DB_PASSWORD=hunter2hunter2`;
  expect(findSecret(text, patterns)?.secret).toBe('hunter2hunter2');
});
