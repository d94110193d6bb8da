/**
 * Plays Azure Pipelines: parameters, conditions, jobs and deployment jobs, logging commands, service connections. What it
 * does not know is an error.
 * @see https://learn.microsoft.com/azure/devops/pipelines/process/expressions
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { type Ci, createQueue, type Inputs, newRun, type Result, resultOf, type Run } from './ci';
import { evaluate, type Scope, textOf, truthy, type Value } from './expression';
import { type Call, type Ended, openShell } from './shell';
import { terraformOf } from './terraform';
import type { World } from './world';

interface Step {
  readonly checkout?: string;
  readonly bash?: string;
  readonly task?: string;
  readonly publish?: string;
  readonly artifact?: string;
  readonly name?: string;
  readonly displayName?: string;
  readonly condition?: string;
  readonly continueOnError?: boolean;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly job?: string;
  readonly deployment?: string;
  readonly dependsOn?: string | readonly string[];
  readonly condition?: string;
  readonly pool?: string | object;
  readonly environment?: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
  readonly strategy?: {
    readonly runOnce: { readonly deploy: { readonly steps: readonly Step[] } };
  };
}

interface Pipeline {
  readonly parameters: readonly { readonly name: string; readonly default: string | boolean }[];
  readonly trigger: { readonly batch: boolean };
  readonly jobs: readonly Job[];
}

const resultNames: Readonly<Record<Result, string>> = { success: 'Succeeded', failure: 'Failed', cancelled: 'Canceled', skipped: 'Skipped' }; // prettier-ignore

/** A value as the system puts it into a text. */
const text = (value: Value): string =>
  typeof value === 'boolean' ? (value ? 'True' : 'False') : textOf(value);

const equal = (left: Value = null, right: Value = null): boolean =>
  text(left).toLowerCase() === text(right).toLowerCase();

const functions: Scope['functions'] = {
  and: (...all) => all.every(truthy),
  or: (...all) => all.some(truthy),
  not: (one = null) => !truthy(one),
  eq: equal,
  ne: (left = null, right = null) => !equal(left, right),
  in: (left = null, ...list) => list.some((one) => equal(left, one)),
  trim: (one = null) => text(one).trim(),
};

/** Opens Azure Pipelines with the pipeline that a commit of the world has. */
export async function createAzurePipelines(world: World): Promise<Ci> {
  const runs: Run[] = [];
  const settings = { hasRights: true, hasNode: true, hasState: true, group: '' };
  const shell = await openShell({
    npx: world.npx,
    terraform: terraformOf(world),
    curl: async (call) => builds(call, runs),
    date: async () => ({ code: 0, stdout: '2\n' }),
  });
  const queue = createQueue();

  const start = async (
    reason: string,
    commit: string,
    given: Inputs = {},
    variables: Readonly<Record<string, string>> = {},
  ): Promise<Run> => {
    // prettier-ignore
    const run = newRun(commit, reason);
    runs.push(run);
    const work = () => play(run, given, { 'Build.Reason': reason, ...variables });
    // Pull requests have nothing to wait for. Pushes that wait are one run, of the latest commit: "batch".
    if (reason === 'PullRequest') await work();
    else {
      await queue.enter(work, () => {
        run.result = 'cancelled';
      });
    }
    return run;
  };

  const play = async (
    run: Run,
    given: Inputs,
    variables: Readonly<Record<string, string>>,
  ): Promise<void> => {
    // prettier-ignore
    const copy = world.checkout(run.commit);
    const file = path.join(copy, 'out/pipelines/azure-pipelines.yml');
    const source = parse(readFileSync(file, 'utf8')) as Pipeline;
    if (!source.trigger.batch) throw new Error('pushes are not batched');
    const asked: Readonly<Record<string, string | boolean>> = { ...given, ...(settings.group === '' ? {} : { resourceGroup: settings.group }) }; // prettier-ignore
    const parameters = Object.fromEntries(
      source.parameters.map((one) => [one.name, asked[one.name] ?? one.default]),
    );
    const scope: Scope = { values: { parameters }, functions, closed: ['parameters'] };
    const pipeline = compiled(source, scope) as Pipeline;
    const open = new Map(pipeline.jobs.map((job) => [job.job ?? job.deployment ?? '', job]));
    const jobs = new Map(open);
    // A job that says nothing of others waits for none: all jobs of a pipeline start at once.
    const needsOf = (name: string): readonly string[] => [jobs.get(name)?.dependsOn ?? []].flat();
    const before = (name: string): readonly string[] =>
      needsOf(name).flatMap((one) => [one, ...before(one)]);
    while (open.size > 0) {
      const [next] = [...open].filter(([name]) => needsOf(name).every((one) => one in run.jobs));
      if (!next) throw new Error('jobs depend on each other');
      const [name, job] = next;
      open.delete(name);
      const results = before(name).map((one) => run.jobs[one]?.result);
      const dependencies = Object.fromEntries(
        needsOf(name).map((one) => [one, { result: resultNames[run.jobs[one]?.result ?? 'skipped'], outputs: run.jobs[one]?.outputs ?? {} }]), // prettier-ignore
      );
      const inner: Scope = {
        values: { variables: { 'System.PullRequest.IsFork': 'False', ...variables }, dependencies },
        closed: ['dependencies'],
        functions: {
          ...functions,
          succeeded: () => !run.cancelled && results.every((one) => one === 'success'),
          failed: () => results.includes('failure'),
          canceled: () => run.cancelled,
          always: () => true,
        },
      };
      run.jobs[name] = truthy(evaluate(job.condition ?? 'succeeded()', inner))
        ? await playJob(run, copy, name, job, inner, variables)
        : { result: run.cancelled ? 'cancelled' : 'skipped', outputs: {}, log: '' };
    }
    run.result = resultOf(run);
  };

  const playJob = async (
    run: Run,
    copy: string,
    name: string,
    job: Job,
    outer: Scope,
    given: Readonly<Record<string, string>>,
  ) => {
    // prettier-ignore
    const temp = path.join(copy, `.agent-${name}`);
    mkdirSync(temp);
    const state = { failed: false, node: false, terraform: false, log: '' };
    // A job that starts when the run is cancelled already has something to do about it.
    const late = run.cancelled;
    const stopped = (): boolean => run.cancelled && !late;
    const variables: Record<string, string> = {
      ...given,
      'Agent.TempDirectory': temp,
      'System.AccessToken': 'token of the job',
      'System.JobAttempt': '1',
      ...(settings.hasState ? { TERRAFORM_STATE_ACCOUNT: 'states' } : {}),
    };
    for (const [key, value] of Object.entries(job.variables ?? {})) {
      const [, runtime = ''] = /^\$\[(.*)\]$/s.exec(value) ?? [];
      variables[key] = runtime === '' ? value : text(evaluate(runtime, outer));
    }
    const outputs: Record<string, string> = {};
    const tools = { run, copy, variables, state };
    for (const step of job.steps ?? job.strategy?.runOnce.deploy.steps ?? []) {
      const scope: Scope = {
        values: { variables: { ...(outer.values.variables as object), ...variables } },
        functions: {
          ...functions,
          succeeded: () => !state.failed && !stopped(),
          succeededOrFailed: () => !stopped(),
          failed: () => state.failed,
          canceled: stopped,
          always: () => true,
        },
      };
      if (!truthy(evaluate(step.condition ?? 'succeeded()', scope))) continue;
      const { code, set = {}, own = {} } = await playStep(tools, step);
      Object.assign(variables, own);
      for (const [key, value] of Object.entries(set)) {
        variables[`${step.name}.${key}`] = value;
        // Outputs of a deployment job have the name of the job in front.
        outputs[`${job.deployment === undefined ? '' : `${name}.`}${step.name}.${key}`] = value;
      }
      if (code !== 0 && !step.continueOnError) state.failed = true;
    }
    const result: Result = stopped() ? 'cancelled' : state.failed ? 'failure' : 'success';
    return { result, outputs, log: state.log };
  };

  /** What a step has done: its exit code, the outputs it has set, and variables of its job alone. */
  interface Done {
    readonly code: number;
    readonly set?: Readonly<Record<string, string>>;
    readonly own?: Readonly<Record<string, string>>;
  }

  interface Tools {
    readonly run: Run;
    readonly copy: string;
    readonly variables: Readonly<Record<string, string>>;
    readonly state: { failed: boolean; node: boolean; terraform: boolean; log: string };
  }

  const playStep = async ({ run, copy, variables, state }: Tools, step: Step): Promise<Done> => {
    // prettier-ignore
    // A variable that is not known stays as it is written.
    const macro = (value: unknown): string => String(value).replace(/\$\(([\w.]+)\)/g, (whole, key: string) => variables[key] ?? whole); // prettier-ignore
    if (step.checkout !== undefined) return { code: 0 };
    if (step.publish !== undefined) {
      const at = macro(step.publish);
      if (!existsSync(at)) return { code: 1 };
      run.artifacts[macro(step.artifact)] = filesOf(at);
      return { code: 0 };
    }
    let script = step.bash;
    let connection: string | undefined;
    switch (step.task) {
      case undefined:
        break;
      case 'NodeTool@0':
        state.node = settings.hasNode;
        if (!settings.hasNode) state.log += 'Unable to find Node version\n';
        return { code: settings.hasNode ? 0 : 1 };
      case 'TerraformInstaller@1':
        state.terraform = true;
        return { code: 0 };
      case 'Delay@1':
        return { code: 0 };
      case 'AzureCLI@2':
        connection = step.inputs?.azureSubscription;
        script = step.inputs?.inlineScript;
        break;
      default:
        throw new Error(`a task that is not known: ${step.task}`);
    }
    if (connection === 'images-rights' && !settings.hasRights) {
      state.log += 'The service connection images-rights could not be found.\n';
      return { code: 1 };
    }
    const named = Object.entries(variables).map(([key, value]) => [key.toUpperCase().replaceAll('.', '_'), value]); // prettier-ignore
    const running = shell.start({
      text: script ?? '',
      cwd: copy,
      options: [],
      node: state.node,
      env: {
        ...Object.fromEntries(named.filter(([key]) => key !== 'SYSTEM_ACCESSTOKEN')),
        ...Object.fromEntries(Object.entries(step.env ?? {}).map(([key, value]) => [key, macro(value)])), // prettier-ignore
        ...(connection === undefined ? {} : { AZURESUBSCRIPTION_SERVICE_CONNECTION_ID: connection }), // prettier-ignore
        SYSTEM_COLLECTIONURI: 'https://dev.azure.com/corp/',
        SYSTEM_TEAMPROJECTID: 'project',
        SYSTEM_DEFINITIONID: '5',
        BUILD_SOURCEBRANCH: 'refs/heads/main',
        PLAYER_RUN: run.id,
        PLAYER_TERRAFORM: state.terraform ? 'yes' : '',
      },
    });
    run.kill = () => {
      world.killed.add(run.id);
      running.kill();
    };
    const { code, output } = await running.ended;
    run.kill = () => {};
    world.killed.delete(run.id);
    state.log += output;
    const set: Record<string, string> = {};
    const own: Record<string, string> = {};
    for (const [, command, properties = '', value = ''] of output.matchAll(
      /^##vso\[([\w.]+) ?([^\]]*)\](.*)$/gm,
    )) {
      // prettier-ignore
      if (command === 'task.uploadsummary') run.summary += readFileSync(value, 'utf8');
      else if (command === 'task.setvariable') {
        const [, name, output] = /^variable=(\w+)(;isOutput=true)?$/.exec(properties) ?? [];
        if (name === undefined) throw new Error(`a variable is set in another way: ${properties}`);
        if (output === undefined) own[name] = value;
        else set[name] = value;
      }
      else if (command !== 'task.logissue') throw new Error(`a command that is not known: ${command}`); // prettier-ignore
    }
    return { code, set, own };
  };

  const builds = async ({ args }: Call, all: readonly Run[]): Promise<Ended> => {
    const address = args.at(-1) ?? '';
    const { searchParams } = new URL(address);
    const reasons = searchParams.get('reasonFilter')?.toLowerCase().split(',') ?? [];
    const value = all
      .filter(
        ({ reason, result }) => reasons.includes(reason.toLowerCase()) && result === 'success',
      ) // prettier-ignore
      .toReversed()
      .map(({ commit }) => ({ sourceVersion: commit }));
    writeFileSync(args[args.indexOf('--output') + 1] ?? '', JSON.stringify({ value }));
    return { code: 0, stdout: '' };
  };

  const toMain = { 'System.PullRequest.TargetBranch': 'refs/heads/main' };
  return Object.assign(settings, {
    runs,
    comments: [],
    cancel: (run: Run): void => {
      run.cancelled = true;
      run.kill();
    },
    push: (commit: string) => start('IndividualCI', commit),
    pullRequest: (commit: string, { fork = false }: { fork?: boolean }) =>
      start('PullRequest', commit, {}, fork ? { ...toMain, 'System.PullRequest.IsFork': 'True' } : toMain), // prettier-ignore
    schedule: (commit: string) => start('Schedule', commit),
    byHand: (commit: string, inputs: Inputs) => start('Manual', commit, inputs),
    stop: shell.stop,
  });
}

/** A pipeline with the expressions filled in that are evaluated before it runs. */
function compiled(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') {
    return value.replace(/\$\{\{(.*?)\}\}/gs, (_, inner: string) => text(evaluate(inner, scope)));
  }
  if (Array.isArray(value)) return value.map((one) => compiled(one, scope));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, compiled(inner, scope)])); // prettier-ignore
}

function filesOf(at: string): Readonly<Record<string, string>> {
  if (statSync(at).isFile()) return { [path.basename(at)]: readFileSync(at, 'utf8') };
  return Object.fromEntries(readdirSync(at).map((name) => [name, readFileSync(path.join(at, name), 'utf8')])); // prettier-ignore
}
