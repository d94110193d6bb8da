/** Terraform: configurations, states and plans become specs that build; each value is in them or in the report. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { importTemplate } from '../../src';
import { build, expectRecorded, importFile, lostValues } from './foreign-support';

const folder = path.join(__dirname, 'terraform');
const names = readdirSync(folder).filter((name) => name !== 'expected');

/** The quoted texts on a line, as a reader who knows no HCL would find them. */
function literalsOn(line: string): readonly string[] {
  const code = line.replace(/(^|\s)#.*$/, '').replaceAll(/"[\w$-]+"\s*[:=]/g, '');
  return [...code.matchAll(/"((?:[^"\\]|\\.)*)"/g)]
    .flatMap(([, text = '']) => text.split(/\$\{[^}]*\}|\[[^\]]*\]/))
    .filter((one) => /\w/.test(one));
}

/** Lines about the configuration itself: declarations, providers, the language of templates. */
const structure =
  /^\s*(?:provider|terraform|variable|locals|output|resource|data|module|azapi\s*=|source\s*=\s*"\.|"?(?:default|description|deployment_mode|template_content|\$schema|contentVersion|format_version|terraform_version|address|mode|provider_name|action|body)"?\s*[:=]|"?type"?\s*[:=]\s*"(?:Microsoft|azapi|azurerm))/;

/** Resources around the image, which the deployment of the spec makes by itself; the report names them. */
const around = /^resource "(?:azurerm_|azapi_resource_action)|^data "/;

function linesOf(text: string): readonly string[] {
  let isAround = false;
  return text.split('\n').map((line) => {
    if (/^\S/.test(line)) isAround = around.test(line);
    return isAround ? '' : line;
  });
}

describe.each(names)('%s', (name) => {
  const main = `terraform/${name}`;
  const found = importFile(main);

  test('comes out as recorded', () => {
    expectRecorded(`terraform/expected/${name.replace(/\..*$/, '')}.txt`, found, main);
  });

  test('builds without an error', () => {
    expect(found.specs).toHaveLength(1);
    for (const spec of found.specs) expect(build(spec, found.folder).errors).toEqual([]);
  });

  test('each value is in the template, or in the report on its line', () => {
    expect(lostValues(found, main, { linesOf, structure, valuesOn: literalsOn })).toEqual([]);
  });
});

test('with its variables kept, a configuration is the spec that a person would write', () => {
  const [spec] = importFile('terraform/desktop', { keepParameters: true }).specs;
  expect(spec?.obstacles).toEqual([]);
  expect(spec?.text).toContain('name: "{{ params.prefix }}-win10-template"\n');
  expect(spec?.text).toContain('prefix: { type: string, default: tacos }\n');
  expect(spec?.text).toContain('createGallery: true\n');
});

test.each([
  ['a syntax error', 'resource "a" "b" {\n  x = \n}\n', ['2 AIB610']],
  ['nothing of Azure', 'resource "aws_instance" "b" {}\n', ['1 AIB603', '1 AIB611']],
  ['a module alone', 'module "x" {\n  source = "./x"\n}\n', ['1 AIB602', '1 AIB611']],
  [
    'a template that is not there',
    'resource "azurerm_resource_group_template_deployment" "x" {\n  template_content = file("x.json")\n}\n',
    ['1 AIB611', '2 AIB601'],
  ],
  [
    'a body that only the machine knows',
    'resource "azapi_resource" "x" {\n  type = "Microsoft.VirtualMachineImages/imageTemplates@2022-07-01"\n  body = jsondecode(file("x.json"))\n}\n',
    ['3 AIB604'],
  ],
])('%s', (_, text, expected) => {
  const { diagnostics } = importTemplate({ path: 'main.tf', text });
  const found = diagnostics
    .filter(({ file }) => file === 'main.tf')
    .map(({ line, code }) => `${line} ${code}`);
  expect(expected.filter((one) => !found.includes(one))).toEqual([]);
});
