/** Secrets that are found in texts and taken out of them. */
import {
  findSecret,
  findSecrets,
  maskSecrets,
  patternsOf,
} from '../../../src/service/secrets/find-secrets';

const line = 'export PASSWORD=Correct-Horse-7';

test('a search that found a secret does not hide it from the next one', () => {
  for (let turn = 0; turn < 3; turn += 1) {
    const found = findSecret(line, patternsOf.command);
    expect(found?.secret).toBe('Correct-Horse-7');
    expect(maskSecrets(`${line}\n`)).toBe('export PASSWORD=***************\n');
    expect([...findSecrets(line)]).toEqual(['Correct-Horse-7']);
  }
});

test('a second secret that stands earlier in its text than the first did', () => {
  findSecret(`${'# first the long line\n'.repeat(20)}${line}`, patternsOf.command);
  expect(findSecret(line, patternsOf.command)?.line).toBe(0);
  expect(maskSecrets(line)).not.toContain('Horse');
});
