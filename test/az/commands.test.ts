/** The commands of the README and the steps of the pipelines, run in order with the real Azure CLI against a stand-in. */
import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { renderPipeline } from '../../src/emit/outputs';
import { fleetView } from '../../src/emit/views/pipelines-view';
import { type ArmServer, deploymentOf, type Stage, startArm } from '../support/arm-server';
import { describeIf } from '../support/programs';
import { hasAz, subscription } from '../support/az';
import { root } from '../support/images';

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

function bash(script: string, cwd: string, env: NodeJS.ProcessEnv): Promise<Run> {
  return new Promise((resolve) => {
    execFile('bash', ['-e', '-c', script], { cwd, env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

const artifactId = `/subscriptions/${subscription}/resourceGroups/x/providers/Microsoft.Compute/galleries/corpGallery/images/web-base/versions/1.0.0`;

/** A checkout with one image, in which `npx` finds this aibgen. */
function repository(...images: readonly string[]): { folder: string; env: NodeJS.ProcessEnv } {
  const folder = mkdtempSync(path.join(tmpdir(), 'aibgen repository-'));
  for (const image of images) {
    for (const part of [`specs/${image}.yaml`, `out/${image}`]) {
      cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
    }
  }
  for (const file of ['aibgen.schema.json', '.aibgen.json']) {
    cpSync(path.join(root, 'out', file), path.join(folder, 'out', file));
  }
  const bin = path.join(folder, '.git/bin');
  mkdirSync(bin, { recursive: true });
  const command = (name: string, text: string): void => {
    writeFileSync(path.join(bin, name), `#!/bin/sh\n${text}\n`);
    chmodSync(path.join(bin, name), 0o755);
  };
  command('npm', 'test "$*" = ci');
  command(
    'npx',
    `test "$1 $2" = "--no-install aibgen" || exit 1\nshift 2\nexec node '${root}/dist/bin.js' "$@"`,
  );
  commit(folder, 'first');
  const env = { ...arm.env, PATH: `${bin}${path.delimiter}${arm.env.PATH}`, AIBGEN_INTERVAL: '0' };
  return { folder, env };
}

const git = (folder: string, ...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@x', ...args], { cwd: folder, encoding: 'utf8' }).trim(); // prettier-ignore

function commit(folder: string, message: string): string {
  git(folder, 'init', '--quiet');
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--allow-empty', '--message', message);
  return git(folder, 'rev-parse', 'HEAD');
}

type Step = Readonly<Record<string, unknown>> & { readonly env?: Readonly<Record<string, string>> };

/** A text in which expressions have the values that they have in this run; one that is not listed is an error. */
function evaluate(text: unknown, values: Readonly<Record<string, string>>): string {
  return String(text).replace(/\$\{\{ (.*?) \}\}|\$\(([A-Za-z.]+)\)/gs, (_, expression, macro) => {
    const value = values[expression ?? macro];
    if (value === undefined) throw new Error(`What is ${expression ?? macro}?`);
    return value;
  });
}

function evaluateAll(
  env: Readonly<Record<string, unknown>> | undefined,
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(env ?? {}).map(([name, text]) => [name, evaluate(text, values)])); // prettier-ignore
}

/** Runs jobs of a workflow of GitHub as its runner does; gives back the outputs of steps and the summary. */
async function runWorkflow(
  text: string,
  jobs: readonly string[],
  given: Readonly<Record<string, string>>,
  { folder, env }: { folder: string; env: NodeJS.ProcessEnv },
) {
  const workflow = parse(text);
  const values: Record<string, string> = { ...given };
  const file = (name: string): string => path.join(folder, '.git', name);
  writeFileSync(file('summary'), '');
  for (const job of jobs) {
    for (const step of workflow.jobs[job].steps as readonly Step[]) {
      if (step.run === undefined || (step.if !== undefined && values[String(step.if)] !== 'true'))
        continue;
      writeFileSync(file('output'), '');
      const done = await bash(String(step.run), folder, {
        ...env,
        ...evaluateAll(workflow.env, values),
        ...evaluateAll(step.env, values),
        GITHUB_OUTPUT: file('output'),
        GITHUB_STEP_SUMMARY: file('summary'),
      });
      if (done.code !== 0)
        throw new Error(`${String(step.name)} ended with ${done.code}: ${done.stderr}`);
      for (const [, name, value] of readFileSync(file('output'), 'utf8').matchAll(
        /^([^=]+)=(.*)$/gm,
      )) {
        values[`steps.${step.id}.outputs.${name}`] = value ?? '';
      }
    }
  }
  return { values, summary: readFileSync(file('summary'), 'utf8') };
}

/** Runs jobs of Azure Pipelines as its agent does; gives back the variables that steps have set. */
async function runAgent(
  text: string,
  jobs: readonly string[],
  given: Readonly<Record<string, string>>,
  { folder, env }: { folder: string; env: NodeJS.ProcessEnv },
) {
  const all: readonly { job: string; steps: readonly Step[] }[] = parse(text).jobs;
  const variables: Record<string, string> = {};
  let summary = '';
  for (const job of jobs) {
    for (const step of all.find((one) => one.job === job)?.steps ?? []) {
      const inputs = step.inputs as { inlineScript?: string } | undefined;
      const script = step.bash ?? inputs?.inlineScript;
      if (
        script === undefined ||
        (step.condition !== undefined && given[String(step.condition)] !== 'true')
      )
        continue;
      const done = await bash(evaluate(script, {}), folder, {
        ...env,
        AGENT_TEMPDIRECTORY: path.join(folder, '.git'),
        TF_BUILD: 'True',
        ...evaluateAll(step.env, given),
      });
      if (done.code !== 0)
        throw new Error(`${String(step.displayName)} ended with ${done.code}: ${done.stderr}`);
      for (const [, name = '', value = ''] of done.stdout.matchAll(
        /##vso\[task\.setvariable variable=([^;]+);isOutput=true\](.*)/g,
      )) {
        variables[name] = value;
      }
      const file = /##vso\[task\.uploadsummary\](.*)/.exec(done.stdout)?.[1];
      if (file !== undefined) summary += readFileSync(file, 'utf8');
    }
  }
  return { variables, summary };
}

function expectBuilt(stage: Stage): void {
  const put = stage.seen.find(({ method }) => method === 'PUT');
  const sent = deploymentOf(put?.body ?? '').properties;
  const file = path.join(root, 'out/web-base/azuredeploy.json');
  expect(sent.template).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  expect(sent.parameters).toEqual({ deployRights: { value: false } });
  // Deployed, built, and cleaned up.
  expect(stage.seen.some(({ path: where }) => /\/imagetemplates\/web-base\/run$/i.test(where))).toBe(true); // prettier-ignore
  expect(stage.templates).toEqual({});
}

const pipeline = (name: string): string =>
  readFileSync(path.join(root, 'out/web-base/pipelines', name), 'utf8');
const outputs = { 'web-base': { artifactId } };
const fleet = fleetView({ spec: 'specs', out: 'out', flags: [], buildFlags: [] }, 255);

describeIf(hasAz, 'the Azure CLI', 'with az', () => {
  test.concurrent(
    'the steps of the GitHub workflow take the image from deploy to outputs and clean-up',
    async () => {
      const stage = arm.stage({ outputs });
      const here = repository('web-base');
      const values = {
        'inputs.client-id || vars.AZURE_CLIENT_ID': 'app',
        'inputs.tenant-id || vars.AZURE_TENANT_ID': 'tenant',
        'inputs.subscription-id': subscription,
        'inputs.resource-group': stage.group,
        'inputs.parameters': '',
        'inputs.deploy-rights || false': 'false',
        "inputs.replace && 'yes' || ''": 'yes',
        'inputs.clean': 'true',
        'github.event.pull_request.base.sha': git(here.folder, 'rev-parse', 'HEAD'),
        "github.event_name == 'pull_request'": 'true',
      };
      const preview = await runWorkflow(pipeline('github.yml'), ['check', 'preview'], values, here);
      expect(preview.summary).toContain('web-base: the same rights.');
      expect(stage.seen.some(({ method }) => method === 'PUT')).toBe(false);
      const jobs = ['check', 'build', 'wait-1', 'finish', 'stop'];
      const push = { ...values, "github.event_name == 'pull_request'": 'false' };
      const run = await runWorkflow(pipeline('github.yml'), jobs, push, here);
      expect(run.values['steps.outputs.outputs.artifacts']).toBe(`["${artifactId}"]`);
      expect(run.summary).toContain(artifactId);
      expectBuilt(stage);
      rmSync(here.folder, { recursive: true });
    },
  );

  test.concurrent('the steps of the pipeline of Azure DevOps do the same', async () => {
    const stage = arm.stage({ outputs });
    const here = repository('web-base');
    const values = {
      'trim(parameters.subscription)': subscription,
      'trim(parameters.resourceGroup)': stage.group,
      'trim(parameters.values)': '',
      'lower(parameters.deployRights)': 'false',
      'lower(parameters.replace)': 'true',
      "and(succeeded(), eq('${{ parameters.clean }}', 'True'))": 'true',
    };
    const jobs = ['check', 'build', 'wait_1', 'finish', 'stop'];
    const run = await runAgent(pipeline('azure-pipelines.yml'), jobs, values, here);
    expect(run.variables).toEqual({ artifacts: `["${artifactId}"]`, 'artifact-1': artifactId });
    expect(run.summary).toContain(artifactId);
    expectBuilt(stage);
    rmSync(here.folder, { recursive: true });
  });

  test.concurrent(
    'a fleet finds what a push changed, of many commits too, and nothing where nothing did',
    async () => {
      const here = repository('web-base', 'to-vhd');
      const before = git(here.folder, 'rev-parse', 'HEAD');
      writeFileSync(
        path.join(here.folder, 'specs/web-base.yaml'),
        `${readFileSync(path.join(here.folder, 'specs/web-base.yaml'), 'utf8')}tags: { a: b }\n`,
      );
      await bash('npx --no-install aibgen build specs', here.folder, here.env);
      commit(here.folder, 'second');
      const after = commit(here.folder, 'third');
      const github = async (base: string) => {
        const values = {
          'vars.AZURE_CLIENT_ID': '',
          'vars.AZURE_TENANT_ID': '',
          'vars.AZURE_SUBSCRIPTION_ID': '',
          'vars.AZURE_RESOURCE_GROUP': '',
          'inputs.deploy-rights || false': 'false',
          'github.event.pull_request.base.sha || github.event.before': base,
          'inputs.shard': '',
        };
        const run = await runWorkflow(renderPipeline('github', fleet), ['check'], values, here);
        const matrix: { include: { name: string }[] } = JSON.parse(
          run.values['steps.images.outputs.matrix'] ?? '',
        );
        return [run.values['steps.images.outputs.any'], ...matrix.include.map(({ name }) => name)];
      };
      expect(await github(before)).toEqual(['true', 'web-base']);
      expect(await github(after)).toEqual(['false']);
      expect(await github('0'.repeat(40))).toEqual(['true', 'to-vhd', 'web-base']);
      const azure = async () => {
        const env = {
          ...here.env,
          BUILD_REASON: 'BatchedCI',
          BUILD_BUILDID: '12',
          BUILD_SOURCEBRANCH: 'refs/heads/main',
          SYSTEM_COLLECTIONURI: `${arm.url}/corp/`,
          SYSTEM_TEAMPROJECTID: 'p',
          SYSTEM_DEFINITIONID: '7',
        };
        const values = { 'parameters.shard': ' ', 'System.AccessToken': 'token' };
        const run = await runAgent(renderPipeline('azure', fleet), ['check'], values, {
          ...here,
          env,
        });
        return [run.variables.any, run.variables.images];
      };
      arm.runs.push(
        { id: 12, sourceVersion: after },
        { id: 11, sourceVersion: before },
        { id: 13, sourceVersion: after },
      );
      expect(await azure()).toEqual(['true', '{"image_1":{"IMAGE_DIR":"out/web-base"}}']);
      arm.runs.push({ id: 11.5, sourceVersion: after });
      expect(await azure()).toEqual(['false', '{}']);
      rmSync(here.folder, { recursive: true });
    },
  );

  test.concurrent.each(['web-base', 'three-targets', 'with-trigger'])(
    'every command of the README of %s',
    async (image) => {
      const folder = path.join(root, 'out', image);
      const stage = arm.stage({ looks: 0 });
      const template = /^template=(.*)$/m;
      const readme = readFileSync(path.join(folder, 'README.md'), 'utf8');
      const name = template.exec(readme)?.[1] ?? '';
      stage.made = { name };
      const runOutputs = [...readme.matchAll(/\/runOutputs\/"(\S+)$/gm)].map(([, one = '']) => one);
      stage.outputs = Object.fromEntries(
        runOutputs.map((one) => [one, { artifactId: `id of ${one}` }]),
      );
      const blocks = [...readme.matchAll(/```sh\n([^]*?)```/g)].map(([, block = '']) => block);
      expect(blocks.length).toBeGreaterThan(5);
      const script = blocks
        // What run.sh does is tried by the steps above; providers are registered by the first image.
        .filter(
          (block) =>
            !block.includes('sh run.sh') &&
            (image === 'web-base' || !block.includes('az provider')),
        )
        .join('')
        .replace(/^subscription=.*$/m, `subscription=${subscription}`)
        .replace(/^group=.*$/m, `group=${stage.group}`)
        // The two ways to deploy are one or the other; the compiler of the first is not az.
        .replace(/az deployment [^\n]*\\\n[^\n]*main\.bicep[^\n]*\n/, '');
      const { code, stdout, stderr } = await bash(`set -u\n${script}`, folder, arm.ownEnv());
      expect([code, stderr]).toEqual([0, expect.not.stringContaining('ERROR')]);
      expect(runOutputs.length).toBeGreaterThan(0);
      for (const one of runOutputs) expect(stdout).toContain(`id of ${one}`);
      expect(stage.templates).toEqual({});
    },
  );
});
