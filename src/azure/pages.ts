import type { Client, Request } from './client';
import { type Json, listAt, textAt } from '../lib/json';

/** All items of a list, page after page. */
export async function listAll(
  client: Client,
  request: Omit<Request, 'method'>,
): Promise<readonly Json[]> {
  const items: Json[] = [];
  const seen = new Set<string>();
  let next: string | undefined = request.url;
  while (next !== undefined && !seen.has(next)) {
    seen.add(next);
    const { body }: { readonly body: Json | undefined } = await client.arm({
      ...request,
      method: 'GET',
      url: next,
    });
    items.push(...listAt(body, 'value'));
    next = textAt(body, 'nextLink');
  }
  return items;
}
