/** Templates of the user, through the library: what they see, and what is said where they go wrong. */
import { compile, type CompileResult } from '../src';
import { expectDiagnostics } from './support/diagnostics';
import { specFiles, specNames } from './support/images';
import { differentWithHandlebars } from './support/templates';

const spec = `location: eastus2
identity: aib-identity
source: Canonical:ubuntu-24_04-lts:server:latest
tags: { owner: "a'b [c] \${d} | \`e\`" }
parameters:
  env: { type: string, default: dev }
customize:
  - shell: echo {{ params.env }}
distribute:
  - gallery: gallery-rg/corpGallery/web-base
`;

function build(templates: Readonly<Record<string, string | Uint8Array>>): CompileResult {
  return compile({ files: { 'web.yaml': spec }, entry: 'web.yaml', options: { templates } });
}

/** The text of an added output, from the text of its template. */
function rendered(template: string): string {
  const { outputs, diagnostics } = build({ 'x.txt.hbs': template });
  expect(diagnostics).toEqual([]);
  return outputs['web/x.txt'] ?? '';
}

/** Where and what is said of a template. */
function said(template: string, name = 'x.txt.hbs'): readonly string[] {
  const { outputs, diagnostics } = build({ [name]: template });
  expect(outputs).toEqual({});
  return diagnostics.map(
    (one) => `${one.file}:${one.line}:${one.column} ${one.code} ${one.message}`,
  );
}

test.each(specNames)(
  'a copy of each template of aibgen changes nothing in the images of %s',
  (entry) => {
    expect(differentWithHandlebars(specFiles, entry)).toEqual([]);
  },
);

test('an added template sees the image', () => {
  const text = rendered(
    [
      '{{name}} {{image.name}} {{folder}} {{spec}} {{location}} {{os}} {{generation}} {{architecture}}',
      '{{subscription}} {{resourceGroup}} {{apiVersion}} {{timeoutInMinutes}}',
      '{{#each parameters}}{{name}}={{value}}{{/each}} {{runOutputs.[0]}} {{#if trigger}}yes{{else}}no{{/if}}',
      '{{template.properties.vmProfile.vmSize}} {{image.roles.rights.[0].because.[0].line}}',
      '{{#if (eq image.os "linux")}}penguin{{/if}} {{lookup template.tags "owner"}}',
      '',
    ].join('\n'),
  );
  expect(text).toBe(
    [
      'web web web web.yaml eastus2 linux 2 x64',
      '<subscriptionId> <resourceGroup> 2021-10-01 240',
      'env=dev web-base no',
      'Standard_D2ds_v4 10',
      "penguin a'b [c] ${d} | `e`",
      '',
    ].join('\n'),
  );
});

test('each helper makes the text of a spec mean nothing in its language', () => {
  const owner = 'image.template.tags.owner';
  const helpers = ['json', 'arm', 'bicep', 'markdown', 'shell', 'yaml'];
  const lines = helpers.map((helper) => `{{${helper} ${owner}}}\n`).join('');
  expect(rendered(lines).split('\n')).toEqual([
    `"a'b [c] \${d} | \`e\`"`,
    `"a'b [c] \${d} | \`e\`"`,
    `'a\\'b [c] \\\${d} | \`e\`'`,
    "`` a'b [c] ${d} | `e` ``",
    `'a'\\''b [c] \${d} | \`e\`'`,
    `"a'b [c] \${d} | \`e\`"`,
    '',
  ]);
  expect(JSON.parse(rendered('{{json image.template}}')).location).toBe('eastus2');
  expect(rendered('{{json image.trigger}} {{yaml image.timeoutInMinutes}}')).toBe('null 240');
});

test('a replaced template includes the one of aibgen, and so does a replaced partial', () => {
  const plain = build({});
  const { outputs, diagnostics } = build({
    'README.md.hbs': '# Ours\n\n{{> README.md}}\n{{> sign who="me"}}\n',
    'partials/sign.hbs': 'signed {{who}} for {{image.name}}\n',
    'partials/bicep-parameters.hbs': '// ours\n{{> bicep-parameters}}\n',
    'all.txt.hbs': '{{> README.md}}\n',
  });
  expect(diagnostics).toEqual([]);
  const readme = plain.outputs['web/README.md'] ?? '';
  expect(outputs['web/README.md']).toBe(`# Ours\n\n${readme}signed me for web\n`);
  expect(outputs['web/all.txt']).toBe(readme);
  expect(outputs['web/main.bicep']).toContain('\n// ours\n@description(');
  const manifest = JSON.parse(outputs['web/.aibgen.json'] ?? '');
  expect(Object.keys(manifest.templates)).toEqual(['README.md.hbs', 'all.txt.hbs', 'partials/bicep-parameters.hbs', 'partials/sign.hbs']); // prettier-ignore
  expect(Object.keys(manifest.files)).toContain('all.txt');
});

test.each([
  ['{{#if x}}\n{{/each}}', "x.txt.hbs:1:4 AIB930 Invalid template: if doesn't match each."],
  [
    'one\n{{image.name',
    'x.txt.hbs:2:1 AIB930 Invalid template: this line is not valid Handlebars.',
  ],
  ['one\n{{#if image.name}}', 'x.txt.hbs:2:1 AIB930 Invalid template: it ends unexpectedly.'],
  ['one\n{{#}}', 'x.txt.hbs:2:1 AIB930 Invalid template: this line is not valid Handlebars.'],
  ['\n {{jsn image.name}}', 'x.txt.hbs:2:4 AIB931 Unknown helper "jsn".'],
  ['{{#image.name}}x{{/image.name}}', 'x.txt.hbs:1:4 AIB931 Unknown helper "image.name".'],
  ['{{json (upper image.name)}}', 'x.txt.hbs:1:9 AIB931 Unknown helper "upper".'],
  ['\n{{> heder}}', 'x.txt.hbs:2:1 AIB931 Unknown partial "heder".'],
  ['{{> (lookup image "name")}}', 'x.txt.hbs:1:1 AIB931 Unknown partial "(…)".'],
  ['{{* log}}', 'x.txt.hbs:1:5 AIB931 Unknown helper "log".'],
  ['a {{image.nmae}}', 'x.txt.hbs:1:5 AIB932 Unknown value "image.nmae".'],
  ['{{nmae}}', 'x.txt.hbs:1:3 AIB932 Unknown value "nmae".'],
  ['{{image.a.b.c}}', 'x.txt.hbs:1:3 AIB932 Unknown value "image.a.b.c".'],
  ['{{#each image.rihgts}}{{/each}}', 'x.txt.hbs:1:9 AIB932 Unknown value "image.rihgts".'],
  [
    '{{#each image.runOutputs}}\n{{this.x}}{{/each}}',
    'x.txt.hbs:2:3 AIB932 Unknown value "this.x".',
  ],
  ['{{json image.nmae}}', 'x.txt.hbs:1:8 AIB932 Unknown value "image.nmae".'],
  ['{{image.trigger}}', 'x.txt.hbs:1:1 AIB932 Unknown value "image.trigger".'],
  ['{{> trigger.json}}', 'x.txt.hbs:1:1 AIB932 Unknown value "trigger.json".'],
  [
    '{{constructor}}{{image.constructor.name}}',
    'x.txt.hbs:1:3 AIB932 Unknown value "constructor".',
  ],
  ['{{image.__proto__}}', 'x.txt.hbs:1:3 AIB932 Unknown value "image.__proto__".'],
  ['{{lookup image "constructor"}}', 'x.txt.hbs:1:1 AIB932 Unknown value "constructor".'],
  [
    '{{> azure-pool hosted=true}}',
    'x.txt.hbs:1:1 AIB930 Invalid template: the built-in partials/azure-pool.hbs needs the value "pool" (line 1).',
  ],
  ['{{json}}', 'x.txt.hbs:1:1 AIB933 The helper "json" expects one value, found nothing.'],
  ['{{#if}}{{/if}}', 'x.txt.hbs:1:1 AIB933 The helper "if" expects one value, found nothing.'],
  [
    '{{shell image.roles}}',
    'x.txt.hbs:1:1 AIB933 The helper "shell" expects a text, found an object.',
  ],
  [
    '{{table image.roles}}',
    'x.txt.hbs:1:1 AIB933 The helper "table" expects a list of rows, found an object.',
  ],
  [
    '{{image.roles.rights}}',
    'x.txt.hbs:1:1 AIB937 The value "image.roles.rights" is a list, not a string.',
  ],
  [
    '{{environment.valueOf}}',
    'x.txt.hbs:1:1 AIB937 The value "environment.valueOf" is a function, not a string.',
  ],
])('%j', (template, message) => {
  expect(said(template)).toEqual([message]);
});

test('a partial that goes wrong is named itself, in templates of aibgen too', () => {
  const templates = {
    'partials/bicep-parameters.hbs': 'x\n{{nmae}}',
    'partials/loop.hbs': '{{> loop}}',
    'x.hbs': '{{> loop}}',
  };
  const { diagnostics } = build(templates);
  expect(diagnostics.map((one) => `${one.file}:${one.line} ${one.message}`)).toEqual([
    'partials/bicep-parameters.hbs:2 Unknown value "nmae".',
    'partials/loop.hbs:1 Invalid template: it includes itself.',
  ]);
});

test.each([
  ['readme.md.hbs', 'readme.md', 'it is "README.md" again'],
  ['README.md/x.hbs', 'README.md/x', '"README.md" is a file'],
  ['modules.hbs', 'modules', '"modules/rights-gallery-rg.bicep" needs a folder of that name'],
  ['.aibgen.json.hbs', '.aibgen.json', 'the name is reserved by aibgen'],
  ['../x.hbs', '../x', 'it is not a plain path inside the folder of the image'],
  ['a\\..\\..\\x.hbs', 'a/../../x', 'it is not a plain path inside the folder of the image'],
])('%s has no place', (name, output, why) => {
  const { diagnostics, outputs } = build({ [name]: 'x' });
  expectDiagnostics(diagnostics, [`AIB934: The template cannot write "${output}": ${why}.`]);
  expect(outputs).toEqual({});
});

test('what is no template is said, but for files that systems make', () => {
  const { diagnostics, outputs } = build({
    'extra.txt': 'x',
    '.DS_Store': 'x',
    'bad.hbs': new Uint8Array([0xff]),
  });
  expectDiagnostics(diagnostics, ['bad.hbs AIB930', 'extra.txt AIB935']);
  expect(outputs).toEqual({});
});
