/** Resource ids compared and cut: Azure does not mind the case of their letters. */
import { types } from '../service/resource-types';
import { remembered } from '../lib/remembered';
import { joinText, type ResourceId, type Scope, type Text, text, textKey } from './value';

/** Makes the id of a resource; without a scope it is in the deployment's own resource group. */
export function resourceId(
  type: string,
  names: readonly Text[] = [],
  scope: Scope = {},
): ResourceId {
  return { kind: 'id', scope, type, names };
}

/** The resource that an id names by its first segments. */
export function ancestor(id: ResourceId, type: string): ResourceId {
  const segments = type === types.resourceGroup ? 0 : type.split('/').length - 1;
  return resourceId(type, id.names.slice(0, segments), id.scope);
}

/** The resource that another is in: its gallery, its network. */
export function parentOf({ type, names, scope }: ResourceId): ResourceId {
  return resourceId(type.slice(0, type.lastIndexOf('/')), names.slice(0, -1), scope);
}

/** A resource id as one text, in the case in which it was written. */
export function exactKey(id: ResourceId): string {
  const { subscription, resourceGroup } = id.scope;
  return [textKey(subscription), textKey(resourceGroup), id.type, ...id.names.map(textKey)].join(
    '\n',
  );
}

/** A key under which equal scopes meet: Azure does not mind case. Each right is compared with all others of its group. */
export const scopeKey = remembered((id: ResourceId): string => exactKey(id).toLowerCase());

/** True where one scope is the other, or holds it. */
export function contains(wide: ResourceId, narrow: ResourceId): boolean {
  if (wide.type === narrow.type) return scopeKey(wide) === scopeKey(narrow);
  const above = wide.type === types.resourceGroup || `${narrow.type}/`.startsWith(`${wide.type}/`);
  return above && scopeKey(wide) === scopeKey(ancestor(narrow, wide.type));
}

/** The segments around the names of an image version in a direct shared gallery, which is in no resource group. */
const sharedPaths: Readonly<Record<string, readonly string[]>> = {
  [types.sharedVersion]: ['/sharedGalleries/', '/images/', '/versions/'],
  [types.regionalSharedVersion]: [
    '/subscriptions/',
    '/providers/Microsoft.Compute/locations/',
    '/sharedGalleries/',
    '/images/',
    '/versions/',
  ],
};

/** The whole id of an image version in a direct shared gallery; `undefined` for all other ids. */
export function sharedGalleryPath({ type, names }: ResourceId): Text | undefined {
  const around = sharedPaths[type];
  if (!around) return undefined;
  return joinText(...around.flatMap((segment, at) => [text(segment), names[at] ?? text('')]));
}

/** The names of a resource and of its parents, as a template names a resource: `account/default/container`. */
export function pathName({ names }: ResourceId): Text {
  return joinText(...names.flatMap((name, index) => (index === 0 ? [name] : [text('/'), name])));
}
