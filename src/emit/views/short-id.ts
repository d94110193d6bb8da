/** Resource ids in a few words, for people. */
import { resourceNoun } from '../../service/resource-types';
import type { ResourceId, Text } from '../../value/value';
import { type Environment, fillText } from '../../value/printers/json-printer';

/** A resource id in short: its group, where it is another one, and its names. */
export function shortId(id: ResourceId | undefined, environment: Environment): string {
  if (!id) return '';
  const group = id.scope.resourceGroup ? [fillText(id.scope.resourceGroup, environment)] : [];
  return [...group, ...id.names.map((name) => fillText(name, environment))].join('/');
}

/** What a scope is, and its names: `gallery`, `gallery-rg/corpGallery`. */
export function scopeWords(
  id: ResourceId,
  environment: Environment,
): { readonly kind: string; readonly name: string } {
  const fill = (part: Text): string => fillText(part, environment);
  const { subscription, resourceGroup } = id.scope;
  const names = id.names.map(fill).filter((_, index) => !isStorage(id) || index !== 1);
  const own = names.length === 0 && !subscription && !resourceGroup;
  const name = [
    ...(subscription ? [fill(subscription)] : []),
    ...(resourceGroup ? [fill(resourceGroup)] : []),
    ...names,
  ].join('/');
  return { kind: resourceNoun(id.type), name: own ? 'of the deployment' : name };
}

/** The blob service of an account has but one name. */
function isStorage(id: ResourceId): boolean {
  return id.type.startsWith('Microsoft.Storage/');
}
