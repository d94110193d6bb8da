/** Law 6: every hostile text in every place that takes text arrives as it is, in one meaning, and clean. */
import { compile } from '../../src/compile';
import { describeWithBicep } from '../support/bicep';
import { hostileLines, hostileTexts } from './hostile';
import { judgeImage } from './judge';

type Data = Readonly<Record<string, unknown>>;

const all = Object.values(hostileTexts);
// Tags have limits of their own: 50 of them, and characters that their names cannot hold.
const tagTexts = all.filter((text) => text.length <= 256);
const keyTexts = tagTexts.filter((text) => !/[<>%&\\?/]/.test(text) && text.trim() === text);
const numbered = (texts: readonly string[]): Data =>
  Object.fromEntries(texts.map((text, index) => [`tag ${index}`, text]));
const keyed = (texts: readonly string[]): Data =>
  Object.fromEntries(texts.map((text, index) => [text, String(index)]));
const part = <T>(texts: readonly T[], index: number): readonly T[] =>
  texts.slice(index * 40, (index + 1) * 40);

/** Each parameter has a hostile default, or another value that is hostile; all are used with hostile texts around. */
const parameters = Object.fromEntries(
  all.map((text, index) => [
    `p${index}`,
    { type: 'string', description: text, default: text, ...(index % 3 === 0 && !text.startsWith('[') ? { allowed: [text, `${text}.`] } : {}) },
  ]),
); // prettier-ignore
// A backslash right before a use would make it text.
const uses = all.map(
  (text, index) => `${text.replaceAll('\n', ' ').replace(/\\$/, '\\ ')}{{ params.p${index} }}`,
);

const common = {
  location: 'eastus2',
  identity: 'aib-identity',
  distribute: [
    { gallery: 'g/one', tags: numbered(part(tagTexts, 0)) },
    { image: 'two', tags: numbered(part(tagTexts, 1)) },
    { vhd: 'three', tags: keyed(part(keyTexts, 0)) },
    { gallery: 'g/four', tags: keyed(part(keyTexts, 1)) },
  ],
};

const linux = {
  ...common,
  source: { urn: 'a:b:c:latest', plan: { name: "it's", product: '[x]', publisher: '${y}' } },
  os: 'linux',
  generation: 2,
  tags: numbered(part(tagTexts, 0)),
  managedResourceTags: keyed(part(keyTexts, 0)),
  customize: [
    { type: 'Shell', inline: all },
    ...hostileLines.map((text) => ({ shell: 'true', name: text })),
    ...hostileLines.map((text, index) => ({
      file: 'https://example.com/x',
      to: `/tmp/${index}-${text}.`,
    })),
  ],
  deprovision: { inline: all.join('\n') },
};

const windows = {
  ...common,
  source: 'MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest',
  tags: numbered(part(tagTexts, 1)),
  managedResourceTags: keyed(part(keyTexts, 1)),
  customize: [
    { powershell: all },
    ...hostileLines.map((text) => ({
      type: 'WindowsRestart',
      restartCommand: text,
      restartCheckCommand: text,
    })),
    { windowsUpdate: { criteria: "it's [x] ${y}", filters: hostileLines } },
  ],
  validate: [{ powershell: all }],
};

const withParameters = {
  ...common,
  distribute: common.distribute.slice(0, 1),
  source: 'Canonical:ubuntu-24_04-lts:server:latest',
  parameters,
  customize: [{ shell: uses }],
};

/** All texts of some JSON, keys too. */
function textsOf(value: unknown, found: Set<string> = new Set()): ReadonlySet<string> {
  if (typeof value === 'string') found.add(value);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      found.add(key);
      textsOf(inner, found);
    }
  }
  return found;
}

const built = (spec: Data, set: Readonly<Record<string, string>> = {}) =>
  compile({
    files: { 'image.yaml': JSON.stringify(spec) },
    entry: 'image.yaml',
    options: { set },
  });

describeWithBicep('hostile texts', (judge) => {
  afterAll(() => {
    process.stderr.write(`${all.length} hostile texts in every place that takes text\n`);
  });

  test.each(Object.entries({ linux, windows, withParameters }))('%s', async (_name, spec) => {
    const values: Data = 'parameters' in spec ? spec.parameters : {};
    const others = Object.fromEntries(
      Object.keys(values).map((name, index) => [
        name,
        index % 3 === 0 ? `${all[index]}.` : (all[(index + 7) % all.length] ?? ''),
      ]),
    );
    const { outputs, diagnostics } = built(spec);
    expect(diagnostics.filter((one) => one.severity === 'error')).toEqual([]);
    const changed = built(spec, others).outputs;
    const problems = await judgeImage(judge, { own: {} }, 'image', outputs, changed, others);
    expect(problems).toEqual([]);
    const texts = textsOf(JSON.parse(outputs['image/imageTemplate.json'] ?? ''));
    const wanted =
      'parameters' in spec
        ? uses.map((text, index) => text.replace(`{{ params.p${index} }}`, () => all[index] ?? ''))
        : [...all, ...keyTexts.slice(0, 40)];
    expect(wanted.filter((text) => !texts.has(text))).toEqual([]);
  });

  test('long lines with parameters stay below the limit of expressions, or are refused', async () => {
    const lines: string[] = [];
    const units = ['a', "'", '{', "{'", '\\', 'ä', '${', '\u0001', "''' "];
    let refused = 0;
    for (const unit of units) {
      for (const length of [2450, 4090, 8180, 12_260, 24_520, 30_000]) {
        const line = `{{ params.p }}${unit.repeat(length / unit.length)}{{ params.n }}`;
        const spec = { ...withParameters, parameters: { p: { type: 'string' }, n: { type: 'int', default: 1 } }, customize: [{ shell: line }] }; // prettier-ignore
        const { diagnostics } = built(spec);
        if (diagnostics.some((one) => one.code === 'AIB311')) refused += 1;
        else lines.push(line);
      }
    }
    expect(refused).toBeGreaterThan(20);
    // Without a parameter there is no expression, and no limit.
    const spec = { ...withParameters, parameters: { p: { type: 'string' }, n: { type: 'int', default: 1 } }, customize: [{ shell: [...lines, "['a'".repeat(10_000), 'x'.repeat(30_000)] }] }; // prettier-ignore
    const { outputs, diagnostics } = built(spec);
    expect(diagnostics.filter((one) => one.severity === 'error')).toEqual([]);
    expect(await judgeImage(judge, { own: {} }, 'image', outputs, {}, {})).toEqual([]);
  });
});
