/**
 * A stand-in for Azure: Resource Manager and blobs, as far as the commands go. It keeps resources, lets operations take some
 * looks, refuses what is not granted, and goes wrong as a test says. It knows nothing of what the product should do.
 */
import { route } from './routes';
import type { Azure, Reply, Seen } from './state';

export { type Azure, type Build, createAzure, type JsonObject, type Seen } from './state';

/** Answers a request; a text says how the connection ends instead. */
export function answer(azure: Azure, seen: Seen): Reply | 'cut' | 'hang' {
  azure.seen.push(seen);
  const fault = azure.faults.find(
    (one) =>
      one.times > 0 &&
      (one.method === undefined || one.method === seen.method) &&
      one.path.test(seen.path),
  );
  if (fault) fault.times -= 1;
  if (fault?.cut === 'before') return 'cut';
  if (fault?.cut === 'hang') return 'hang';
  if (fault && fault.cut === undefined) {
    return {
      status: fault.status ?? 500,
      ...(fault.headers ? { headers: fault.headers } : {}),
      ...(fault.body === undefined ? {} : { body: fault.body }),
    };
  }
  if (seen.headers.authorization !== `Bearer ${azure.token}`) {
    const message = 'The access token has expired.';
    return { status: 401, body: { error: { code: 'ExpiredAuthenticationToken', message } } };
  }
  const reply = route(azure, seen);
  return fault?.cut === 'after' ? 'cut' : reply;
}
