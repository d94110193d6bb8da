/** The resource groups of the storage accounts that a template reads from or writes to. */
import type { JsonObject } from '../lib/json';
import { armProperty, isArmObject } from '../arm/arm-value';
import type { ImportedResource } from '../arm/collect-resources';
import type { ArmReadResult } from '../arm/read-template';
import type { DraftMap } from './draft';
import type { SpecParameters } from './import-parameters';
import { flatten, ownGroup, ownSubscription, specText } from './parameter-tokens';
import { idParts, type Place } from './short-references';

/** `storageAccounts`: known from the scope of a role assignment, or where the template creates the account itself. */
export function accountGroups(
  properties: JsonObject,
  own: Place,
  { others }: ArmReadResult,
  parameters: SpecParameters,
): DraftMap | undefined {
  const text = JSON.stringify(properties);
  const named = new Set(
    [...text.matchAll(/https:\/\/([^"/.]+)\.blob\./gi)].map(([, name = '']) => name.toLowerCase()),
  );
  const groups = others.flatMap((one): [string, string][] => {
    const found = accountOf(one, parameters);
    if (!found || !named.has(found.name.toLowerCase())) return [];
    return [[specText(found.name), groupText(found.place, own)]];
  });
  return groups.length === 0 ? undefined : Object.fromEntries(groups);
}

interface Account {
  readonly name: string;
  readonly place: Place;
}

function accountOf(resource: ImportedResource, parameters: SpecParameters): Account | undefined {
  const flat = (value: Parameters<typeof flatten>[0] | undefined): string => {
    const text = value === undefined ? '' : flatten(value, parameters, []);
    return typeof text === 'string' ? text : '';
  };
  const place: Place = {
    subscription: flat(resource.scope.subscription) || ownSubscription,
    resourceGroup: flat(resource.scope.resourceGroup) || ownGroup,
  };
  const type = resource.type.toLowerCase();
  if (/^microsoft\.storage\/storageaccounts(?:\/providers\/roleassignments)?$/.test(type)) {
    const [name = ''] = flat(resource.name).split('/');
    return name === '' ? undefined : { name, place };
  }
  if (type !== 'microsoft.authorization/roleassignments' || !isArmObject(resource.body)) {
    return undefined;
  }
  // A scope is an id, or a path below the resource group of the deployment.
  const scope = flat(armProperty(resource.body, 'scope'));
  const name = /(?:^|\/)Microsoft\.Storage\/storageAccounts\/([^/]+)/i.exec(scope)?.[1];
  return name === undefined ? undefined : { name, place: idParts(scope) ?? place };
}

/** `group`, or `subscription/group`; a place to fill in where only the deployment knows its group. */
function groupText({ subscription, resourceGroup }: Place, own: Place): string {
  const group = resourceGroup === ownGroup ? own.resourceGroup : resourceGroup;
  const shown = group === ownGroup ? '<resourceGroup>' : specText(group);
  const isOwn = subscription === ownSubscription || subscription === own.subscription;
  return isOwn ? shown : `${specText(subscription)}/${shown}`;
}
