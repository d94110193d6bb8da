/** From an empty folder to an image that was promoted and back to nothing, by the words of the README that a build writes. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { folderWith } from '../support/cli';
import { contentOf } from '../support/azure/direct';
import { type AzureServer, startAzure } from '../support/azure/server';
import { describeWithPowerShell, runPowerShell } from '../support/powershell';
import { imageNames, root } from '../support/images';

jest.setTimeout(120_000);

let server: AzureServer;
beforeAll(async () => {
  server = await startAzure();
});
afterAll(() => server.stop());

/** The commands of the first block of a README, and those of the sentence below it, without `npx`. */
function commandsOf(readme: string): readonly string[] {
  const [, block = '', rest = ''] =
    /## Commands\n[^]*?```sh\n([^]*?)```\n\n([^\n]*)/.exec(readme) ?? [];
  const [deletion = ''] = /npx aibgen delete [^`]*/.exec(rest) ?? [];
  return [...block.trim().split('\n'), deletion];
}

test('init, build, upload, deploy, run, outputs, promote, prune, delete', async () => {
  const azure = server.azure();
  const folder = folderWith({});
  const first = await server.run(azure, folder, ['init', '--yes', '--name', 'web']);
  expect([first.code, first.stderr]).toEqual([0, expect.stringContaining('aibgen build')]);
  const spec = path.join(folder, 'specs/web.yaml');
  mkdirSync(path.join(folder, 'specs/scripts'));
  writeFileSync(path.join(folder, 'specs/scripts/setup.sh'), 'echo setup\n');
  const text = readFileSync(spec, 'utf8')
    .replace(/^customize:\n/m, 'customize:\n  - shell: ./scripts/setup.sh\n')
    .replace(/^( +)- gallery: .*$/m, '$&\n$1  exclude: true\n$1  keep: 1')
    .concat(
      'scripts: { baseUri: "https://corpscripts.blob.core.windows.net/aib/" }\nstorageAccounts: { corpscripts: images }\n',
    );
  writeFileSync(spec, text);
  expect(await server.run(azure, folder, ['build', 'specs'])).toMatchObject({ code: 0 });
  const content = await contentOf(azure, folder, 'specs/web.yaml');
  azure.contents.set('web', content);
  const [target] = (
    content.properties as { distribute: { galleryImageId: string; runOutputName: string }[] }
  ).distribute;
  const made = `${target?.galleryImageId}/versions/1.0.1`;
  for (const [id, excludeFromLatest] of [
    [made, true],
    [made.replace('1.0.1', '1.0.0'), false],
  ] as const) {
    azure.resources.set(id.toLowerCase(), {
      id,
      name: id.split('/').at(-1) ?? '',
      tags: {},
      properties: {
        provisioningState: 'Succeeded',
        publishingProfile: { excludeFromLatest, publishedDate: '2026-01-01T00:00:00Z' },
      },
    });
  }
  azure.builds.push({
    looks: 2,
    end: 'Succeeded',
    outputs: { [target?.runOutputName ?? '']: { artifactId: made } },
  });
  const commands = commandsOf(readFileSync(path.join(folder, 'out/web/README.md'), 'utf8'));
  const own: Record<string, string> = {};
  const said: string[] = [];
  for (const command of commands) {
    const [first = '', ...words] = command.split(' ');
    if (first === 'export') {
      for (const word of words) own[word.split('=')[0] ?? ''] = '';
      continue;
    }
    expect([first, words[0]]).toEqual(['npx', 'aibgen']);
    const { code, stdout, stderr } = await server.run(azure, folder, words.slice(1));
    expect({ command, code, stderr }).toEqual({
      command,
      code: 0,
      stderr: expect.not.stringContaining('AIB8'),
    });
    said.push(`${words[1]}: ${stdout.split('\n')[0]}`);
  }
  expect(Object.keys(own)).toEqual(['AZURE_SUBSCRIPTION_ID', 'AZURE_RESOURCE_GROUP']);
  expect(said.map((line) => line.replace(/\s+$/, '').replaceAll(made, '<version>'))).toEqual([
    'upload: web: 1 script, 1 of them uploaded now',
    'deploy: web: would be deployed',
    'deploy: web: deployed',
    'run: web: Succeeded after 45 minutes',
    'outputs: web: web  <version>',
    'promote: web: <version>',
    'prune: web: 1 version would be deleted (--yes)',
    'delete: web: deleted; what it distributed stays',
  ]);
});

describeWithPowerShell('PowerShell', () => {
  test('parses the commands of every README', () => {
    const blocks = imageNames.map((name) => {
      const readme = readFileSync(path.join(root, 'out', name, 'README.md'), 'utf8');
      const [, block = ''] = /```powershell\n([^]*?)```/.exec(readme) ?? [];
      expect(block).toContain('New-AzResourceGroupDeployment');
      return { name, block };
    });
    const script = `
      $all = [Console]::In.ReadToEnd() | ConvertFrom-Json
      $found = foreach ($one in $all) {
        $errors = $null; $tokens = $null
        $tree = [Management.Automation.Language.Parser]::ParseInput($one.block, [ref]$tokens, [ref]$errors)
        $commands = $tree.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true)
        @{ name = $one.name; errors = @($errors | ForEach-Object Message); commands = @($commands | ForEach-Object { $_.GetCommandName() } | Sort-Object -Unique) }
      }
      ConvertTo-Json -Depth 4 -InputObject @($found)`;
    const results: readonly { name: string; errors: string[]; commands: string[] }[] = JSON.parse(
      runPowerShell(script, JSON.stringify([...blocks, { name: 'broken', block: 'foreach (' }])),
    );
    const [broken] = results.filter(({ name }) => name === 'broken');
    expect(broken?.errors.length).toBeGreaterThan(0);
    const known = [
      'ForEach-Object',
      'Get-AzResource',
      'Invoke-AzResourceAction',
      'New-AzResourceGroupDeployment',
      'Register-AzProviderFeature',
      'Register-AzResourceProvider',
      'Remove-AzResource',
      'Set-AzContext',
    ];
    for (const { name, errors, commands } of results.filter((one) => one !== broken)) {
      expect({ name, errors, unknown: commands.filter((one) => !known.includes(one)) }).toEqual({
        name,
        errors: [],
        unknown: [],
      });
    }
    expect(results).toHaveLength(imageNames.length + 1);
  });
});
