/** Laws 1, 2, 3 and 5 over generated specs, with Microsoft's compiler and evaluator and Prettier as judges. */
import { sample } from 'fast-check';
import { compile } from '../../src/compile';
import { specType } from '../../src/language/language';
import { type BicepJudge, describeWithBicep } from '../support/bicep';
import { declaredPlaces } from './coverage';
import { type Generated, specs } from './generator';
import { judgeImage } from './judge';
import { lostAndFound } from './leaves';
import { runs, seed } from './runs';

type Outputs = Readonly<Record<string, string>>;

const places = [...new Set(declaredPlaces(specType))];

/** Properties and shapes that each spec shall have, so that the runs together have all of them. */
function targetsOf(run: number): readonly string[] {
  const step = 3;
  return Array.from(
    { length: step },
    (_, index) => places[(seed + (run * step + index) * 271) % places.length] ?? '',
  );
}

/** Tries every spec whose number leaves a remainder: two test files share them, and two processors. */
export function lawSuite(remainder: 0 | 1): void {
  describeWithBicep('generated specs', (judge) => {
    test(`one meaning, clean, nothing dropped (${runs} specs, seed ${seed})`, async () => {
      const problems: string[] = [];
      let judged = 0;
      let refused = 0;
      let at = remainder === 0 ? 0 : -1;
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
        const most = Number(process.env['AIBGEN_LAW_SHOW'] ?? '5');
        while (at + 2 <= runs && problems.length < most) await one((at += 2));
      };
      await Promise.all([worker(), worker(), worker()]);
      process.stderr.write(
        `${judged} generated specs judged, ${refused} refused with a message, seed ${seed}\n`,
      );
      expect(problems.join('\n\n')).toBe('');
      expect(judged).toBeGreaterThan(runs * 0.35);
    }, 600_000);
  });
}

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
  const problems = [...elsewhere(generated, first.outputs), ...twins(first.outputs)];
  if (folders.length === 1) problems.push(...dropped(generated, first.outputs, folders[0] ?? ''));
  for (const folder of folders) {
    problems.push(
      ...(await judgeImage(judge, generated, folder, first.outputs, second.outputs, others)),
    );
  }
  return problems;
}

/** Law 3: built from another folder, its files in another order, the bytes are the same. */
function elsewhere({ files, entry, set }: Generated, outputs: Outputs): readonly string[] {
  const moved = Object.entries(files).toReversed().map(([name, text]) => [`some where/${name}`, text]); // prettier-ignore
  const again = compile({
    files: Object.fromEntries(moved),
    entry: `some where/${entry}`,
    options: { set },
  });
  const names = new Set([...Object.keys(outputs), ...Object.keys(again.outputs)]);
  return [...names]
    .filter((name) => outputs[name] !== again.outputs[name])
    .map((name) => `${name}: other bytes when built from another folder`);
}

/** Law 7: no two files have names that differ only by case. */
function twins(outputs: Outputs): readonly string[] {
  const names = Object.keys(outputs);
  const small = names.map((name) => name.toLowerCase());
  return names.filter((_, index) => small.indexOf(small[index] ?? '') < index);
}

function declarations(
  spec: Generated['spec'],
): readonly (readonly [string, { readonly description?: string }])[] {
  return Object.entries(Object(spec['parameters'] ?? {}));
}

/** A text as a template escapes it. */
function armText(text: string): string {
  return /^\[.*\]$/s.test(text) ? `[${text}` : text;
}

/** Law 5. */
function dropped(generated: Generated, outputs: Outputs, folder: string): readonly string[] {
  const { spec, files, parameters, set } = generated;
  const values = new Map(
    parameters.map((one) => {
      const given = Object.hasOwn(set, one.name) ? set[one.name] : undefined;
      return [one.name, String(given ?? one.default ?? `<${one.name}>`)];
    }),
  );
  const fill = (text: string): string =>
    text.replace(
      /(\\?)\{\{\s*params\.([^\s{}]*)\s*\}\}/g,
      (whole, escaped: string, name: string) =>
        escaped === '' ? (values.get(name) ?? whole) : whole.slice(1),
    );
  const whole = JSON.stringify(spec);
  const steps = Object.entries(files).flatMap(([name, text]): readonly unknown[] =>
    name.startsWith('_steps') && whole.includes(name) ? [JSON.parse(text)] : [],
  );
  const read = (name: string) => JSON.parse(outputs[`${folder}/${name}`] ?? 'null');
  const built = { template: read('imageTemplate.json'), deployment: read('azuredeploy.json') };
  return [
    ...lostAndFound(spec, steps, built, fill),
    // Law 1 holds Bicep to it.
    ...declarations(spec).flatMap(([name, { description }]) => {
      const declared = built.deployment?.parameters?.[name]?.metadata?.description;
      const same = description === undefined || armText(description) === declared;
      return same ? [] : [`parameters.${name}: its description is ${declared}`];
    }),
  ];
}
