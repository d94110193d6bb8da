/** Laws 1, 2, 3 and 5 over generated specs, with Microsoft's compiler and evaluator and Prettier as judges. */
import { compile } from '../../src/compile';
import { specType } from '../../src/language/language';
import { outputFormats } from '../../src/language/own-keys';
import { type BicepJudge, describeWithBicep } from '../support/bicep';
import { placeGroups } from './coverage';
import { type Generated, specs } from './generator';
import { judgeImage } from './judge';
import { lostAndFound } from './leaves';
import { expectLaw, spreadRuns } from './runs';

/** All languages in which a deployment can be written. */
const project = { file: '', levels: {}, policies: {}, formats: outputFormats };

type Outputs = Readonly<Record<string, string>>;

/** Specs that are judged at a time: much of the time a judge waits for the compiler. */
const atOnce = 3;

/** Tries every second group of places: two test files share them, and two processors. */
export function lawSuite(remainder: 0 | 1): void {
  describeWithBicep('generated specs', (judge) => {
    test('one meaning, clean, nothing dropped', async () => {
      const { chosen, each } = spreadRuns(placeGroups(specType, 3));
      const queue = chosen.filter((_, index) => index % 2 === remainder);
      let judged = 0;
      let refused = 0;
      const law = async (generated: Generated): Promise<readonly string[]> => {
        const problems = await problemsOf(judge, generated);
        if (problems === undefined) refused += 1;
        else judged += 1;
        return problems ?? [];
      };
      const worker = async (): Promise<void> => {
        for (let next = queue.shift(); next; next = queue.shift()) {
          await expectLaw(specs(next.group), law, { runs: each, seed: next.seed });
        }
      };
      await Promise.all(Array.from({ length: atOnce }, worker));
      process.stderr.write(`${judged} generated specs judged, ${refused} refused with a message\n`);
      // A rule that is new refuses what the generator makes? `places.ts` and `constrain` say what fits.
      expect(judged).toBeGreaterThan((judged + refused) * 0.75);
    }, 600_000);
  });
}

/** What the laws have against a spec; `undefined` where it is refused. */
async function problemsOf(
  judge: BicepJudge,
  generated: Generated,
): Promise<readonly string[] | undefined> {
  const { files, entry, set } = generated;
  const first = compile({ files, entry, options: { set, project } });
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
      project,
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
    options: { set, project },
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
  // Written apart from the product's own reading of braces: two doubled ones stand for themselves.
  const fill = (text: string): string =>
    text.replace(
      /(?<!\{)\{(\{+)(\s*params\.([^\s{}]*)\s*)(\}+)\}/g,
      (whole, open: string, inner: string, name: string, close: string) =>
        open.length >= 3
          ? `${open.slice(1)}${inner}${close.slice(1)}`
          : `${open.slice(1)}${values.get(name) ?? whole}${close.slice(1)}`,
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
