/**
 * Nothing hostile gets through: no exit code of a bug, nothing touched that is not aibgen's, no text evaluated, no command of a CI system
 * printed. This tries a few of each; `npm run fuzz -- --hostile` thousands, with other seeds, and holds each run to limits of processor
 * time and memory too.
 */
import { budgets } from './budgets/budgets';
import { judgeSeed } from './budgets/judge-seed';

jest.setTimeout(120_000);

test.each(budgets)('hostile $what', async ({ what, few }) => {
  const problems: string[] = [];
  for (let seed = 17; seed < 17 + few; seed += 1) {
    const { problems: found } = await judgeSeed(what, seed);
    problems.push(...found.map((one) => `seed ${seed}: ${one}`));
  }
  expect(problems).toEqual([]);
});
