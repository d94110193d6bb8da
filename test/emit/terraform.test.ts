/** Terraform: its text, its variables, and that it makes what Microsoft's evaluator makes of the Bicep. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { format } from '@cdktf/hcl-tools';
import { parse } from '@cdktf/hcl2json';
import { literal, text } from '../../src/value/value';
import { hclAttributes, printHcl } from '../../src/value/printers/hcl-printer';
import { outputFormats } from '../../src/language/own-keys';
import { compile } from '../../src/compile';
import { describeWithBicep, terraformDifference, writeJudgeFolder } from '../support/bicep';
import { evaluateTerraform } from '../support/terraform';
import { readHcl } from '../support/hcl';
import { specFiles, specNames } from '../support/images';

const project = { file: '', levels: {}, policies: {}, formats: outputFormats };
const where = {
  subscriptionId: '11111111-2222-3333-4444-555555555555',
  resourceGroup: 'Deploy-RG',
  location: 'westeurope',
};

/** The files of one spec, in all languages, by image and path in its folder. */
function build(files: Readonly<Record<string, string>>, entry: string) {
  const { outputs, diagnostics } = compile({ files, entry, options: { project } });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const images = new Map<string, Record<string, string>>();
  for (const [path, content] of Object.entries(outputs)) {
    const [image = '', ...rest] = path.split('/');
    images.set(image, { ...images.get(image), [rest.join('/')]: content });
  }
  return images;
}

const head = `location: westeurope
identity: aib-id
source: Canonical:ubuntu-24_04-lts:server:latest
`;
const terraformOf = (spec: string): Record<string, string> =>
  build({ 'a.yaml': spec }, 'a.yaml').get('a') ?? {};

describe('text stays text', () => {
  const scope = {
    parameter: (name: string) => `var.${name}`,
    subscription: 'var.s',
    resourceGroup: 'var.g',
    groupId: 'var.id',
  };
  test.each([
    '${x}', '%{ if true }', '$${x}', '$$${x}', '%%{x}', '$%{x}', '%${x}', '$', '$$', '{', 'a"b\\', "it's",
    'line\nline\r\n\ttab', '\u0000\u0007\u202e', 'Grüße \u{1f600} \u{1f468}\u200d\u{1f469}', '<<EOT\nx\nEOT', '# no comment', '//', '',
  ])('%j', async (value) => {
    const printed = hclAttributes([{ key: text('a'), value: text(value) }], scope, 0);
    const [block] = readHcl(`x {\n${printed}\n}\n`);
    expect(block?.attributes.get('a')?.(() => null)).toBe(value.normalize('NFC'));
    await expect(parse('a.tf', `${printed}\n`)).resolves.toBeDefined();
    // Between expressions too: what is before one must not escape it.
    const between = printHcl(text(value, { parameter: 'p', type: 'string' }, value), scope);
    const [other] = readHcl(`x {\na = ${between}\n}\n`);
    expect(other?.attributes.get('a')?.(() => '|')).toBe(`${value}|${value}`.normalize('NFC'));
  }); // prettier-ignore

  test('keys of objects', async () => {
    const keys = ['for', 'null', 'true', 'a b', 'a-b', '${x}', '1', 'ключ', 'ok'];
    const data = Object.fromEntries(keys.map((key) => [key, key]));
    const printed = `a = ${printHcl(literal(data), scope)}\n`;
    const [block] = readHcl(`x {\n${printed}}\n`);
    expect(block?.attributes.get('a')?.(() => null)).toEqual(data);
    expect(await format(printed)).toBe(printed);
  });
});

describe('variables', () => {
  test('words that Terraform keeps get another name', () => {
    const spec = `${head}parameters:
  version: { type: string, default: "1" }
  source: { type: string, default: "2" }
  subscription_id: { type: string, default: "3" }
customize: [{ shell: "echo {{ params.version }} {{ params.source }} {{ params.subscription_id }}" }]
distribute: [{ image: web }]
`;
    const files = terraformOf(spec);
    expect(files['main.tf']).toContain(
      '"echo ${var.version_2} ${var.source_2} ${var.subscription_id}"',
    );
    expect(files['main.tf']).toContain('coalesce(var.subscription_id_2, ');
    expect([...(files['variables.tf'] ?? '').matchAll(/^variable "(.*)"/gm)].map(([, name]) => name)).toEqual([
      'subscription_id_2', 'resource_group_name', 'location', 'deployRights', 'version_2', 'source_2', 'subscription_id', 'run',
    ]); // prettier-ignore
  });

  test('the README gives the resource group to the variable that takes it', () => {
    const files = terraformOf(`${head}parameters:
  resource_group_name: { type: string, default: x }
tags: { group: "{{ params.resource_group_name }}" }
distribute: [{ image: web }]
`);
    expect(files['README.md']).toContain('terraform plan -var resource_group_name_2=');
    expect(files['variables.tf']).toContain('variable "resource_group_name_2"');
  });

  test('whatever changes, the template is replaced: Azure refuses a PUT of one that exists', () => {
    const files = terraformOf(`${head}tags: { team: web }\ndistribute: [{ image: web }]\n`);
    const [template] = readHcl(files['main.tf'] ?? '').filter(
      ({ labels }) => labels[1] === 'image_template',
    );
    const read = (name: string) => template?.attributes.get(name)?.((steps) => steps.join('.'));
    expect(read('replace_triggers_refs')).toEqual(['properties']);
    expect(read('replace_triggers_external_values')).toEqual(['local.identity_id', 'local.tags']);
  });

  test('a value that is not allowed is refused', () => {
    const files = terraformOf(`${head}parameters:
  env: { type: string, default: dev, allowed: [dev, prod] }
  size: { type: int, default: 64 }
vm: { osDiskSizeGB: "{{ params.size }}" }
tags: { env: "{{ params.env }}" }
distribute: [{ image: web }]
`);
    expect(() => evaluateTerraform(files, where, { env: 'test' })).toThrow('env is not valid');
    expect(() => evaluateTerraform(files, where, { size: 64.5 })).toThrow('size is not valid');
    expect(evaluateTerraform(files, where, { env: 'prod' }).resources).toHaveLength(3);
  });

  test('the region may be another parameter', () => {
    const files = terraformOf(`${head.replace('westeurope', '"{{ params.region }}"')}parameters:
  region: { type: string, default: northeurope }
distribute: [{ image: web }]
`);
    const at = (values: Readonly<Record<string, string>>): unknown =>
      evaluateTerraform(files, where, values).resources.at(-1)?.['location'];
    expect([at({}), at({ region: 'uksouth' }), at({ location: 'ukwest' })]).toEqual([
      'northeurope', 'uksouth', 'ukwest',
    ]); // prettier-ignore
  });

  test('a build is started where it is asked for', () => {
    const files = terraformOf(`${head}distribute: [{ image: web }]\n`);
    expect(evaluateTerraform(files, where, {}).actions).toEqual([]);
    const { actions, resources } = evaluateTerraform(files, where, { run: true });
    expect(actions).toEqual([
      {
        count: 1,
        type: 'Microsoft.VirtualMachineImages/imageTemplates@2021-10-01',
        resource_id: resources.at(-1)?.['id'],
        action: 'run',
      },
    ]);
  });

  test('a parameter without a default has to be given', () => {
    const files = terraformOf(`${head}parameters:
  env: { type: string }
tags: { env: "{{ params.env }}" }
distribute: [{ image: web }]
`);
    expect(() => evaluateTerraform(files, where, {})).toThrow('no value of env');
  });
});

const sub = '99999999-8888-7777-6666-555555555555';

describeWithBicep('rights in other groups and subscriptions', (judge) => {
  test.each([
    ['a gallery in another group', 'distribute: [{ gallery: images-rg/corp/web }]'],
    ['a gallery in another subscription', `distribute: [{ gallery: ${sub}/Images-RG/corp/web }]`],
    ['an image in another group', 'distribute: [{ image: images-rg/web }]'],
    ['a subnet in another group', 'vm: { subnet: net-rg/hub/build }\ndistribute: [{ image: web }]'],
    [
      'two subnets, containers apart',
      'vm: { subnet: net-rg/hub/build, containerSubnet: net-rg/hub/containers }\ndistribute: [{ image: web }]',
    ],
    [
      'an identity of the build VM',
      'vm: { identities: [ids-rg/puller] }\ndistribute: [{ image: web }]',
    ],
    [
      'scripts in another subscription',
      `storageAccounts: { corpscripts: ${sub}/storage-rg }\ncustomize: [{ shell: https://corpscripts.blob.core.windows.net/scripts/x.sh }]\ndistribute: [{ image: web }]`,
    ],
    ['built-in roles', `roles: builtin\ndistribute: [{ gallery: ${sub}/images-rg/corp/web }]`],
    [
      'a staging group, a made definition and versions that go',
      `stagingResourceGroup: staging-rg\ndistribute: [{ gallery: images-rg/corp/web, keep: 3, definition: { publisher: corp, offer: web, sku: web, createGallery: true } }]`,
    ],
  ])('%s', async (_name, rest) => {
    const files = terraformOf(`${head}${rest}\n`);
    const folder = writeJudgeFolder(files);
    const made = await judge.snapshot(`${folder}/main.bicepparam`, where);
    rmSync(folder, { recursive: true });
    const assigned = made.predictedResources.filter(({ type }) =>
      String(type).endsWith('/roleAssignments'),
    );
    expect(assigned.length).toBeGreaterThan(0);
    expect(terraformDifference('', files, made, where, {})).toEqual([]);
  });
});

/** A value in Bicep. */
function bicepOf(value: unknown): string {
  if (typeof value === 'string') {
    const plain = value.replaceAll(/[\\']/g, '\\$&').replaceAll('${', '\\${');
    return `'${plain.replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')}'`;
  }
  if (Array.isArray(value)) return `[\n${value.map((one) => `${bicepOf(one)}\n`).join('')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).map(([key, one]) => `${bicepOf(key)}: ${bicepOf(one)}\n`);
  return `{\n${entries.join('')}}`;
}

/** The resources of a configuration as Bicep, so that the compiler holds each against Azure's package of types. */
function typesFile(files: Readonly<Record<string, string>>): string {
  const { resources } = evaluateTerraform(files, where, {});
  const texts = resources.map(({ id, type, apiVersion, ...body }, index) => {
    const names = String(id).split('/providers/').at(-1)?.split('/').filter((_, at) => at > 0 && at % 2 === 0); // prettier-ignore
    const text = bicepOf({ name: names?.join('/'), ...body });
    return `resource r${index} '${String(type)}@${String(apiVersion)}' = ${text}\n`;
  });
  return texts.join('\n');
}

describeWithBicep('Terraform and Bicep', (judge) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'aibgen-types-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What the compiler has against the types of a configuration. */
  const typeProblems = async (text: string): Promise<readonly string[]> => {
    const file = path.join(folder, 'types.bicep');
    writeFileSync(file, text);
    const { diagnostics } = await judge.compile(file);
    return diagnostics.flatMap(({ code, message }) => (code.startsWith('BCP') ? [message] : []));
  };

  test('a property that the type does not have is found', async () => {
    const files = terraformOf(`${head}distribute: [{ image: web }]\n`);
    const text = typesFile(files);
    expect(await typeProblems(text)).toEqual([]);
    expect(await typeProblems(text.replace("'osDiskSizeGB'", "'diskSizeGB'"))).toEqual([
      expect.stringContaining('"diskSizeGB"'),
    ]);
  });

  test.each(specNames)('%s', async (name) => {
    for (const [, files] of build(specFiles, name)) {
      for (const [file, content] of Object.entries(files)) {
        if (!file.endsWith('.tf')) continue;
        expect(await format(content)).toBe(content);
        await expect(parse(file, content)).resolves.toBeDefined();
      }
      const folder = writeJudgeFolder(files);
      const made = await judge.snapshot(`${folder}/main.bicepparam`, where);
      rmSync(folder, { recursive: true });
      expect(terraformDifference('', files, made, where, {})).toEqual([]);
      expect(await typeProblems(typesFile(files))).toEqual([]);
    }
  });
});
