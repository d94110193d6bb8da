/** How a broken law is shown: made small, as the files of the spec, and with the seed. */
import { integer } from 'fast-check';
import { type Generated, specs } from './generator';
import { expectLaw } from './runs';

async function failureOf(law: Promise<void>): Promise<string> {
  try {
    await law;
  } catch (error) {
    return String(error);
  }
  throw new Error('the law holds');
}

test('the value is made small, and the seed is told', async () => {
  const law = (value: number) => (value > 1000 ? [`${value} is large`] : []);
  const failure = await failureOf(expectLaw(integer(), law, { runs: 100, seed: 7 }));
  expect(failure).toContain('seed: 7');
  expect(failure).toContain('Counterexample: [1001]');
});

test('a spec is shown as its files, with little beside what breaks the law', async () => {
  const law = ({ spec }: Generated) => ('tags' in spec ? ['it has tags'] : []);
  const failure = await failureOf(expectLaw(specs(['tags']), law, { runs: 5, seed: 7 }));
  expect(failure).toContain('--- spec-file.yaml\n');
  expect(failure).toMatch(/^tags:/m);
  const [, shown = ''] = /--- spec-file\.yaml\n(.*?)\]\n/s.exec(failure) ?? [];
  expect(shown.split('\n').length).toBeLessThan(25);
});
