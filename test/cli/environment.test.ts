/** What the command says of files, folders and arguments, each with its code. */
import { cli, folderWith, minimal } from '../support/cli';

interface Case {
  readonly name: string;
  readonly args: readonly string[];
  readonly code: number;
  readonly says: string;
}

const spec = `parameters:\n  disk: { type: int, default: 64 }\n${minimal}vm:\n  osDiskSizeGB: '{{ params.disk }}'\n`;
const files = { 'a.yaml': minimal, 'b.yaml': minimal, 'disk/c.yaml': spec };

const cases: readonly Case[] = [
  {
    name: 'a device',
    args: ['validate', '/dev/null'],
    code: 2,
    says: '/dev/null:1:1: error AIB903: The file "/dev/null" cannot be read: it is not a file.',
  },
  {
    name: 'a value of the wrong type',
    args: ['validate', 'disk/c.yaml', '--set', 'disk=large'],
    code: 2,
    says: 'error AIB910: Invalid value "large" for the parameter "disk" in --set: expected an integer.',
  },
  {
    name: 'one output of two images',
    args: ['build', 'a.yaml', 'b.yaml', '--stdout', 'main.bicep'],
    code: 2,
    says: 'error AIB913: --stdout prints one file, but 2 images have a "main.bicep".',
  },
  {
    name: 'an unknown output',
    args: ['build', 'a.yaml', '--stdout', 'main.bicp'],
    code: 2,
    says: 'error AIB914: The image has no output "main.bicp".',
  },
];

test.each(cases)('$name', async ({ args, code, says }) => {
  const result = await cli(folderWith(files), ...args);
  expect({ code: result.code, stdout: result.stdout }).toEqual({ code, stdout: '' });
  expect(result.stderr).toContain(says);
});
