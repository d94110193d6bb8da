/** `run.sh` and the commands of the README, run by the real Azure CLI against a stand-in on loopback. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ArmServer, deploymentOf, startArm, subscription } from './support/arm-server';

const folder = path.join(__dirname, '..', 'out', 'web-base');
const artifactId = `/subscriptions/${subscription}/resourceGroups/image-rg/providers/Microsoft.Compute/galleries/corpGallery/images/web-base/versions/1.0.0`;

function hasAz(): boolean {
  try {
    execFileSync('az', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const there = hasAz();
if (!there) {
  process.stderr.write('\nNo Azure CLI: run.sh and the commands of the README are NOT TRIED.\n');
}

test('CI has the Azure CLI', () => {
  expect(there || process.env.CI !== 'true').toBe(true);
});

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

(there ? describe : describe.skip)('with az', () => {
  let arm: ArmServer;
  beforeAll(async () => {
    arm = await startArm();
  });
  afterAll(() => {
    arm.stop();
  });

  const environment = (): NodeJS.ProcessEnv => ({
    ...arm.env,
    AZURE_SUBSCRIPTION_ID: subscription,
    AZURE_RESOURCE_GROUP: 'image-rg',
    AIBGEN_INTERVAL: '0',
    GITHUB_OUTPUT: undefined,
    GITHUB_STEP_SUMMARY: undefined,
    TF_BUILD: undefined,
  });

  const execute = (
    file: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv = {},
  ): Promise<Run> =>
    new Promise((resolve) => {
      const options = { env: { ...environment(), ...env }, cwd: tmpdir() };
      execFile(file, args, options, (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
      });
    });
  const runSh = (...args: readonly string[]): Promise<Run> =>
    execute('sh', [path.join(folder, 'run.sh'), ...args]);
  const ready = (lastRunStatus?: object): { properties: Record<string, unknown> } => ({
    properties: { provisioningState: 'Succeeded', ...(lastRunStatus ? { lastRunStatus } : {}) },
  });
  const posts = (name: string): number =>
    arm.stage.seen.filter(
      ({ method, path: where }) => method === 'POST' && where.toLowerCase().endsWith(name),
    ).length;

  test('from check to clean', async () => {
    arm.reset({ outputs: { 'web-base': { artifactId } } });
    expect(await runSh('check')).toMatchObject({ code: 0 });
    expect(await runSh('deploy', 'deployRights=false')).toMatchObject({ code: 0 });
    const put = arm.stage.seen.find(({ method }) => method === 'PUT');
    const sent = deploymentOf(put?.body ?? '').properties;
    expect(sent.template).toEqual(
      JSON.parse(readFileSync(path.join(folder, 'azuredeploy.json'), 'utf8')),
    );
    expect(sent.parameters).toEqual({ deployRights: { value: false } });
    expect(await runSh('run')).toMatchObject({ code: 0 });
    const waited = await runSh('wait');
    expect(waited).toMatchObject({ code: 0 });
    expect(await runSh('outputs')).toMatchObject({ code: 0, stdout: `${artifactId}\n` });
    expect(await runSh('clean')).toMatchObject({ code: 0 });
    expect(arm.stage.resource).toBeUndefined();
    expect(await runSh('clean')).toMatchObject({ code: 0 });
  });

  test('a build that fails: what it said, and where its log is', async () => {
    const properties = {
      ...ready().properties,
      exactStagingResourceGroup: '/x/resourceGroups/IT_x',
    };
    arm.reset({
      resource: { properties },
      end: 'Failed',
      message: 'script "x" ended with 1\n##vso[x]',
    });
    expect(await runSh('run')).toMatchObject({ code: 0 });
    const { code, stderr } = await runSh('wait');
    expect(code).toBe(1);
    expect(stderr).toContain('Last build: Failed');
    expect(stderr).toContain('script "x" ended with 1\n# #vso[x]');
    expect(stderr).toContain('customization.log');
    expect(stderr).toContain('storage account buildlogs in the resource group IT_x');
  });

  test('a template that is refused: its code, what the code means; the next deployment deletes it', async () => {
    arm.reset({ refusal: { code: 'BadPIRSource', message: 'no such offer' } });
    const refused = await runSh('deploy');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('BadPIRSource: The marketplace image cannot be used');
    expect(refused.stderr).toContain('no such offer');
    arm.stage.refusal = undefined;
    const again = await runSh('deploy');
    expect(again).toMatchObject({ code: 0 });
    expect(again.stderr).toContain('it is deleted');
  });

  test('a build that outlasts the wait', async () => {
    arm.reset({
      resource: ready({ runState: 'Running', startTime: 'now' }),
      looks: 1000,
      end: 'Running',
    });
    const { code, stderr } = await runSh('wait', '--minutes', '0');
    expect(stderr).toContain('not over after 0 minutes');
    expect(code).toBe(3);
  });

  test('a build that is cancelled midway, and one that runs already', async () => {
    arm.reset({ resource: ready(), looks: 1000 });
    expect(await runSh('run')).toMatchObject({ code: 0 });
    const second = await runSh('run');
    expect(second).toMatchObject({ code: 0 });
    expect(second.stderr).toContain('no other one is started');
    expect(posts('/run')).toBe(1);
    const cleaned = await runSh('clean');
    expect(cleaned.code).toBe(1);
    const cancelled = await runSh('cancel');
    expect(cancelled).toMatchObject({ code: 0 });
    expect(cancelled.stderr).toContain('Canceled');
    expect(await runSh('wait')).toMatchObject({ code: 1 });
    expect(await runSh('cancel')).toMatchObject({ code: 0 });
    expect(posts('/cancel')).toBe(1);
  });

  test('a template that exists is replaced only on demand', async () => {
    arm.reset({ resource: ready({ runState: 'Succeeded', startTime: 'then' }) });
    const refused = await runSh('deploy');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('cannot be changed in place');
    expect(arm.stage.seen.some(({ method }) => method !== 'GET' && method !== 'POST')).toBe(false);
    expect(await runSh('deploy', '--replace')).toMatchObject({ code: 0 });
  });

  test.each([
    { name: 'before it began', drop: 'before', runs: 2 },
    { name: 'after it had begun', drop: 'after', runs: 1 },
  ] as const)('a run whose answer was lost $name', async ({ drop, runs }) => {
    const fault = { method: 'POST', path: /\/run$/i, times: 1, drop };
    arm.reset({
      resource: ready({ runState: 'Failed', startTime: 'then' }),
      faults: [fault],
      looks: 5,
    });
    expect(await runSh('run')).toMatchObject({ code: 0 });
    expect(posts('/run')).toBe(runs);
  });

  test('a deployment whose answer was lost, and that then meets its own template', async () => {
    const fault = { method: 'PUT', path: /deployments/, times: 1, drop: 'after' } as const;
    arm.reset({ faults: [fault], repeats: 'conflict' });
    expect(await runSh('deploy')).toMatchObject({ code: 0 });
  });

  test('throttled, and a network that is away for a while', async () => {
    const look = { method: 'GET', path: /imagetemplates\/web-base$/i };
    arm.reset({
      resource: ready({ runState: 'Running', startTime: 'now' }),
      faults: [
        {
          ...look,
          times: 1,
          status: 429,
          headers: { 'retry-after': '1' },
          body: { error: { code: 'TooManyRequests', message: 'slowly' } },
        },
        { ...look, times: 4, drop: 'before' },
      ],
    });
    const { code, stderr } = await runSh('wait');
    expect(code).toBe(0);
    expect(stderr).toContain('the build goes on');
  });

  test('a login that has expired: said, and in GitHub Actions renewed', async () => {
    const body = {
      error: { code: 'ExpiredAuthenticationToken', message: 'The access token expiry is over.' },
    };
    const fault = {
      method: 'GET',
      path: /imagetemplates\/web-base$/i,
      times: 1,
      status: 401,
      body,
    };
    arm.reset({
      resource: ready({ runState: 'Succeeded', startTime: 'then' }),
      faults: [{ ...fault }],
    });
    const expired = await runSh('wait');
    expect(expired.code).toBe(4);
    expect(expired.stderr).toContain('run az login');
    arm.reset({
      resource: ready({ runState: 'Succeeded', startTime: 'then' }),
      faults: [{ ...fault }],
    });
    const renewed = await execute('sh', [path.join(folder, 'run.sh'), 'wait'], {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${arm.url}/id-token?x=1`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'runner',
      AZURE_CLIENT_ID: 'app',
      AZURE_TENANT_ID: '99999999-8888-7777-6666-555555555555',
    });
    expect(renewed).toMatchObject({ code: 0 });
    expect(
      arm.stage.seen.some(({ body: sent }) => sent.includes('client_assertion=id-token')),
    ).toBe(true);
  });

  test('outputs become variables and a summary of the pipeline', async () => {
    const scratch = mkdtempSync(path.join(tmpdir(), 'aibgen-az-'));
    const file = (name: string): string => path.join(scratch, name);
    arm.reset({
      resource: ready({ runState: 'Succeeded' }),
      outputs: { 'web-base': { artifactId } },
    });
    const { code, stdout } = await execute('sh', [path.join(folder, 'run.sh'), 'outputs'], {
      GITHUB_OUTPUT: file('output'),
      GITHUB_STEP_SUMMARY: file('summary'),
      TF_BUILD: 'True',
    });
    expect(code).toBe(0);
    expect(readFileSync(file('output'), 'utf8')).toBe(
      `artifact-1=${artifactId}\nartifacts=["${artifactId}"]\n`,
    );
    expect(readFileSync(file('summary'), 'utf8')).toContain(`| \`web-base\` | \`${artifactId}\` |`);
    expect(stdout).toContain(
      `##vso[task.setvariable variable=artifacts;isOutput=true]["${artifactId}"]`,
    );
    rmSync(scratch, { recursive: true });
  });

  test.each([
    { args: [], says: 'A command is missing' },
    { args: ['deploi'], says: 'There is no command deploi' },
    { args: ['run', 'now'], says: 'run takes no now' },
    { args: ['wait', '--minutes', 'x'], says: '--minutes is no number' },
    { args: ['wait', '--minutes'], says: '--minutes needs a value' },
  ])('wrong usage: $args', async ({ args, says }) => {
    const { code, stderr } = await runSh(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(says);
  });

  test('every command of the README', async () => {
    arm.reset({ outputs: { 'web-base': { artifactId } }, looks: 0 });
    const readme = readFileSync(path.join(folder, 'README.md'), 'utf8');
    const blocks = [...readme.matchAll(/```sh\n([^]*?)```/g)].map(([, block = '']) => block);
    expect(blocks.length).toBeGreaterThan(5);
    // Those of run.sh are tried above, one by one.
    const script = blocks
      .filter((block) => !block.includes('sh run.sh'))
      .join('')
      .replaceAll("'<subscriptionId>'", subscription)
      .replaceAll("'<resourceGroup>'", 'image-rg')
      // The two ways to deploy are one or the other; the compiler of the first is not az.
      .replace(/az deployment [^\n]*\\\n[^\n]*main\.bicep[^\n]*\n/, '');
    const { code, stdout, stderr } = await execute('sh', ['-euc', `cd ${folder}\n${script}`]);
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('ERROR')]);
    expect(stdout).toContain(artifactId);
    expect(arm.stage.resource).toBeUndefined();
  }, 120_000);
});
