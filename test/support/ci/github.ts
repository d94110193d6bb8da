/**
 * Plays GitHub Actions: events, concurrency, conditions, permissions, steps, outputs, and the few parts of the API that the
 * workflow calls. What it does not know is an error.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { type Ci, createQueue, newRun, type Result, resultOf, type Run } from './ci';
import { calls, evaluate, type Scope, textOf, truthy, type Value } from './expression';
import { githubApi } from './github-api';
import { openShell } from './shell';
import { terraformOf } from './terraform';
import type { World } from './world';

interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string | boolean;
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'continue-on-error'?: boolean;
}

interface Job {
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly steps: readonly Step[];
  readonly 'continue-on-error'?: boolean | string;
}

interface Workflow {
  readonly on: { readonly workflow_dispatch: { readonly inputs: Readonly<Record<string, { readonly default: Value }>> } }; // prettier-ignore
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency: { readonly group: string; readonly 'cancel-in-progress': string };
  readonly jobs: Readonly<Record<string, Job>>;
}

type Values = Record<string, Value>;

const statusFunctions = ['success', 'failure', 'always', 'cancelled'];

/** Text with expressions filled in. */
function fill(text: string, scope: Scope): string {
  return text.replace(/\$\{\{(.*?)\}\}/gs, (_, inner: string) => textOf(evaluate(inner, scope)));
}

/** A condition: without a function that asks for the state, it asks for success too. */
function holds(condition: string | boolean | undefined, scope: Scope): boolean {
  const text = String(condition ?? 'success()').replace(/^\s*\$\{\{(.*)\}\}\s*$/s, '$1');
  const asks = calls(text).some((name) => statusFunctions.includes(name));
  return truthy(evaluate(asks ? text : `success() && (${text})`, scope));
}

/** Opens GitHub with the workflow that a commit of the world has. */
export async function createGithub(world: World): Promise<Ci> {
  const api = githubApi();
  const shell = await openShell({
    npx: world.npx,
    terraform: terraformOf(world),
    gh: async ({ args, env }) => api.call(args, env),
    date: async () => ({ code: 0, stdout: '2\n' }),
  });
  const queues = new Map<string, ReturnType<typeof createQueue>>();
  const active = new Map<string, Run>();
  const runs: Run[] = [];
  const settings = { hasRights: true, hasNode: true, hasState: true, group: '' };

  const trigger = async (
    reason: string,
    commit: string,
    event: Values,
    given: Values = {},
  ): Promise<Run> => {
    const run = newRun(commit, reason);
    runs.push(run);
    const copy = world.checkout(commit);
    const workflow = parse(readFileSync(path.join(copy, 'out/pipelines/github.yml'), 'utf8')) as Workflow; // prettier-ignore
    const ref = reason === 'pull_request' ? 'refs/pull/7/merge' : 'refs/heads/main';
    const defaults = Object.entries(workflow.on.workflow_dispatch.inputs).map(([name, input]) => [name, input.default]); // prettier-ignore
    const values: Values = {
      github: { event_name: reason, event, ref, sha: commit, run_id: run.id, run_attempt: '1', workspace: copy }, // prettier-ignore
      inputs: reason === 'workflow_dispatch' ? { ...Object.fromEntries(defaults), ...given } : {},
      vars: {
        AZURE_TENANT_ID: 'tenant',
        AZURE_RESOURCE_GROUP: settings.group,
        AZURE_PLAN_CLIENT_ID: 'app-plan',
        AZURE_CLIENT_ID: 'app-build',
        ...(settings.hasRights ? { AZURE_RIGHTS_CLIENT_ID: 'app-rights' } : {}),
        ...(settings.hasState ? { TERRAFORM_STATE_ACCOUNT: 'states' } : {}),
      },
    };
    const group = fill(workflow.concurrency.group, { values, functions: {} });
    const takesOver = fill(workflow.concurrency['cancel-in-progress'], { values, functions: {} });
    const before = active.get(group);
    if (takesOver === 'true' && before) cancel(before);
    const queue = queues.get(group) ?? createQueue();
    queues.set(group, queue);
    await queue.enter(
      async () => {
        active.set(group, run);
        await play(run, workflow, values);
        active.delete(group);
      },
      () => {
        run.cancelled = true;
        run.result = 'cancelled';
      },
    );
    return run;
  };

  const cancel = (run: Run): void => {
    run.cancelled = true;
    run.kill();
  };

  /** Runs the jobs, each when those that it needs are over. */
  const play = async (run: Run, workflow: Workflow, values: Values): Promise<void> => {
    const open = new Map(Object.entries(workflow.jobs));
    const needsOf = (name: string): readonly string[] => [workflow.jobs[name]?.needs ?? []].flat();
    const before = (name: string): readonly string[] =>
      needsOf(name).flatMap((one) => [one, ...before(one)]);
    const ignored: string[] = [];
    while (open.size > 0) {
      const [next] = [...open].filter(([name]) => needsOf(name).every((one) => one in run.jobs));
      if (!next) throw new Error('jobs need each other');
      const [name, job] = next;
      open.delete(name);
      const results = before(name).map((one) => run.jobs[one]?.result);
      const needs = Object.fromEntries(
        needsOf(name).map((one) => [one, { result: run.jobs[one]?.result ?? '', outputs: run.jobs[one]?.outputs ?? {} }]), // prettier-ignore
      );
      const scope: Scope = {
        values: { ...values, needs },
        closed: ['needs'],
        functions: {
          success: () => !run.cancelled && results.every((one) => one === 'success'),
          failure: () => results.includes('failure'),
          cancelled: () => run.cancelled,
          always: () => true,
        },
      };
      const on = job['continue-on-error'];
      if (on !== undefined && fill(String(on), scope) === 'true') ignored.push(name);
      run.jobs[name] = holds(job.if, scope)
        ? await playJob(run, name, job, workflow, scope)
        : { result: run.cancelled ? 'cancelled' : 'skipped', outputs: {}, log: '' };
    }
    run.result = resultOf(run, ignored);
    api.finished(run);
  };

  const playJob = async (run: Run, name: string, job: Job, workflow: Workflow, outer: Scope) => {
    const { workspace } = outer.values.github as { workspace: string };
    const temp = path.join(workspace, `.runner-${name}`);
    mkdirSync(temp);
    const steps: Record<string, { outcome: Result; outputs: Record<string, string> }> = {};
    const state = { failed: false, node: false, terraform: false, log: '', folder: temp };
    const github = outer.values.github as Record<string, Value>;
    const fork = textOf(evaluate('github.event.pull_request.head.repo.fork', outer)) === 'true';
    // A pull request of a fork gets a token that reads.
    const granted = Object.entries(job.permissions ?? workflow.permissions).map(([what, how]) => `${what}:${fork ? 'read' : how}`); // prettier-ignore
    const keepsRunning = job.if !== undefined && holds(job.if, outer);
    const scope: Scope = {
      closed: ['needs', 'steps'],
      values: {
        ...outer.values,
        github: { ...github, token: granted.join(',') },
        runner: { temp },
        steps: steps as unknown as Value,
        job: { status: 'success' },
      },
      functions: {
        success: () => !state.failed && !stopped(),
        failure: () => state.failed,
        cancelled: stopped,
        always: () => true,
      },
    };
    // A job whose condition still holds is not cancelled: "stop" has to do its work.
    function stopped(): boolean {
      return run.cancelled && !(keepsRunning && run.jobs.build !== undefined && name === 'stop');
    }
    for (const [index, step] of job.steps.entries()) {
      const ends = holds(step.if, scope)
        ? await playStep(run, job, step, scope, state, index)
        : { outcome: 'skipped' as Result, outputs: {} };
      if (step.id !== undefined) steps[step.id] = ends;
      if (ends.outcome === 'failure' && !step['continue-on-error']) state.failed = true;
    }
    const outputs = Object.fromEntries(Object.entries(job.outputs ?? {}).map(([key, text]) => [key, fill(text, scope)])); // prettier-ignore
    const result: Result = stopped() ? 'cancelled' : state.failed ? 'failure' : 'success';
    return { result, outputs, log: state.log };
  };

  interface State {
    node: boolean;
    terraform: boolean;
    log: string;
    folder: string;
  }

  const playStep = async (
    run: Run,
    job: Job,
    step: Step,
    scope: Scope,
    state: State,
    index: number,
  ): Promise<{ outcome: Result; outputs: Record<string, string> }> => {
    // prettier-ignore
    const filled = (all: Readonly<Record<string, unknown>> = {}): Record<string, string> =>
      Object.fromEntries(Object.entries(all).map(([key, text]) => [key, fill(String(text), scope)])); // prettier-ignore
    if (step.uses !== undefined) {
      const done = playAction(run, job, step.uses, filled(step.with), state);
      return { outcome: done ? 'success' : 'failure', outputs: {} };
    }
    const files = Object.fromEntries(
      ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'].map((one) => [one, path.join(state.folder, `${one}-${index}`)]), // prettier-ignore
    );
    for (const file of Object.values(files)) writeFileSync(file, '');
    const github = scope.values.github as Record<string, string>;
    const running = shell.start({
      text: step.run ?? '',
      cwd: path.dirname(state.folder),
      options: ['-eo', 'pipefail'],
      node: state.node,
      env: {
        ...filled(job.env),
        ...filled(step.env),
        ...files,
        RUNNER_TEMP: state.folder,
        GITHUB_EVENT_NAME: run.reason,
        GITHUB_REPOSITORY: 'corp/images',
        GITHUB_REPOSITORY_OWNER: 'corp',
        GITHUB_REF_NAME: 'main',
        GITHUB_SHA: run.commit,
        GITHUB_RUN_ID: run.id,
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_WORKFLOW_REF: `corp/images/.github/workflows/aibgen.yml@${github.ref}`,
        PLAYER_RUN: run.id,
        PLAYER_TERRAFORM: state.terraform ? 'yes' : '',
      },
    });
    let killed = false;
    run.kill = () => {
      killed = true;
      world.killed.add(run.id);
      running.kill();
    };
    const { code, output } = await running.ended;
    run.kill = () => {};
    world.killed.delete(run.id);
    state.log += output;
    run.summary += readFileSync(files.GITHUB_STEP_SUMMARY ?? '', 'utf8');
    const lines = readFileSync(files.GITHUB_OUTPUT ?? '', 'utf8')
      .split('\n')
      .filter(Boolean);
    const outputs = Object.fromEntries(lines.map((line) => [line.split('=', 1)[0] ?? '', line.slice(line.indexOf('=') + 1)])); // prettier-ignore
    return { outcome: killed ? 'cancelled' : code === 0 ? 'success' : 'failure', outputs };
  };

  const playAction = (
    run: Run,
    job: Job,
    uses: string,
    given: Readonly<Record<string, string>>,
    state: State,
  ): boolean => {
    // prettier-ignore
    const [action] = uses.split('@');
    switch (action) {
      case 'actions/checkout':
        return given['persist-credentials'] === 'false';
      case 'actions/setup-node':
        state.node = settings.hasNode;
        if (!settings.hasNode) state.log += 'Unable to find Node version\n';
        return settings.hasNode;
      case 'hashicorp/setup-terraform':
        state.terraform = given['terraform_wrapper'] === 'false';
        return state.terraform;
      case 'actions/upload-artifact': {
        const kept = given.path ?? '';
        if (existsSync(kept)) run.artifacts[given.name ?? ''] = filesOf(kept);
        return true;
      }
      case 'github/codeql-action/upload-sarif':
        if (job.permissions?.['security-events'] !== 'write' || !existsSync(given.sarif_file ?? ''))
          return false;
        run.artifacts.sarif = { sarif: readFileSync(given.sarif_file ?? '', 'utf8') };
        return true;
    }
    throw new Error(`an action that is not known: ${uses}`);
  };

  return Object.assign(settings, {
    runs,
    cancel,
    comments: api.comments,
    push: (commit: string, before = '0'.repeat(40)) => trigger('push', commit, { before }),
    pullRequest: (commit: string, { base, fork = false }: { base: string; fork?: boolean }) =>
      trigger('pull_request', commit, { pull_request: { number: 7, base: { sha: base }, head: { sha: commit, repo: { fork } } } }), // prettier-ignore
    schedule: (commit: string, cron = '17 3 * * 2') => trigger('schedule', commit, { schedule: cron }), // prettier-ignore
    byHand: (commit: string, inputs: object) => trigger('workflow_dispatch', commit, {}, { ...inputs }), // prettier-ignore
    stop: shell.stop,
  });
}

function filesOf(at: string): Readonly<Record<string, string>> {
  if (statSync(at).isFile()) return { [path.basename(at)]: readFileSync(at, 'utf8') };
  return Object.fromEntries(readdirSync(at).map((name) => [name, readFileSync(path.join(at, name), 'utf8')])); // prettier-ignore
}
