/** Which versions machines use, and which are locked. */
import type { Client } from '../client';
import { get, type Json, textAt } from '../../lib/json';
import { listAll } from '../pages';

const compute = 'Microsoft.Compute';
const computeVersion = '2024-07-01';

const usageRights = {
  machines: `${compute}/virtualMachines/read`,
  scaleSets: `${compute}/virtualMachineScaleSets/read`,
  instances: `${compute}/virtualMachineScaleSets/virtualMachines/read`,
  locks: 'Microsoft.Authorization/locks/read',
} as const;

/** What uses an image of a gallery: a version, or whatever was the newest one. */
export interface Use {
  /** Id of the version, or of the definition; in lower case. */
  readonly image: string;
  readonly by: string;
}

function referenceOf(resource: Json, ...path: readonly string[]): readonly string[] {
  const reference = get(resource, ...path);
  const exact = textAt(reference, 'exactVersion');
  const id = textAt(reference, 'id') ?? textAt(reference, 'sharedGalleryImageId');
  if (id === undefined) return [];
  // A machine made from "latest" says which version that was.
  const definition = id.replace(/\/versions\/[^/]*$/i, '');
  const pinned = /\/versions\/\d/i.test(id);
  return [(exact !== undefined && !pinned ? `${definition}/versions/${exact}` : id).toLowerCase()];
}

/** All uses of gallery images by the machines and scale sets of a subscription. */
export async function usesOfImages(client: Client, subscription: string): Promise<readonly Use[]> {
  const list = (type: string, right: string): Promise<readonly Json[]> =>
    listAll(client, {
      url: `/subscriptions/${encodeURIComponent(subscription)}/providers/${compute}/${type}?api-version=${computeVersion}`,
      right,
    });
  const machines = await list('virtualMachines', usageRights.machines);
  const sets = await list('virtualMachineScaleSets', usageRights.scaleSets);
  const uses: Use[] = machines.flatMap((one) =>
    usesBy(one, ['properties', 'storageProfile', 'imageReference']),
  );
  for (const set of sets) {
    const own = usesBy(set, [
      'properties',
      'virtualMachineProfile',
      'storageProfile',
      'imageReference',
    ]);
    uses.push(...own);
    // Instances of a uniform scale set are not among the machines, and may be older than its model.
    const uniform = !/^flexible$/i.test(
      textAt(set, 'properties', 'orchestrationMode') ?? 'Uniform',
    );
    const id = textAt(set, 'id');
    if (uniform && own.length > 0 && id !== undefined) {
      const instances = await listAll(client, {
        url: `${id}/virtualMachines?api-version=${computeVersion}`,
        right: usageRights.instances,
      });
      uses.push(
        ...instances.flatMap((one) =>
          usesBy(one, ['properties', 'storageProfile', 'imageReference']),
        ),
      );
    }
  }
  return uses;
}

function usesBy(resource: Json, path: readonly string[]): readonly Use[] {
  const by = textAt(resource, 'name') ?? textAt(resource, 'id') ?? 'a machine';
  return referenceOf(resource, ...path).map((image) => ({ image, by }));
}

/** The scopes on which locks hold, in lower case, of a subscription and all in it. */
export async function lockedScopes(
  client: Client,
  subscription: string,
): Promise<readonly string[]> {
  const locks = await listAll(client, {
    url: `/subscriptions/${encodeURIComponent(subscription)}/providers/Microsoft.Authorization/locks?api-version=2020-05-01`,
    right: usageRights.locks,
  });
  return locks.flatMap((lock) => {
    const id = textAt(lock, 'id');
    const scope = id && /^(.*)\/providers\/Microsoft\.Authorization\/locks\/[^/]+$/i.exec(id)?.[1];
    return scope ? [scope.toLowerCase()] : [];
  });
}
