/** Every command in Azure as a process, over HTTPS: what it prints, how it ends, what it asks for. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cli, folderWith, minimal } from '../support/cli';
import { contentOf, deployed } from '../support/azure/direct';
import { exampleLog, logProject, putLog } from '../support/azure/build-logs';
import { type AzureServer, type Exit, startAzure } from '../support/azure/server';
import type { Azure, JsonObject } from '../support/azure/stand-in';

jest.setTimeout(120_000);

let server: AzureServer;
beforeAll(async () => {
  server = await startAzure();
});
afterAll(() => server.stop());

const specs = { 'specs/web-base.yaml': minimal, 'specs/scripts/setup.sh': 'echo setup\n' };

/** A project whose outputs are built, and a subscription of its own. */
async function project(files: Readonly<Record<string, string>> = specs) {
  const azure = server.azure();
  const folder = folderWith(files);
  expect((await cli(folder, 'build', 'specs')).code).toBe(0);
  for (const name of Object.keys(files)) {
    if (!/^specs\/[^_/]*\.yaml$/.test(name)) continue;
    const content = await contentOf(azure, folder, name);
    azure.contents.set(String(content.name), content);
  }
  const run = (...args: readonly string[]): Promise<Exit> => server.run(azure, folder, args);
  const json = async (...args: readonly string[]): Promise<readonly JsonObject[]> => {
    const { code, stdout, stderr } = await run(...args, '--format', 'json');
    if (code !== 0) throw new Error(`${code}: ${stderr}`);
    return JSON.parse(stdout);
  };
  return { azure, folder, run, json };
}

const versionId = (azure: Azure, number: string): string =>
  `/subscriptions/${azure.subscription}/resourceGroups/images/providers/Microsoft.Compute/galleries/corpGallery/images/web-base/versions/${number}`;

function version(azure: Azure, number: string, properties: JsonObject = {}): JsonObject {
  const id = versionId(azure, number);
  const publishingProfile = {
    targetRegions: [{ name: 'East US 2' }],
    publishedDate: `2026-01-0${number.split('.').at(-1)}T00:00:00Z`,
    excludeFromLatest: false,
    ...(properties.publishingProfile as JsonObject | undefined),
  };
  const made: JsonObject = {
    id,
    name: number,
    location: 'eastus2',
    properties: { provisioningState: 'Succeeded', ...properties, publishingProfile },
  };
  azure.resources.set(id.toLowerCase(), made);
  return made;
}

test.concurrent('from a spec to an image that was promoted, and back to nothing', async () => {
  const { azure, json, run } = await project();
  azure.builds.push({
    looks: 2,
    end: 'Succeeded',
    outputs: { 'web-base': { artifactId: versionId(azure, '1.0.1') } },
  });
  version(azure, '1.0.1', { publishingProfile: { excludeFromLatest: true } });
  expect(await json('deploy', 'specs')).toMatchObject([{ name: 'web-base', state: 'deployed' }]);
  expect(await json('status')).toMatchObject([
    { name: 'web-base', state: 'in step', newestVersion: '1.0.1' },
  ]);
  const [started] = await json('run', 'web-base');
  expect(started).toMatchObject({ name: 'web-base', state: 'Running' });
  const start = String(started?.run);
  expect(start).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect(await json('wait', 'web-base', '--run', start)).toMatchObject([
    { state: 'Succeeded', run: start },
  ]);
  expect(await json('outputs', 'web-base', '--run', `web-base=${start}`)).toMatchObject([
    { state: 'Succeeded', run: start, outputs: [{ version: '1.0.1', regions: ['East US 2'] }] },
  ]);
  const tfvars = await run('outputs', '--format', 'tfvars');
  expect(tfvars.stdout).toContain(`"web-base" = "${versionId(azure, '1.0.1')}"`);
  expect(await json('promote', 'web-base')).toMatchObject([
    { state: 'promoted', versions: [{ version: '1.0.1' }] },
  ]);
  expect(await json('promote', 'web-base')).toMatchObject([{ state: 'unchanged' }]);
  expect(await json('deploy')).toMatchObject([{ state: 'unchanged' }]);
  expect(await json('cancel', 'web-base')).toMatchObject([{ state: 'Succeeded' }]);
  expect(await json('delete', 'web-base')).toMatchObject([{ state: 'deleted' }]);
  expect(await json('status')).toMatchObject([{ state: 'not deployed' }]);
});

test.concurrent(
  'text for people goes to stdout, progress to stderr, and neither has a stack trace',
  async () => {
    const { run } = await project();
    expect(await run('deploy', 'specs')).toEqual({
      code: 0,
      stdout: 'web-base: deployed\n',
      stderr: '',
    });
    const { code, stdout, stderr } = await run('run', 'specs', '--wait');
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^web-base: Succeeded after \d+ minutes\n$/),
    ]);
    expect(stderr).toMatch(/^web-base: Running, Customizing \(\d+ minutes\)$/m);
  },
);

test.concurrent('one image that is refused does not stop the others', async () => {
  const { azure, run } = await project({
    'specs/a.yaml': minimal,
    'specs/b.yaml': minimal.replace('web-base', 'b'),
  });
  deployed(azure, { ...(azure.contents.get('a') as JsonObject), location: 'westus' });
  const { code, stdout, stderr } = await run('deploy', 'specs', '--format', 'json');
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject([
    { name: 'a', state: 'differs', diagnostics: [{ code: 'AIB810' }] },
    { name: 'b', state: 'deployed' },
  ]);
  expect(stderr).toContain('--replace');
});

test.concurrent(
  'outputs that are not what the spec makes are not deployed, and nothing is asked for',
  async () => {
    const { azure, folder, run } = await project();
    writeFileSync(path.join(folder, 'specs/web-base.yaml'), minimal.replace('nginx', 'apache2'));
    const { code, stderr } = await run('deploy', 'specs');
    expect([code, azure.seen.length]).toEqual([1, 0]);
    expect(stderr).toContain('AIB808');
    expect(stderr).toContain('aibgen build specs/web-base.yaml');
  },
);

test.concurrent('outputs that were edited, or never built, are not deployed either', async () => {
  const { folder, run } = await project();
  const file = path.join(folder, 'out/web-base/azuredeploy.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('nginx', 'evil'));
  expect((await run('deploy', 'specs')).code).toBe(1);
  expect((await run('deploy', 'specs', '-o', 'elsewhere')).code).toBe(1);
});

test.concurrent('values of parameters are those of the build; the command line wins', async () => {
  const spec = `${minimal}tags: { stage: "{{ params.stage }}" }\nparameters:\n  stage: { type: string }\n`;
  const azure = server.azure();
  const folder = folderWith({ 'specs/web-base.yaml': spec });
  await cli(folder, 'build', 'specs');
  const without = await server.run(azure, folder, ['deploy', 'specs']);
  expect([without.code, without.stderr]).toEqual([2, expect.stringContaining('AIB817')]);
  await cli(folder, 'build', 'specs', '--set', 'stage=test');
  expect((await server.run(azure, folder, ['deploy', 'specs'])).code).toBe(0);
  const put = azure.seen.find(({ method }) => method === 'PUT');
  expect(JSON.parse(put?.body ?? '').properties.parameters).toMatchObject({
    stage: { value: 'test' },
  });
});

const named = [
  'deploy',
  'run',
  'wait',
  'logs',
  'outputs',
  'status',
  'cancel',
  'delete',
  'upload',
  'promote',
  'prune',
];

test.concurrent.each(named.filter((command) => !['logs', 'upload', 'prune'].includes(command)))(
  '%s: without a login it ends with 4, and the token is not told',
  async (command) => {
    const { azure, folder } = await project();
    const args = [command, 'specs', '--format', 'json'];
    const env = { AIBGEN_ACCESS_TOKEN: 'expired-token' };
    const { code, stderr, stdout } = await server.run(azure, folder, args, env);
    expect([code, stderr]).toEqual([4, expect.stringContaining('AIB801')]);
    expect(`${stdout}${stderr}`).not.toContain('expired-token');
    const diagnostics = [{ code: 'AIB801' }];
    expect(JSON.parse(stdout)).toMatchObject([
      { name: 'web-base', state: expect.any(String), diagnostics },
    ]);
  },
);

test.concurrent.each(['deploy', 'status'])(
  '%s: without a place, or with an unknown image, it ends with 2',
  async (command) => {
    const { azure, folder, run } = await project();
    const place = await server.run(azure, folder, [command], { AZURE_SUBSCRIPTION_ID: '' });
    expect([place.code, place.stderr]).toEqual([2, expect.stringContaining('AIB803')]);
    const group = await server.run(azure, folder, [command], { AZURE_RESOURCE_GROUP: '' });
    expect([group.code, group.stderr]).toEqual([2, expect.stringContaining('AIB804')]);
    const { code, stderr } = await run(command, 'web-bas');
    expect([code, stderr]).toEqual([2, expect.stringContaining('Did you mean "web-base"?')]);
    expect(stderr).toContain('AIB818');
  },
);

test.concurrent.each(['deploy', 'run', 'status', 'delete'])(
  '%s: an unknown group or subscription ends with 2',
  async (command) => {
    const { run } = await project();
    for (const [flag, value] of [
      ['--resource-group', 'nope'],
      ['--subscription', '00000000-0000-0000-0000-000000000000'],
    ]) {
      const { code, stderr } = await run(command, 'specs', flag ?? '', value ?? '');
      expect([code, stderr]).toEqual([2, expect.stringContaining('AIB805')]);
    }
  },
);

test.concurrent('an endpoint has to be an https address', async () => {
  const { azure, folder } = await project();
  const env = { AIBGEN_ARM_ENDPOINT: 'http://localhost:1' };
  const { code, stderr } = await server.run(azure, folder, ['status', 'specs'], env);
  expect([code, stderr]).toEqual([2, expect.stringContaining('AIB823')]);
});

test.concurrent('two specs that make one template are refused', async () => {
  const { run } = await project({
    'specs/a.yaml': `${minimal}name: same\n`,
    'specs/b.yaml': `${minimal}name: other\n`,
  });
  expect((await run('status', 'specs')).code).toBe(0);
  const twins = await project({
    'specs/a.yaml': `${minimal}name: "same-{{ params.x }}"\nparameters: { x: { type: string, default: "1" } }\n`,
    'specs/b.yaml': `${minimal}name: same-1\n`,
  });
  const { code, stderr } = await twins.run('status', 'specs');
  expect([code, stderr]).toEqual([2, expect.stringContaining('AIB822')]);
});

test.concurrent(
  'when the time is over, the exit code is 5, also where the service hangs',
  async () => {
    const { azure, folder, json } = await project();
    await json('deploy', 'specs');
    azure.builds.push({ looks: 9999, end: 'Succeeded' });
    await json('run', 'specs');
    azure.faults.push({ path: /imageTemplates/, times: 99, cut: 'hang' });
    const args = ['wait', 'specs', '--minutes', '0.03'];
    const { code, stderr } = await server.run(azure, folder, args, { PART_OF_PAUSES: '1' });
    expect([code, stderr]).toEqual([5, expect.stringContaining('AIB821')]);
  },
);

test.concurrent('a build that failed ends with 1', async () => {
  const { azure, run, json } = await project();
  await json('deploy', 'specs');
  azure.builds.push({ looks: 1, end: 'Failed', message: 'Packer exited with an error.' });
  const { code, stderr } = await run('run', 'specs', '--wait', '--format', 'json');
  expect([code, stderr]).toEqual([1, expect.stringContaining('AIB815')]);
});

test.concurrent.each(['run', 'wait', 'logs', 'outputs', 'cancel', 'promote'])(
  '%s: what is not deployed ends with 1',
  async (command) => {
    const { run } = await project();
    const { code, stderr } = await run(command, 'specs');
    expect([code, stderr]).toEqual([1, expect.stringContaining('AIB807')]);
  },
);

const scripted = minimal
  .replace(/ {2}- shell:[^]*?(?=distribute)/, '  - shell: ./scripts/setup.sh\n')
  .concat(
    'scripts: { baseUri: "https://corpscripts.blob.core.windows.net/aib/", root: ./scripts }\nstorageAccounts: { corpscripts: images }\n',
  );

test.concurrent(
  'scripts that are not uploaded keep a template from being deployed; upload puts them there',
  async () => {
    const { azure, run, json } = await project({
      'specs/web-base.yaml': scripted,
      'specs/scripts/setup.sh': 'echo caf\u00e9\n',
    });
    expect(await json('upload', 'specs', '--list')).toMatchObject([
      {
        state: 'incomplete',
        scripts: [
          {
            path: 'specs/scripts/setup.sh',
            uri: 'https://corpscripts.blob.core.windows.net/aib/setup.sh',
            state: 'missing',
          },
        ],
      },
    ]);
    const refused = await run('deploy', 'specs');
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('AIB816')]);
    expect(azure.seen.some(({ method }) => method === 'PUT')).toBe(false);
    expect(await json('upload', 'specs')).toMatchObject([
      { state: 'uploaded', scripts: [{ state: 'uploaded now' }] },
    ]);
    expect(azure.blobs.get('/corpscripts/aib/setup.sh')?.bytes.toString()).toBe('echo caf\u00e9\n');
    azure.seen.length = 0;
    expect(await json('upload', 'specs')).toMatchObject([
      { state: 'uploaded', scripts: [{ state: 'uploaded' }] },
    ]);
    expect(azure.seen.some(({ method }) => method === 'PUT')).toBe(false);
    expect(await json('deploy', 'specs')).toMatchObject([{ state: 'deployed' }]);
    azure.blobs.set('/corpscripts/aib/setup.sh', { bytes: Buffer.from('other'), headers: {} });
    expect(await json('upload', 'specs', '--list')).toMatchObject([
      { scripts: [{ state: 'differs' }] },
    ]);
  },
);

test.concurrent('scripts that lie elsewhere cannot be uploaded', async () => {
  const spec = scripted
    .replace('https://corpscripts.blob.core.windows.net/aib/', 'https://raw.example.com/aib/')
    .replace(/storageAccounts.*\n/, '');
  const { run } = await project({
    'specs/web-base.yaml': spec,
    'specs/scripts/setup.sh': 'echo a\n',
  });
  const { code, stderr } = await run('upload', 'specs');
  expect([code, stderr]).toEqual([1, expect.stringContaining('AIB828')]);
});

test.concurrent('a log that is not there is told as such', async () => {
  const { run, json } = await project();
  await json('deploy', 'specs');
  const never = await run('logs', 'specs');
  expect([never.code, never.stderr]).toEqual([1, expect.stringContaining('AIB824')]);
  await json('run', 'specs');
  const early = await run('logs', 'specs');
  expect([early.code, early.stderr]).toEqual([1, expect.stringContaining('AIB829')]);
});

test.concurrent(
  'the log of a failed build is followed, saved, and explained on the line of the spec',
  async () => {
    const { azure, folder, json, run } = await project(logProject());
    const bytes = exampleLog('AIB705-apt-package.log');
    deployed(azure, azure.contents.get('web') as JsonObject);
    azure.builds.push({ looks: 3, end: 'Failed', message: 'Packer failed.' });
    const [started] = await json('run', 'specs');
    putLog(azure, 'web', bytes);
    const start = String(started?.run);
    const followed = await run('logs', 'specs', '--follow', '--save', 'build.log', '--run', start);
    expect(followed.code).toBe(1);
    expect(readFileSync(path.join(folder, 'build.log')).equals(bytes)).toBe(true);
    expect(followed.stderr).not.toMatch(/[\u001b\u0007]|^::/m);
    expect(followed.stderr).toMatch(/^web: step 2 of 5, packages, after \d+ min: ./m);
    const explained = await run('logs', 'web', '--format', 'json');
    expect(JSON.parse(explained.stdout)).toMatchObject({
      image: 'web',
      result: 'failed',
      run: start,
      causes: [{ code: 'AIB705', step: 1, file: 'specs/web.yaml', line: 18 }],
    });
    const waited = await run('wait', 'web', '--format', 'json');
    expect([waited.code, JSON.parse(waited.stdout)]).toMatchObject([
      1,
      [{ state: 'Failed', causes: [{ line: 18 }] }],
    ]);
    const reported = await run('wait', 'web', '--annotate', 'github', '--summary', 'summary.md');
    expect(reported.stdout).toContain('::error file=specs/web.yaml,line=18,title=web%3A AIB705::');
    expect(readFileSync(path.join(folder, 'summary.md'), 'utf8')).toMatch(/packages.*ngnix/);
    azure.faults.push({
      path: /packerlogs/,
      times: 9,
      status: 403,
      body: { error: { code: 'AuthorizationPermissionMismatch', message: 'Not allowed.' } },
    });
    const blind = await run('wait', 'web');
    expect(blind.code).toBe(1);
    expect(blind.stdout).toContain(
      'The right "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"',
    );
  },
);

test.concurrent('diff --live and roles --live keep the shapes of their commands', async () => {
  const { azure, run } = await project();
  const created = await run('diff', 'specs', '--live', '--format', 'json');
  expect(JSON.parse(created.stdout)).toEqual({
    images: [{ name: 'web-base', state: 'new', changes: [] }],
  });
  deployed(azure, { ...(azure.contents.get('web-base') as JsonObject), location: 'westus' });
  const changed = await run('diff', 'specs', '--live', '--format', 'json');
  expect(JSON.parse(changed.stdout)).toMatchObject({
    images: [
      {
        name: 'web-base',
        state: 'changed',
        changes: [{ path: 'location', from: 'westus', to: 'eastus2', effect: 'replace' }],
      },
    ],
  });
  expect((await run('diff', 'specs', '--live')).stdout).toContain(
    'location: westus -> eastus2 (replaces the template)',
  );
  const roles = await run('roles', 'specs', '--live', '--format', 'json');
  expect([roles.code, roles.stderr]).toEqual([1, expect.stringContaining('AIB825')]);
  expect(JSON.parse(roles.stdout)).toMatchObject({
    name: 'web-base',
    state: 'missing',
    principalId: null,
  });
});

test.concurrent('what Azure answers stays text', async () => {
  const { azure, run } = await project({ 'specs/web-base.yaml': minimal });
  const hostile = 'a ##vso[task.complete]\u001b[31m\n::error::b\u202e';
  const content = azure.contents.get('web-base') as JsonObject;
  deployed(
    azure,
    { ...content, tags: { [hostile]: hostile } },
    { lastRunStatus: { runState: hostile, runSubState: hostile, message: hostile, startTime: '2026-01-01T00:00:00Z' } },
  ); // prettier-ignore
  version(azure, `1.0.0${hostile}`);
  const unsafe: string[] = [];
  for (const args of [
    ['diff', 'specs', '--live'],
    ['diff', 'specs', '--live', '--format', 'markdown'],
    ['status', 'specs'],
    ['status', 'specs', '--format', 'json'],
    ['wait', 'specs', '--minutes', '1'],
    ['wait', 'specs', '--annotate', 'azure', '--minutes', '1'],
    ['wait', 'specs', '--annotate', 'github', '--minutes', '1'],
    ['promote', 'specs', '--version', hostile],
    ['outputs', 'specs'],
    ['prune', 'specs'],
    ['delete', 'specs', `--${hostile}`],
    ['cancel', hostile],
  ]) {
    const { code, stdout, stderr } = await run(...args);
    expect(code).toBeLessThan(6);
    expect(code).not.toBe(3);
    const lines = (stdout + stderr).split('\n');
    const own = /^(?:::error (?:file=[^,:]*,line=\d+,)?title=[^:]*::|##vso\[task\.logissue type=error;[^\]]*\])/;
    const printed = lines.map((line) => line.replace(own, '')).join('\n');
    if (/##vso\[|[\u001b\u202e]|^::/im.test(printed)) unsafe.push(`${args.join(' ')}: ${printed}`);
  }
  expect(unsafe).toEqual([]);
}); // prettier-ignore
