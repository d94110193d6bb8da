/** Threads of this process. */
import { availableParallelism } from 'node:os';
import { threads } from './processes';

/** Worker threads. The callers define the requests and answers. */
export interface Threads {
  /** The number of threads. */
  readonly limit: () => number;
  readonly start: <Request, Answer>(setup: unknown) => Thread<Request, Answer>;
}

/** A thread that answers one request at a time. */
export interface Thread<Request, Answer> {
  readonly ask: (request: Request) => Promise<Answer>;
  readonly stop: () => Promise<void>;
}

/** Starts threads that run a script. */
export function diskThreads(script: string): Threads {
  return {
    limit: availableParallelism,
    start: (setup) => startThread(script, setup),
  };
}

/** Who waits for the answer to a request. */
interface Pending<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

function startThread<Request, Answer>(script: string, setup: unknown): Thread<Request, Answer> {
  const { Worker } = threads();
  const resourceLimits = { maxYoungGenerationSizeMb: 6, maxOldGenerationSizeMb: 1024 };
  const worker = new Worker(script, { workerData: setup, resourceLimits });
  let pending: Pending<Answer> | undefined;
  worker.on('message', (answer: Answer) => pending?.resolve(answer));
  let failure: unknown;
  const fail = (error: unknown): void => {
    failure ??= error;
    pending?.reject(failure);
  };
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('a worker thread ended unexpectedly')));
  return {
    ask: (request) =>
      new Promise<Answer>((resolve, reject) => {
        pending = { resolve, reject };
        if (failure === undefined) worker.postMessage(request);
        else reject(failure);
      }),
    stop: async () => {
      await worker.terminate();
    },
  };
}

/** In a worker: answers each request of the thread that started it. */
export async function onRequest<Setup, Request, Answer>(
  begin: (setup: Setup) => Promise<(request: Request) => Promise<Answer>>,
): Promise<void> {
  const { parentPort, workerData } = threads();
  const setup: Setup = workerData;
  const answer = await begin(setup);
  // A failure ends the thread, which the one that started it is told.
  parentPort?.on('message', async (request: Request) => {
    parentPort.postMessage(await answer(request));
  });
}
