/** A property is one line in a declaration: made-up ones arrive from both shapes in all outputs, and come back by import. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import esbuild from 'esbuild';
import type { specReference } from '../../manual/spec-reference';
import { compiledTemplates } from '../../scripts/templates';
import type { compile } from '../../src/compile';
import type { importTemplate } from '../../src/import/import-template';
import type { specSchema } from '../../src/language/json-schema';
import { root } from '../support/images';

const load = createRequire(__filename);

interface Library {
  readonly compile: typeof compile;
  readonly importTemplate: typeof importTemplate;
  readonly specSchema: typeof specSchema;
  readonly specReference: typeof specReference;
}

/** The lines, each put behind the last of these texts in a file of declarations. */
const additions = [
  {
    file: 'target-kinds.ts',
    behind: ["declareKind('SharedImage', {", 'fields: {'],
    line: `targetMood: short('mood', string('Mood of a target.', { since: '2025-10-01' })),`,
  },
  {
    file: 'step-kinds.ts',
    behind: ["declareKind('PowerShell', {", 'fields: {'],
    line: `stepMood: boolean('Mood of a step.'),`,
  },
  {
    file: 'image-template.ts',
    behind: ["object('Properties of the image template.', {"],
    line: `templateMoods: list('Moods of a template.', string('A mood.')),`,
  },
] as const;

function withAdditions(file: string): string {
  let text = readFileSync(file, 'utf8');
  for (const { behind, line, ...addition } of additions) {
    if (addition.file !== path.basename(file)) continue;
    let at = 0;
    for (const one of behind) {
      const found = text.indexOf(one, at);
      if (found < 0) throw new Error(`${addition.file} has no "${one}"`);
      at = found + one.length;
    }
    text = `${text.slice(0, at)}\n${line}\n${text.slice(at)}`;
  }
  return text;
}

/** The library and the maker of the manual, with the lines in the declarations. */
async function changedLibrary(): Promise<Library> {
  const contents = `
    export { compile } from './src/compile';
    export { importTemplate } from './src/import/import-template';
    export { specSchema } from './src/language/json-schema';
    export { specReference } from './manual/spec-reference';`;
  const { outputFiles } = await esbuild.build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    loader: { '.yaml': 'text' },
    define: { AIBGEN_VERSION: '"0"' },
    logLevel: 'silent',
    plugins: [
      compiledTemplates,
      {
        name: 'made-up-properties',
        setup(build) {
          build.onLoad({ filter: /[\\/]src[\\/]language[\\/][\w-]+\.ts$/ }, (module) => ({
            contents: withAdditions(module.path),
            loader: 'ts',
          }));
        },
      },
    ],
  });
  const run = new Function('module', 'require', `${outputFiles[0]?.text};return module.exports`);
  return run({}, load);
}

const head = `location: eastus2
formats: [arm, bicep, terraform]
identity: aib
source: MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest
templateMoods: [calm, "{{ params.mood }}"]
parameters: { mood: { type: string, default: glad } }
`;
const short = `${head}customize: [{ powershell: dir, stepMood: true }]
distribute: [{ gallery: g/d, mood: sad }]
`;
const long = `${head}customize: [{ type: PowerShell, inline: [dir], stepMood: true }]
distribute: [{ type: SharedImage, galleryImageId: g/d, targetMood: sad }]
`;

let library: Library;
beforeAll(async () => {
  library = await changedLibrary();
});

function outputsOf(text: string): Readonly<Record<string, string>> {
  const { outputs, diagnostics } = library.compile({ files: { 'a.yaml': text }, entry: 'a.yaml' });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return outputs;
}

const names = ['targetMood', 'stepMood', 'templateMoods'];

test.each([
  ['short forms', short],
  ["Azure's own shapes", long],
])('they arrive from %s in all outputs', (_what, text) => {
  const outputs = outputsOf(text);
  for (const file of ['imageTemplate.json', 'azuredeploy.json', 'main.bicep', 'main.tf']) {
    expect(names.filter((name) => !outputs[`a/${file}`]?.includes(name))).toEqual([]);
  }
  const template = JSON.parse(outputs['a/imageTemplate.json'] ?? '');
  expect(template.apiVersion).toBe('2025-10-01');
  expect(template.properties).toMatchObject({
    templateMoods: ['calm', 'glad'],
    customize: [{ type: 'PowerShell', stepMood: true }, {}],
    distribute: [{ type: 'SharedImage', targetMood: 'sad' }],
  });
});

test('both shapes make the same outputs', () => {
  expect(outputsOf(short)['a/main.bicep']).toBe(outputsOf(long)['a/main.bicep']);
});

test('only one of the short and the long name may be given', () => {
  const twice = short.replace('mood: sad', 'mood: sad, targetMood: sad');
  const { diagnostics } = library.compile({ files: { 'a.yaml': twice }, entry: 'a.yaml' });
  expect(diagnostics.map(({ code }) => code)).toContain('AIB105');
});

test('they come back by import under their short names', () => {
  const text = outputsOf(short)['a/imageTemplate.json'] ?? '';
  const { specs } = library.importTemplate({ text });
  const spec = specs[0]?.text ?? '';
  expect(spec).toContain('mood: sad');
  expect(spec).toContain('stepMood: true');
  expect(spec).toContain('powershell: dir');
  expect(spec).toContain('templateMoods:');
  expect(JSON.parse(outputsOf(spec)['a/imageTemplate.json'] ?? '').properties).toEqual(
    JSON.parse(text).properties,
  );
});

test('they are in the JSON Schema and in the manual', () => {
  const schema = JSON.stringify(library.specSchema());
  const page = library.specReference({});
  for (const name of [...names, 'mood']) {
    expect(schema).toContain(`"${name}":`);
    expect(page).toContain(`\`${name}\``);
  }
  expect(page).toMatch(/\| `mood` .*2025-10-01/);
});
