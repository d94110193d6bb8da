/** Lines of Bicep files, and the files that they read, found without the compiler. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArmPath } from '../../src/arm/document';
import { positionAt } from '../../src/diagnostics/source';
import { bicepPositions } from '../../src/import/bicep-positions';
import { bicepReferences } from '../../src/import/bicep-text';
import { importDocument } from '../../src/import/import-document';
import type { Json } from '../../src/lib/json';
import { imageResource } from './support';

const data = join(__dirname, '..', 'data', 'arm');
const read = (name: string): string => readFileSync(join(data, name), 'utf8');

function placeOf(locate: ReturnType<typeof bicepPositions>, path: string): string {
  const { source, start } = locate(parseArmPath(path));
  const { line, column } = positionAt(source, start);
  return `${source.path}:${line}:${column} ${source.text.slice(start).split('\n')[0]?.slice(0, 24)}`;
}

test('places of what the compiler wrote are lines of the files that it read', () => {
  const compiled = JSON.parse(read('compiled.json')) as Json;
  const files = { 'compiled.bicep': read('compiled.bicep'), 'module.bicep': read('module.bicep') };
  const locate = bicepPositions({ entry: 'compiled.bicep', files }, compiled);
  const { resources } = compiled as { readonly resources: readonly { readonly type: string }[] };
  const at = (type: string): string =>
    `resources[${resources.findIndex((one) => one.type.toLowerCase() === type.toLowerCase())}]`;
  const image = at('Microsoft.VirtualMachineImages/imageTemplates');
  const module = at('Microsoft.Resources/deployments');
  expect(
    [
      'parameters.env',
      'variables.tags',
      image,
      `${image}.location`,
      `${image}.properties.source.sku`,
      `${image}.properties.distribute[1].runOutputName`,
      `${image}.properties.vmProfile.vmSize`,
      `${image}.properties.customize[0].inline`,
      `${image}.properties.nothing`,
      module,
      `${module}.properties.parameters.def`,
      `${module}.properties.template.resources[0]`,
      `${module}.properties.template.parameters.def`,
      '',
    ].map((path) => placeOf(locate, path)),
  ).toMatchInlineSnapshot(`
   [
     "compiled.bicep:3:1 param env string = 'dev'",
     "compiled.bicep:8:1 var tags = union({a: 'b'",
     "compiled.bicep:23:1 resource t 'Microsoft.Vi",
     "compiled.bicep:25:3 location: location",
     "compiled.bicep:29:74 sku: split('a:b:c', ':')",
     "compiled.bicep:33:66 runOutputName: guid(reso",
     "compiled.bicep:36:18 vmSize: mod.outputs.?nop",
     "compiled.bicep:30:38 { type: 'Shell', name: n",
     "compiled.bicep:28:15 {",
     "compiled.bicep:18:1 module mod 'module.bicep",
     "compiled.bicep:20:35 def: toLower('WEB') }",
     "module.bicep:6:3 resource d 'images' = { ",
     "module.bicep:2:1 param def string",
     "compiled.bicep:1:1 param location string = ",
   ]
  `);
});

test('what is found in a module is reported on the line of the module', () => {
  const main = "module img 'modules/image.bicep' = {\n  name: 'img'\n  params: { size: 4 }\n}\n";
  const module = [
    '// the image',
    "resource t 'Microsoft.VirtualMachineImages/imageTemplates@2022-07-01' = [for i in range(0, 1): if (true) {",
    "  name: 'web' /* { */",
    '  properties: {',
    '    vmProfile: {',
    "      vmSizes: 'x'",
    '    }',
    '  }',
    '}]',
    '',
  ].join('\n');
  const compiled = {
    resources: {
      img: {
        type: 'Microsoft.Resources/deployments',
        name: 'img',
        properties: {
          expressionEvaluationOptions: { scope: 'inner' },
          template: { resources: { t: imageResource({ vmProfile: { vmSizes: 'x' } }) } },
        },
      },
    },
  };
  const files = { 'a/main.bicep': main, 'a/modules/image.bicep': module };
  const locate = bicepPositions({ entry: 'a/main.bicep', files }, compiled);
  const { specs } = importDocument(JSON.stringify(compiled), { path: 'a/main.bicep', locate });
  expect(specs[0]?.notes).toContainEqual(
    expect.objectContaining({
      what: 'dropped',
      path: 'properties.vmProfile.vmSizes',
      file: 'a/modules/image.bicep',
      line: 6,
    }),
  );
});

test.each<[string, readonly (string | undefined)[]]>([
  ["module m './m.bicep' = {}", ['./m.bicep']],
  ["module m 'br/public:a:1' = if (x) {}", ['br/public:a:1']],
  ["import { a as b } from '../types.bicep'", ['../types.bicep']],
  ["import * as t from 't.bicep'", ['t.bicep']],
  [
    "using './main.bicep'\nparam x = loadTextContent( '/etc/passwd' )",
    ['./main.bicep', '/etc/passwd'],
  ],
  ["var x = sys.loadFileAsBase64('''a.sh''')", ['a.sh']],
  ["var x = loadYamlContent('${dir}/a.yaml')", [undefined]],
  ['var x = loadJsonContent(file, $.a)', [undefined]],
  ["var x = 'a ${loadTextContent('/etc/passwd')} b'", ['/etc/passwd']],
  ["var x = 'a ${'b ${loadTextContent(file)}'}'", [undefined]],
  ["var x = $'''a ${loadTextContent('c')}'''", ['c']],
  ["var x = '''a ${loadTextContent('c')}'''", []],
  ["var x = loadTextContent /* ' */ ( // '\n 'a' )", ['a']],
  ["var x = 'a ${ /* ' */ loadTextContent('b') }'", ['b']],
  ["module /* a */ m /* b */ '../m.bicep' = {}", ['../m.bicep']],
  ["var u = 'https://a.b' //'\nvar x = loadTextContent('c')", ['c']],
  [`var x = ${"'${".repeat(1000)}loadTextContent('a')`, [undefined]],
  ["// loadTextContent('a')\nvar x = 'loadTextContent(\\'b\\')' /* module m 'c' = */", []],
  ["var loadTextContents = 'x'\nvar y = myloadTextContent('a')", []],
])('files that %s reads', (text, paths) => {
  expect(bicepReferences(text).map(({ path }) => path)).toEqual(paths);
});
