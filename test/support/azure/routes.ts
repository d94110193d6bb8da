/** What the stand-in answers, by method and path. */
import { blobRoute } from './blob-routes';
import { containerRoute } from './container-routes';
import { deploymentRoute } from './deployment-routes';
import { fail, guarded, later, merge, notFound, page } from './replies';
import type { Azure, JsonObject, Reply, Seen } from './state';
import { templateRoute } from './template-routes';

export function route(azure: Azure, seen: Seen): Reply {
  if (seen.headers['x-ms-version'] !== undefined) return blobRoute(azure, seen);
  const { path, method } = seen;
  const lower = path.toLowerCase();
  if (!seen.query.get('api-version'))
    return fail(400, 'MissingApiVersionParameter', 'no api-version');
  const [, operation] = /\/operations\/([^/]+)$/.exec(lower) ?? [];
  if (operation !== undefined) return operationReply(azure, operation);
  const [, subscription] = /^\/subscriptions\/([^/]+)/.exec(lower) ?? [];
  if (subscription !== azure.subscription) {
    return fail(
      404,
      'SubscriptionNotFound',
      `The subscription '${subscription}' could not be found.`,
    );
  }
  const [, group] = /^\/subscriptions\/[^/]+\/resourcegroups\/([^/]+)/.exec(lower) ?? [];
  if (group !== undefined && !azure.groups.has(group)) {
    return fail(404, 'ResourceGroupNotFound', `Resource group '${group}' could not be found.`);
  }
  if (lower.endsWith('/resourcegroups')) return groupList(azure, seen);
  if (/\/resourcegroups\/[^/]+$/.test(lower)) {
    const right = 'Microsoft.Resources/subscriptions/resourceGroups';
    if (method === 'DELETE') {
      return guarded(azure, `${right}/delete`, path, () => {
        azure.groups.delete(group ?? '');
        azure.resources.delete(lower);
        return later(azure, 202);
      });
    }
    return guarded(azure, `${right}/read`, path, () => ({
      status: 200,
      body: { id: path, name: group ?? '' },
    }));
  }
  if (lower.includes('/microsoft.resources/deployments/')) return deploymentRoute(azure, seen);
  if (lower.includes('/microsoft.virtualmachineimages/imagetemplates'))
    return templateRoute(azure, seen);
  if (lower.includes('/microsoft.containerinstance/containergroups'))
    return containerRoute(azure, seen);
  return resourceRoute(azure, seen, method);
}

function operationReply(azure: Azure, id: string): Reply {
  const found = azure.operations.get(id);
  if (!found) return notFound(id);
  found.looks -= 1;
  const headers = { 'x-ms-retry-after-ms': '20' };
  if (found.looks >= 0) return { status: 200, headers, body: { status: 'InProgress' } };
  if (!found.failure) return { status: 200, body: { status: 'Succeeded' } };
  return { status: 200, body: { status: 'Failed', error: found.failure } };
}

function groupList(azure: Azure, seen: Seen): Reply {
  const [, name = '', value = ''] =
    /tagName eq '([^']*)' and tagValue eq '([^']*)'/.exec(seen.query.get('$filter') ?? '') ?? [];
  const all = [...azure.resources.values()].filter((one) => {
    const tags = one.tags;
    return (
      one.type === 'group' &&
      typeof tags === 'object' &&
      tags !== null &&
      !Array.isArray(tags) &&
      tags[name] === value
    );
  });
  const right = 'Microsoft.Resources/subscriptions/resourceGroups/read';
  return guarded(azure, right, seen.path, () => page(azure, all, seen));
}

/** Resources of other types: galleries and versions, machines, locks, roles, identities, storage accounts. */
function resourceRoute(azure: Azure, seen: Seen, method: string): Reply {
  const { path } = seen;
  const lower = path.toLowerCase();
  const segments = path.split('/providers/').at(-1)?.split('/') ?? [];
  const isList = segments.length % 2 === 0;
  const types = segments.filter((_, index) => index % 2 === 1);
  const type = [segments[0], ...types].join('/');
  const scope = path;
  if (isList) {
    const found = [...azure.resources.entries()].filter(([key, value]) =>
      isListed(key, value, lower, seen),
    );
    return guarded(azure, `${type}/read`, scope, () =>
      page(
        azure,
        found.map(([, value]) => value),
        seen,
      ),
    );
  }
  const known = azure.resources.get(lower);
  if (method === 'GET') {
    return guarded(azure, `${type}/read`, scope, () =>
      known ? { status: 200, body: known } : notFound(path),
    );
  }
  if (method === 'DELETE') {
    return guarded(azure, `${type}/delete`, scope, () => {
      azure.resources.delete(lower);
      return later(azure, 202);
    });
  }
  return guarded(azure, `${type}/write`, scope, () => {
    const body: JsonObject = JSON.parse(seen.body);
    if (method === 'PATCH' && !known) return notFound(path);
    const made = merge({ id: path, name: segments.at(-1) ?? '', ...known }, body);
    made.properties = merge({ provisioningState: 'Succeeded' }, made.properties as JsonObject);
    azure.resources.set(lower, made);
    return later(azure, method === 'PUT' ? 201 : 202, made);
  });
}

/** Lists at a subscription hold what is in all of its groups. */
function isListed(key: string, value: JsonObject, list: string, { query }: Seen): boolean {
  const [, tail = ''] =
    /(\/providers\/.*)$/.exec(list.slice(list.lastIndexOf('/providers/'))) ?? [];
  const start = list.slice(0, list.length - tail.length);
  const rest = key.slice(key.lastIndexOf('/providers/'));
  const below = key.startsWith(`${start}/`) || key.startsWith(`${start}/providers/`);
  const direct = rest.startsWith(`${tail}/`) && !rest.slice(tail.length + 1).includes('/');
  const [, principal] = /principalId eq '([^']*)'/.exec(query.get('$filter') ?? '') ?? [];
  const properties = value.properties as JsonObject | undefined;
  return below && direct && (principal === undefined || properties?.principalId === principal);
}
