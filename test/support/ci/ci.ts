/** What the players of both CI systems have in common: runs, their jobs, and what somebody sees of them. */

export type Result = 'success' | 'failure' | 'cancelled' | 'skipped';

/** A job that is over. */
export interface JobRun {
  readonly result: Result;
  readonly outputs: Readonly<Record<string, string>>;
  /** All that its steps printed. */
  readonly log: string;
}

/** A run of the pipeline. */
export interface Run {
  readonly id: string;
  readonly commit: string;
  /** What started it, in the words of the CI system. */
  readonly reason: string;
  readonly jobs: Record<string, JobRun>;
  result: Result | undefined;
  cancelled: boolean;
  /** Ends the script that runs. */
  kill: () => void;
  /** The summary that people read. */
  summary: string;
  /** What was kept: the files of each artifact, by its name. */
  readonly artifacts: Record<string, Readonly<Record<string, string>>>;
}

/** What was asked for in a run by hand. */
export interface Inputs {
  readonly images?: string;
  readonly all?: boolean;
  readonly rights?: boolean;
}

/** A CI system with the pipeline of a project. Each function gives back the run when it is over. */
export interface Ci {
  readonly push: (commit: string, before?: string) => Promise<Run>;
  readonly pullRequest: (commit: string, from: { readonly base: string; readonly fork?: boolean }) => Promise<Run>; // prettier-ignore
  readonly schedule: (commit: string, cron?: string) => Promise<Run>;
  readonly byHand: (commit: string, inputs: Inputs) => Promise<Run>;
  /** Cancels a run as a person does. */
  readonly cancel: (run: Run) => void;
  /** Runs in their order, those that go on included. */
  readonly runs: readonly Run[];
  /** Text of the comments on the pull request; none where the system has none. */
  readonly comments: readonly string[];
  /** False: no environment, variables or service connection for rights were set up. */
  hasRights: boolean;
  /** The resource group that the pipeline is given. */
  group: string;
  /** False: no storage account for the states of Terraform was set up. */
  hasState: boolean;
  /** False: Node.js cannot be set up on the runner. */
  hasNode: boolean;
  readonly stop: () => void;
}

let runs = 0;

/** A run that begins. */
export function newRun(commit: string, reason: string): Run {
  runs += 1;
  return { id: String(runs), commit, reason, jobs: {}, result: undefined, cancelled: false, kill: () => {}, summary: '', artifacts: {} }; // prettier-ignore
}

/** The result of a run, from those of its jobs. */
export function resultOf(run: Run, ignored: readonly string[] = []): Result {
  if (run.cancelled) return 'cancelled';
  const results = Object.entries(run.jobs).filter(([name]) => !ignored.includes(name));
  return results.some(([, { result }]) => result === 'failure') ? 'failure' : 'success';
}

/** What became of each job that was not skipped. */
export function results(run: Run | undefined): Readonly<Record<string, Result>> {
  const all = Object.entries(run?.jobs ?? {}).map(([name, { result }]) => [name, result] as const);
  return Object.fromEntries(all.filter(([, result]) => result !== 'skipped'));
}

/** A queue with one run at work and one that waits; a newer one takes the place of the one that waits. */
export function createQueue(): {
  readonly enter: (work: () => Promise<void>, replaced: () => void) => Promise<void>;
} {
  let busy = false;
  let waiting: { readonly start: () => void; readonly replaced: () => void } | undefined;
  return {
    enter: async (work, replaced) => {
      if (busy) {
        waiting?.replaced();
        const turn = await new Promise<boolean>((resolve) => {
          waiting = {
            start: () => resolve(true),
            replaced: () => {
              replaced();
              resolve(false);
            },
          };
        });
        if (!turn) return;
      }
      busy = true;
      try {
        await work();
      } finally {
        const next = waiting;
        waiting = undefined;
        // The next one starts before anybody else can enter.
        if (next) next.start();
        else busy = false;
      }
    },
  };
}
