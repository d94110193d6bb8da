/** Documents of other tools that cannot be imported as they are: each fault has a message on its line. */
import { importTemplate } from '../../src';

/** The diagnostics of a document: `line severity code: message`. */
function faults(
  path: string,
  text: string,
  files: Readonly<Record<string, string>> = {},
): readonly string[] {
  const { diagnostics } = importTemplate({ path, text, files });
  return diagnostics
    .filter(({ file, severity }) => file === path && severity !== 'info')
    .map(({ line, severity, code, message }) => `${line} ${severity} ${code}: ${message}`);
}

const source = `source "azure-arm" "x" {
  location                          = "westeurope"
  image_publisher                   = "Canonical"
  image_offer                       = "ubuntu-24_04-lts"
  image_sku                         = "server"
  managed_image_name                = "x"
  managed_image_resource_group_name = "images"
`;
const build = '}\nbuild {\n  sources = ["source.azure-arm.x"]\n';

describe('Packer', () => {
  test.each([
    [
      'a syntax error',
      'source "azure-arm" "x" {\n  vm_size = \n}\n',
      ['2 error AIB610: Expected a value, found the end of the line.'],
    ],
    [
      'no source',
      'variable "x" {}\n',
      [
        '1 error AIB611: The template has no source. Import the file or the folder that has the source "azure-arm" and its build.',
      ],
    ],
    [
      'another cloud',
      'source "amazon-ebs" "x" {}\nbuild {\n  sources = ["source.amazon-ebs.x"]\n}\n',
      [
        '3 warning AIB602: The builder "amazon-ebs" makes no image in Azure that the service could make; only azure-arm is imported.',
        '1 error AIB611: The template has no source "azure-arm", only "amazon-ebs".',
      ],
    ],
    [
      'a source without a build',
      `${source}}\n`,
      [
        '1 error AIB611: No build uses the source "azure-arm" of this template. Import the file that has the build, or the folder.',
      ],
    ],
    [
      'a source that does not exist',
      `${source}${build.replace('x"]', 'y", "source.azure-arm.x"]')}}\n`,
      ['10 error AIB601: There is no source "azure-arm" "y" in the template.'],
    ],
    [
      'a function that reads the disk, in the place of a list',
      `${source}${build}  provisioner "shell" {\n    inline = split("\\n", file("a.sh"))\n  }\n}\n`,
      [
        '12 error AIB604: "provisioner[0].shell.inline" cannot be imported: The list has no static value: it reads the disk of the machine that runs it. Give it with --var, or write it into the spec.',
      ],
    ],
    [
      'a folder',
      `${source}${build}  provisioner "file" {\n    source      = "files/"\n    destination = "/tmp"\n  }\n}\n`,
      [
        '12 error AIB604: "provisioner[0].file.source" cannot be imported: A file step takes one file, no folder. Zip the folder, bring the zip with "file", and unpack it in the next step.',
      ],
    ],
    [
      'another execute_command',
      `${source}${build}  provisioner "shell" {\n    inline          = ["true"]\n    execute_command = "docker exec x sh {{ .Path }}"\n  }\n}\n`,
      [
        '13 error AIB604: "provisioner[0].shell.execute_command" cannot be imported: Of execute_command only sudo and the shell are understood. Put the rest into the commands.',
      ],
    ],
    [
      'a secret in a variable',
      `variable "client_secret" {\n  default = "not-for-a-spec"\n}\n${source}  client_secret = var.client_secret\n${build}}\n`,
      [
        '2 warning AIB612: The variable "client_secret" holds a secret; its value is in neither the spec nor the report.',
      ],
    ],
    [
      'a VHD as the source',
      `${source.replace(/ {2}image_.*\n/g, '')}  image_url = "https://a.blob.core.windows.net/b/c.vhd"\n${build}}\n`,
      [
        '5 error AIB604: "source.azure-arm.x.image_url" cannot be imported: The service takes no VHD as a source. Make a managed image or a gallery version of it, and name that as the source.',
      ],
    ],
  ])('%s', (_, text, expected) => {
    expect(faults('x.pkr.hcl', text)).toEqual(expected);
  });

  test('whatever is cut off, there is a message and no exception', () => {
    const whole = `variable "a" { default = "b" }\n${source}  azure_tags = { a = "\${var.a}" }\n${build}  provisioner "shell" {\n    inline = [<<-E\n      x\n    E\n    ]\n  }\n}\n`;
    expect(faults('x.pkr.hcl', whole)).toEqual([]);
    for (let length = 0; length < whole.length; length += 7) {
      expect(() =>
        importTemplate({ path: 'x.pkr.hcl', text: whole.slice(0, length) }),
      ).not.toThrow();
    }
  });

  test('no value of a secret is in what import returns', () => {
    const text = `variable "api_token" {\n  default = "not-for-a-spec"\n}\n${source}${build}  provisioner "shell" {\n    inline           = ["curl x"]\n    environment_vars = ["TOKEN=\${var.api_token}"]\n  }\n}\n`;
    const result = importTemplate({
      path: 'x.pkr.hcl',
      text,
      parameters: { api_token: 'not-for-a-spec-2' },
    });
    expect(result.specs).toHaveLength(1);
    expect(JSON.stringify(result)).not.toContain('not-for-a-spec');
  });
});

describe('scripts', () => {
  test.each([
    [
      'a.ps1',
      'Get-AzResourceGroup\nNew-AzImageBuilderTemplate -Name x\n',
      2,
      'New-AzImageBuilderTemplate',
    ],
    ['a.sh', '#!/bin/sh\naz image builder create -n x \\\n  -g y\n', 2, 'az image builder create'],
  ])('%s: a message that says how to import what the script made', (path, text, line, command) => {
    const [only, ...more] = importTemplate({ path, text }).diagnostics;
    expect(more).toEqual([]);
    expect(only).toMatchObject({
      code: 'AIB609',
      line,
      message: expect.stringContaining(`"${command}"`),
      hint: expect.stringContaining('az image builder show'),
    });
  });
});
