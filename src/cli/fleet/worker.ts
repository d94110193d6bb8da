/** A worker thread: it does the work of a command with the specs that it is given. */
import type { Host } from '../../disk/host';
import { readTemplates } from '../read-user-templates';
import type { Answer, Request, Setup, Work, WorkName } from './worker-protocol';

const works: Readonly<Record<WorkName, () => Promise<Work<never, never, unknown>>>> = {
  azure: async () => (await import('../azure/azure-work')).azureWork,
  build: async () => (await import('../build/prepare')).buildWork,
  diff: async () => (await import('../diff/diff-work')).diffWork,
  matrix: async () => (await import('./matrix-work')).matrixWork,
  resolve: async () => (await import('./resolve-work')).resolveWork,
  roles: async () => (await import('../roles/roles-work')).rolesWork,
};

/** Creates the function that answers the requests to a worker. */
export async function createServer(
  host: Host,
  { work, options, templates, positions, worker }: Setup,
): Promise<(request: Request<never>) => Promise<Answer<unknown>>> {
  const { begin } = await works[work]();
  // The main thread reports errors of the templates.
  const { own } = await readTemplates(host, templates);
  const share = begin(host, options, own);
  return async (request) => {
    if (request.kind === 'write') return { kind: 'written', result: share.write?.() };
    const results: unknown[] = [];
    for (const job of request.jobs) {
      Atomics.add(positions, worker, 1);
      results.push(await share.run(job));
    }
    return { kind: 'results', results };
  };
}
