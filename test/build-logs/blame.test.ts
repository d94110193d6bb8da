/**
 * The law of `aibgen logs`: it points at the line that failed, or at none. Of logs as they are, at the very line; of logs that were
 * cut, shuffled between the processes that wrote them, or changed, never at a wrong one.
 */
import * as fc from 'fast-check';
import { explainLog } from '../../src/build-logs/explain-log';
import { compile } from '../../src/compile';
import { logOf, madeBuild, type MadeBuild, mutation, specOf, truth } from './build-log';

function blamed(build: MadeBuild, lines: readonly string[]) {
  const { model } = compile({ files: { 'web.yaml': specOf(build) }, entry: 'web.yaml' });
  return explainLog(lines, { images: model.images });
}

const settings = { seed: 20261126, numRuns: 300 };

test('a log as it is leads to the very line', () => {
  fc.assert(
    fc.property(madeBuild, (build) => {
      const { causes, steps } = blamed(
        build,
        logOf(build).map(({ text }) => text),
      );
      expect(causes.map(({ line }) => line)).toEqual([truth(build).line]);
      expect(steps.findIndex(({ state }) => state === 'failed')).toBe(build.failing);
    }),
    { ...settings, numRuns: 100 },
  );
});

test('a damaged log never leads to a wrong line', () => {
  let told = 0;
  fc.assert(
    fc.property(
      madeBuild,
      fc.array(mutation, { minLength: 1, maxLength: 2 }),
      (build, mutations) => {
        const lines = mutations.reduce((log, mutate) => mutate(log), logOf(build));
        const { causes, steps, result } = blamed(
          build,
          lines.map(({ text }) => text),
        );
        const right = truth(build);
        const lost = causes.filter(
          ({ line }) => line !== null && line !== right.line && line !== right.step,
        );
        expect(lost).toEqual([]);
        const failed = steps.filter(({ state, line }) => state === 'failed' && line !== null);
        expect(failed.filter(({ line }) => line !== right.step)).toEqual([]);
        expect(result).not.toBe('succeeded');
        told += causes.some(({ line }) => line !== null) ? 1 : 0;
      },
    ),
    settings,
  );
  // It would be easy never to point at anything.
  expect(told).toBeGreaterThan(settings.numRuns / 5);
});
