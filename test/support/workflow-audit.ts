/**
 * What a security review looks for in a workflow of GitHub Actions; each finding says where and what. That variables are in
 * quotes is for shellcheck to find.
 */
import { parse } from 'yaml';

interface Job {
  readonly if?: string;
  readonly uses?: string;
  readonly needs?: unknown;
  readonly environment?: string;
  readonly 'timeout-minutes'?: number;
  readonly permissions?: Readonly<Record<string, string>> | string;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly steps?: readonly Step[];
}

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** Permissions that the workflow is known to use, by job; the rest would be too much. */
const needed: Readonly<Record<string, readonly string[]>> = {
  plan: ['pull-requests: write', 'security-events: write'],
  build: ['deployments: write', 'id-token: write'],
  collect: ['deployments: write', 'id-token: write'],
};

/** Findings of the audit. `unpinned` are uses of actions that the configuration asks for, and the user answers for. */
export function auditWorkflow(text: string, unpinned: readonly string[] = []): readonly string[] {
  const workflow: { on: object; permissions?: unknown; jobs: Record<string, Job> } = parse(text);
  const found: string[] = [];
  for (const event of ['pull_request_target', 'workflow_run', 'issue_comment']) {
    if (event in workflow.on) found.push(`on: ${event} runs with rights for what others write`);
  }
  if (JSON.stringify(workflow.permissions) !== '{"contents":"read"}') {
    found.push('permissions of the workflow are more than contents: read');
  }
  if (/\bsecrets\b/.test(text)) found.push('a secret is used: logins are federated');
  for (const [name, job] of Object.entries(workflow.jobs))
    found.push(...auditJob(name, job, unpinned));
  return found;
}

function auditJob(name: string, job: Job, unpinned: readonly string[]): readonly string[] {
  const found: string[] = [];
  if (typeof job['timeout-minutes'] !== 'number') found.push(`${name}: no time limit`);
  if (typeof job.permissions !== 'object') found.push(`${name}: no permissions of its own`);
  const writes = Object.entries(job.permissions ?? {}).filter(([, how]) => how !== 'read').map(([what, how]) => `${what}: ${how}`); // prettier-ignore
  for (const one of writes) {
    if (!(needed[name] ?? ['id-token: write']).includes(one)) found.push(`${name}: ${one} is too much`); // prettier-ignore
  }
  if (writes.includes('id-token: write')) {
    if (job.environment === undefined) found.push(`${name}: a login outside of an environment`);
    const guard = job.if ?? '';
    const ofBuild = /needs\.build\./.test(guard);
    if (!ofBuild && !/github\.event_name [!=]= 'pull_request'/.test(guard)) found.push(`${name}: a login for any event`); // prettier-ignore
    if (/== 'pull_request'/.test(guard) && !guard.includes('!github.event.pull_request.head.repo.fork')) found.push(`${name}: a login for forks`); // prettier-ignore
  }
  for (const [index, step] of (job.steps ?? []).entries()) {
    found.push(...auditStep(step, unpinned).map((one) => `${name}, step ${index + 1}: ${one}`));
  }
  return found;
}

function auditStep(
  { run = '', uses, with: given }: Step,
  unpinned: readonly string[],
): readonly string[] {
  const found: string[] = [];
  if (run.includes('${{')) found.push('an expression inside of a script');
  if (/GITHUB_(?:ENV|PATH)\b/.test(run)) found.push('a script sets variables of later steps');
  if (/\b(?:eval|curl|wget)\b/.test(run)) found.push('a script runs or loads what it is given');
  if (uses === undefined) return found;
  if (!/@[0-9a-f]{40}$/.test(uses) && !unpinned.includes(uses)) found.push(`${uses} is not pinned by commit`); // prettier-ignore
  if (uses.startsWith('actions/checkout@') && given?.['persist-credentials'] !== false) {
    found.push('the checkout leaves a token behind');
  }
  if (uses.startsWith('actions/cache')) found.push('a cache that other branches may fill');
  return found;
}
