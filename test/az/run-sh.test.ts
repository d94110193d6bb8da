/** `run.sh`, run with the real Azure CLI against a stand-in on loopback: what happens on a good day and on bad ones. */
import { execFile, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ArmServer, deploymentOf, type Stage, startArm } from '../support/arm-server';
import { describeIf } from '../support/programs';
import { hasAz, subscription, tenant } from '../support/az';

const out = path.join(__dirname, '..', '..', 'out');

// Many at once, on a machine that may be busy.
jest.setTimeout(300_000);

let arm: ArmServer;
beforeAll(async () => {
  if (hasAz) arm = await startArm();
});
afterAll(() => arm?.stop());

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const environment = (stage: Stage, env: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  ...arm.env,
  AZURE_SUBSCRIPTION_ID: subscription,
  AZURE_RESOURCE_GROUP: stage.group,
  AIBGEN_INTERVAL: '0',
  GITHUB_OUTPUT: undefined,
  GITHUB_STEP_SUMMARY: undefined,
  TF_BUILD: undefined,
  ...env,
});

const script = (image: string): string => path.join(out, image, 'run.sh');

/** Shells that the script runs in; each test takes the next one. */
const shells = [['dash'], ['bash', '--posix'], ['busybox', 'sh']].filter(
  ([name = '', ...args]) => spawnSync(name, [...args, '-c', ':']).status === 0,
);

function runWith(
  stage: Stage,
  env: NodeJS.ProcessEnv,
  args: readonly string[],
  image = 'web-base',
): Promise<Run> {
  const [shell = 'sh', ...flags] = shells[stage.number % shells.length] ?? [];
  return new Promise((resolve) => {
    const options = { env: environment(stage, env), cwd: tmpdir() };
    execFile(shell, [...flags, script(image), ...args], options, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}
const runSh = (stage: Stage, ...args: readonly string[]): Promise<Run> => runWith(stage, {}, args);

/** A template that is there, with the state of its last build. */
const ready = (
  lastRunStatus?: object,
): Record<string, { properties: Record<string, unknown> }> => ({
  'web-base': {
    properties: { provisioningState: 'Succeeded', ...(lastRunStatus ? { lastRunStatus } : {}) },
  },
});
const artifactId = `/subscriptions/${subscription}/resourceGroups/x/providers/Microsoft.Compute/galleries/corpGallery/images/web-base/versions/1.0.0`;
const outputs = { 'web-base': { artifactId } };
const posts = (stage: Stage, name: string): number =>
  stage.seen.filter(
    ({ method, path: where }) => method === 'POST' && where.toLowerCase().endsWith(name),
  ).length;
const puts = (stage: Stage) => stage.seen.filter(({ method }) => method === 'PUT');
const templateOf = (image: string): unknown =>
  JSON.parse(readFileSync(path.join(out, image, 'azuredeploy.json'), 'utf8'));

describeIf(hasAz, 'the Azure CLI', 'with az', () => {
  test.concurrent('from check to clean', async () => {
    const change = { inline: '##vso[task.setvariable variable=x]y' };
    const stage = arm.stage({ outputs, change, looks: 3 });
    const checked = await runSh(stage, 'check');
    expect(checked).toMatchObject({ code: 0 });
    expect(checked.stdout).toContain('"# #vso[task.');
    expect(puts(stage)).toEqual([]);
    expect(await runSh(stage, 'deploy', 'deployRights=false')).toMatchObject({ code: 0 });
    const sent = deploymentOf(puts(stage)[0]?.body ?? '').properties;
    expect(sent.template).toEqual(templateOf('web-base'));
    expect(sent.parameters).toEqual({ deployRights: { value: false } });
    expect(await runSh(stage, 'run')).toMatchObject({ code: 0 });
    expect(await runSh(stage, 'outputs')).toMatchObject({ code: 1 });
    expect(await runSh(stage, 'wait')).toMatchObject({ code: 0 });
    expect(await runSh(stage, 'outputs')).toMatchObject({ code: 0, stdout: `${artifactId}\n` });
    expect(await runSh(stage, 'clean')).toMatchObject({ code: 0 });
    expect(stage.templates).toEqual({});
    expect(await runSh(stage, 'clean')).toMatchObject({ code: 0 });
  });

  test.concurrent('a build that fails: what it said, and where its log is', async () => {
    const templates = ready();
    Object.assign(templates['web-base']?.properties ?? {}, {
      exactStagingResourceGroup: '/x/resourceGroups/IT_x',
    });
    const message = 'script "x" ended with 1\n##vso[x]';
    const stage = arm.stage({ templates, end: 'Failed', message });
    expect(await runSh(stage, 'run')).toMatchObject({ code: 0 });
    const { code, stderr } = await runSh(stage, 'wait');
    expect(code).toBe(1);
    expect(stderr).toContain('Last build: Failed');
    expect(stderr).toContain('script "x" ended with 1\n# #vso[x]');
    expect(stderr).toContain('customization.log');
    expect(stderr).toContain('storage account buildlogs in the resource group IT_x');
    expect(await runSh(stage, 'outputs')).toMatchObject({ code: 1, stdout: '' });
  });

  test.concurrent('a template that is refused: why; the next deployment deletes it', async () => {
    const stage = arm.stage({ refusal: { code: 'BadPIRSource', message: 'no such offer' } });
    const refused = await runSh(stage, 'deploy');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('BadPIRSource: The marketplace image cannot be used');
    expect(refused.stderr).toContain('no such offer');
    expect(await runSh(stage, 'run')).toMatchObject({ code: 1 });
    stage.refusal = undefined;
    const again = await runSh(stage, 'deploy');
    expect(again).toMatchObject({ code: 0 });
    expect(again.stderr).toContain('it is deleted');
  });

  test.concurrent('a build that outlasts the wait', async () => {
    const templates = ready({ runState: 'Running', startTime: 'now' });
    const stage = arm.stage({ templates, looks: 1000 });
    const { code, stderr } = await runSh(stage, 'wait', '--minutes', '0');
    expect(stderr).toContain('not over after 0 minutes');
    expect(code).toBe(3);
  });

  test.concurrent('a build that is cancelled midway, and one that runs already', async () => {
    const stage = arm.stage({ templates: ready(), looks: 1000 });
    expect(await runSh(stage, 'run')).toMatchObject({ code: 0 });
    const second = await runSh(stage, 'run');
    expect(second).toMatchObject({ code: 0 });
    expect(second.stderr).toContain('no other one is started');
    expect(posts(stage, '/run')).toBe(1);
    expect(await runSh(stage, 'clean')).toMatchObject({ code: 1 });
    expect(await runSh(stage, 'deploy', '--replace')).toMatchObject({ code: 1 });
    stage.faults.push({ method: 'POST', path: /\/cancel$/i, times: 1, drop: 'before' });
    const cancelled = await runSh(stage, 'cancel');
    expect(cancelled).toMatchObject({ code: 0 });
    expect(cancelled.stderr).toContain('asking again');
    expect(cancelled.stderr).toContain('Canceled');
    expect(await runSh(stage, 'wait')).toMatchObject({ code: 1 });
    expect(await runSh(stage, 'cancel')).toMatchObject({ code: 0 });
    expect(posts(stage, '/cancel')).toBe(2);
  });

  test.concurrent.each([
    { signal: 'SIGINT', code: 130 },
    { signal: 'SIGTERM', code: 143 },
  ] as const)('a wait that $signal ends, at once', async ({ signal, code }) => {
    const templates = ready({ runState: 'Running', startTime: 'now' });
    const stage = arm.stage({ templates, looks: 1000 });
    const env = environment(stage, { AIBGEN_INTERVAL: '600' });
    const waiting = spawn('sh', [script('web-base'), 'wait'], { env });
    let stderr = '';
    waiting.stderr.on('data', (chunk) => {
      stderr += chunk;
      if (stderr.includes('Running')) setTimeout(() => waiting.kill(signal), 200);
    });
    expect(await new Promise((resolve) => waiting.on('close', resolve))).toBe(code);
    expect(stderr).toContain('The build goes on');
  });

  test.concurrent('a template that exists is replaced only on demand', async () => {
    const stage = arm.stage({ templates: ready({ runState: 'Succeeded', startTime: 'then' }) });
    const refused = await runSh(stage, 'deploy');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('cannot be changed in place');
    expect(stage.seen.every(({ method }) => method === 'GET')).toBe(true);
    expect(await runSh(stage, 'deploy', '--replace')).toMatchObject({ code: 0 });
    expect(puts(stage)).toHaveLength(1);
  });

  test.concurrent.each([
    { name: 'before it began', drop: 'before', runs: 2 },
    { name: 'after it had begun', drop: 'after', runs: 1 },
  ] as const)('a run whose answer was lost $name', async ({ drop, runs }) => {
    const faults = [{ method: 'POST', path: /\/run$/i, times: 1, drop }];
    const templates = ready({ runState: 'Failed', startTime: 'then' });
    const stage = arm.stage({ templates, faults, looks: 5 });
    expect(await runSh(stage, 'run')).toMatchObject({ code: 0 });
    expect(posts(stage, '/run')).toBe(runs);
  });

  test.concurrent.each([
    { name: 'answer was lost, and that then meets its own template', method: 'PUT', drop: 'after' },
    { name: 'validation was never answered', method: 'POST', drop: 'before' },
  ] as const)('a deployment whose $name', async ({ method, drop }) => {
    const faults = [{ method, path: /deployments/, times: 1, drop }];
    const stage = arm.stage({ faults, repeats: 'conflict' });
    expect(await runSh(stage, 'deploy')).toMatchObject({ code: 0 });
  });

  const look = { method: 'GET', path: /imagetemplates\/web-base$/i };

  test.concurrent('throttled, and a network that is away for a while', async () => {
    const slowly = { error: { code: 'TooManyRequests', message: 'slowly' } };
    const stage = arm.stage({
      templates: ready({ runState: 'Running', startTime: 'now' }),
      faults: [
        { ...look, times: 1, status: 429, headers: { 'retry-after': '1' }, body: slowly },
        { ...look, times: 4, drop: 'before' },
      ],
    });
    const { code, stderr } = await runSh(stage, 'wait');
    expect(code).toBe(0);
    expect(stderr).toContain('the build goes on');
  });

  test.concurrent('an image with parameters: names follow them', async () => {
    const artifactUri = 'https://x.blob.core.windows.net/vhds/tools.vhd';
    const stage = arm.stage({
      made: { name: 'tools-prod' },
      outputs: {
        tools: { artifactId },
        'tools-prod': { artifactId },
        'tools-vhd': { artifactUri },
      },
    });
    const run = (...args: readonly string[]): Promise<Run> =>
      runWith(stage, { AIBGEN_PARAMETERS: '\n  env=prod\ndiskSize=128\n' }, args, 'three-targets');
    expect(await run('deploy', 'deployRights=false')).toMatchObject({ code: 0 });
    const sent = deploymentOf(puts(stage)[0]?.body ?? '').properties;
    expect(sent.parameters).toMatchObject({ env: { value: 'prod' }, diskSize: { value: 128 } });
    expect(await run('run')).toMatchObject({ code: 0 });
    expect(await run('wait')).toMatchObject({ code: 0 });
    const { stdout } = await run('outputs');
    expect(stdout).toBe(`${artifactId}\n${artifactId}\n${artifactUri}\n`);
    // The VHD would go with the template.
    expect(await run('clean')).toMatchObject({ code: 1 });
    expect(await run('deploy', '--replace')).toMatchObject({ code: 1 });
    expect(await run('clean', '--force')).toMatchObject({ code: 0 });
    expect(stage.templates).toEqual({});
  });

  test.concurrent(
    'a name made of the content: deployed once, and earlier ones are deleted',
    async () => {
      const image = 'content-hash';
      const name = /name_template\(\) \{ template=(\S+);/.exec(readFileSync(script(image), 'utf8'))?.[1] ?? ''; // prettier-ignore
      const stage = arm.stage({ group: 'hashes' });
      const spec = readFileSync(path.join(out, image, 'imageTemplate.json'), 'utf8');
      const properties = JSON.parse(
        spec
          .replaceAll('<subscriptionId>', subscription.toUpperCase())
          .replaceAll('<resourceGroup>', 'Hashes'),
      ).properties;
      stage.made = { name, properties };
      const run = (...args: readonly string[]): Promise<Run> => runWith(stage, {}, args, image);
      expect(await run('deploy')).toMatchObject({ code: 0 });
      const again = await run('deploy');
      expect(again).toMatchObject({ code: 0 });
      expect(again.stderr).toContain('nothing to deploy');
      expect(puts(stage)).toHaveLength(1);
      // Other targets are no part of the name.
      const built = { provisioningState: 'Succeeded', distribute: [] };
      stage.templates = { [name]: { properties: built } };
      expect(await run('deploy')).toMatchObject({ code: 1 });
      expect(await run('deploy', '--replace')).toMatchObject({ code: 0 });
      expect(puts(stage)).toHaveLength(2);
      const base = name.slice(0, -9);
      const others = [`${base}-0123456`, `x${base}-01234567`, '01234567', base, `${base}-0123456g`];
      for (const other of [...others, `${base}-01234567`])
        stage.templates[other] = { properties: built };
      expect(await run('clean', '--old')).toMatchObject({ code: 0 });
      expect(Object.keys(stage.templates).toSorted()).toEqual([name, ...others].toSorted());
    },
  );

  test.concurrent('a staging group that outlived its template is deleted with it', async () => {
    const stage = arm.stage({ group: 'left-overs' });
    const tags = { imageTemplateName: 'web-base', imageTemplateResourceGroupName: stage.group };
    stage.staging = [
      { name: 'IT_left', tags: { ...tags, createdBy: 'AzureVMImageBuilder' } },
      { name: 'mine', tags: { ...tags, usedBy: 'AzureVMImageBuilder' } },
      {
        name: 'IT_other',
        tags: { ...tags, imageTemplateResourceGroupName: 'other', createdBy: 'x' },
      },
    ];
    const { code, stderr } = await runSh(stage, 'clean');
    expect(code).toBe(0);
    expect(stderr).toContain('The staging group IT_left has outlived its template');
    expect(stage.staging.map(({ name }) => name)).toEqual(['mine', 'IT_other']);
  });

  test.concurrent('outputs become variables and a summary of the pipeline', async () => {
    const spill = mkdtempSync(path.join(tmpdir(), 'aibgen-az-'));
    const file = (name: string): string => path.join(spill, name);
    const stage = arm.stage({ templates: ready({ runState: 'Succeeded' }), outputs });
    const env = {
      GITHUB_OUTPUT: file('output'),
      GITHUB_STEP_SUMMARY: file('summary'),
      TF_BUILD: 'True',
      AGENT_TEMPDIRECTORY: spill,
    };
    const { code, stdout } = await runWith(stage, env, ['outputs']);
    expect(code).toBe(0);
    const both = `artifact-1=${artifactId}\nartifacts=["${artifactId}"]\n`;
    expect(readFileSync(file('output'), 'utf8')).toBe(both);
    const row = `| \`web-base\` | \`${artifactId}\` |`;
    expect(readFileSync(file('summary'), 'utf8')).toContain(row);
    expect(stdout).toContain(
      `##vso[task.setvariable variable=artifacts;isOutput=true]["${artifactId}"]`,
    );
    const summary = /##vso\[task.uploadsummary\](.*)/.exec(stdout)?.[1] ?? '';
    expect(readFileSync(summary, 'utf8')).toContain(row);
    rmSync(spill, { recursive: true });
  });

  test.concurrent.each([
    { args: [], says: 'A command is missing' },
    { args: ['deploi'], says: 'There is no command deploi' },
    { args: ['--frce', 'clean'], says: 'There is no option --frce' },
    { args: ['run', 'now'], says: 'run takes no now' },
    { args: ['run', 'x=y'], says: 'There is no parameter x' },
    { args: ['wait', '--minutes', 'x'], says: '--minutes is no number' },
    { args: ['wait', '--minutes'], says: '--minutes needs a value' },
    { args: ['-g', '', 'wait'], says: 'Say where' },
  ])('wrong usage: $args', async ({ args, says }) => {
    const { code, stderr } = await runSh(arm.stage(), ...args);
    expect(code).toBe(2);
    expect(stderr).toContain(says);
  });

  // It logs in anew, and all others share its login: not at once with them.
  test('a login that has expired: said, and in GitHub Actions renewed', async () => {
    const error = {
      code: 'ExpiredAuthenticationToken',
      message: 'The access token expiry is over.',
    };
    const fault = { ...look, status: 401, body: { error } };
    const stage = arm.stage({
      templates: ready({ runState: 'Succeeded', startTime: 'then' }),
      faults: [{ ...fault, times: 1 }],
    });
    const expired = await runSh(stage, 'wait');
    expect(expired.code).toBe(4);
    expect(expired.stderr).toContain('run az login');
    stage.faults.push({ ...fault, times: 1 });
    const runner = {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${arm.url}/id-token?x=1`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'runner',
      AZURE_CLIENT_ID: 'app',
      AZURE_TENANT_ID: tenant,
    };
    expect(await runWith(stage, runner, ['wait'])).toMatchObject({ code: 0 });
    expect(arm.seen.some(({ body }) => body.includes('client_assertion=id-token'))).toBe(true);
  });
});
