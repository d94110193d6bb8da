/** Laws 1, 2, 3 and 5 over generated specs, with Microsoft's compiler and evaluator and Prettier as judges. */
import { sample } from 'fast-check';
import { compile } from '../../src/compile';
import { specType } from '../../src/spec/language';
import { type BicepJudge, describeWithBicep, startBicep } from '../support/bicep';
import { declaredPlaces } from './coverage';
import { type Generated, specs } from './generator';
import { judgeImage } from './judge';
import { runs, seed } from './runs';

/** Properties and shapes that each spec shall have, so that the runs together have all of them. */
function targetsOf(run: number): readonly string[] {
  const places = [...new Set(declaredPlaces(specType))];
  const step = 3;
  return Array.from(
    { length: step },
    (_, index) => places[(seed + (run * step + index) * 271) % places.length] ?? '',
  );
}

describeWithBicep('generated specs', () => {
  let judge: BicepJudge;
  beforeAll(async () => {
    judge = await startBicep();
  });
  afterAll(() => {
    judge.stop();
  });

  test(`one meaning, clean, nothing dropped (${runs} specs, seed ${seed})`, async () => {
    const problems: string[] = [];
    let judged = 0;
    let refused = 0;
    let at = 0;
    const one = async (run: number): Promise<void> => {
      const [generated] = sample(specs(targetsOf(run)), { numRuns: 1, seed: seed + run });
      if (!generated) return;
      const found = await problemsOf(judge, generated);
      if (found === undefined) refused += 1;
      else {
        judged += 1;
        if (found.length > 0) {
          problems.push(
            `run ${run} (AIBGEN_LAW_SEED=${seed}):\n${found.join('\n')}\n${Object.entries(
              generated.files,
            )
              .map(([name, text]) => `--- ${name}\n${text}`)
              .join('')}`,
          );
        }
      }
    };
    const worker = async (): Promise<void> => {
      while (at < runs && problems.length < Number(process.env['AIBGEN_LAW_SHOW'] ?? '5'))
        await one((at += 1));
    };
    await Promise.all([worker(), worker(), worker()]);
    process.stderr.write(
      `${judged} generated specs judged, ${refused} refused with a message, seed ${seed}\n`,
    );
    expect(problems.join('\n\n')).toBe('');
    expect(judged).toBeGreaterThan(runs * 0.8);
  }, 600_000);
});

/** What the laws have against a spec; `undefined` where it is refused. */
async function problemsOf(
  judge: BicepJudge,
  generated: Generated,
): Promise<readonly string[] | undefined> {
  const { files, entry, set } = generated;
  const first = compile({ files, entry, options: { set } });
  const errors = first.diagnostics.filter((one) => one.severity === 'error');
  if (errors.length > 0) {
    if (process.env['AIBGEN_LAW_REFUSED'])
      process.stderr.write(
        errors.map((one) => `${one.code} ${one.message} (${one.path})\n`).join(''),
      );
    return undefined;
  }
  const others = Object.fromEntries(generated.parameters.map((one) => [one.name, one.other]));
  const second = compile({
    files,
    entry,
    options: {
      set: Object.fromEntries(Object.entries(others).map(([name, value]) => [name, String(value)])),
    },
  });
  const folders = [
    ...new Set(Object.keys(first.outputs).map((path) => path.slice(0, path.indexOf('/')))),
  ];
  const problems: string[] = [];
  for (const folder of folders) {
    problems.push(
      ...(await judgeImage(judge, generated, folder, first.outputs, second.outputs, others)),
    );
  }
  return problems;
}
