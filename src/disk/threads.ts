/** Threads of this process. */
import { availableParallelism } from 'node:os';
import type { Thread, Threads } from '../cli/io';
import type { Answer, Request, Setup } from '../cli/serve';

// Loaded only where there are many specs.
const library = (): typeof import('node:worker_threads') => require('node:worker_threads');

/** Starts threads that run a script. */
export function diskThreads(script: string): Threads {
  return {
    limit: () => availableParallelism() - 1,
    start: (setup) => startThread(script, setup),
  };
}

function startThread(script: string, setup: Setup): Thread {
  const { Worker } = library();
  const worker = new Worker(script, { workerData: setup });
  return {
    ask: (request) =>
      new Promise<Answer>((resolve, reject) => {
        const settle = (then: () => void): void => {
          worker.removeAllListeners();
          then();
        };
        worker.once('message', (answer: Answer) => settle(() => resolve(answer)));
        worker.once('error', (error) => settle(() => reject(error)));
        worker.once('exit', () => settle(() => reject(new Error('a thread has ended too early'))));
        worker.postMessage(request);
      }),
    stop: () => {
      worker.removeAllListeners();
      void worker.terminate();
    },
  };
}

/** In a thread: answers each request of the one that started it. */
export async function onRequest(
  begin: (setup: Setup) => Promise<(request: Request) => Answer>,
): Promise<void> {
  const { parentPort, workerData } = library();
  const setup: Setup = workerData;
  const answer = await begin(setup);
  parentPort?.on('message', (request: Request) => parentPort.postMessage(answer(request)));
}
