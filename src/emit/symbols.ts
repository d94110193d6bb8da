/** The `existing` resources that a Bicep file declares, and the symbols of the ids that it names. */
import { exactKey, pathName } from '../value/resource-id';
import { firstFree, numbered } from '../lib/unique-name';
import { type BicepValue, type Call, call, object, type ResourceId, symbol } from '../value/value';
import { resourceType, resourceTypes } from '../service/resource-types';

/** A declaration `resource <symbol> '<type>' existing = <body>`. */
export interface Existing {
  readonly symbol: string;
  readonly type: string;
  readonly body: BicepValue;
}

/** Collects declarations; names that are taken already stay free of them. */
export interface Symbols {
  /** Declares the resource of an id (and those that it is in), once. */
  readonly declare: (id: ResourceId) => string;
  /** Gives a symbol to a resource that the file makes itself. */
  readonly reserve: (id: ResourceId, preferred: string) => string;
  /** The symbol of an id that is declared. */
  readonly find: (id: ResourceId) => string | undefined;
  /** A name that nothing else has. */
  readonly unique: (preferred: string) => string;
  readonly existing: readonly Existing[];
}

/** Begins a file in which `taken` are names already. */
export function createSymbols(taken: Iterable<string>): Symbols {
  const names = new Set(taken);
  const declared = new Map<string, string>();
  const existing: Existing[] = [];
  const unique = (preferred: string): string => {
    const name = firstFree(
      (count) => numbered(preferred, count, { separator: '' }),
      (one) => names.has(one),
    );
    names.add(name);
    return name;
  };
  const declare = (id: ResourceId): string => {
    const known = declared.get(exactKey(id));
    if (known !== undefined) return known;
    const { apiVersion, stem } = resourceType(id.type);
    const parentType = id.type.split('/').slice(0, -1).join('/');
    // Of three levels only the last is ever used: a container of blobs is named by its path.
    const isPath = id.names.length > 2;
    const parent =
      !isPath && parentType in resourceTypes && id.names.length > 1
        ? declare({ ...id, type: parentType, names: id.names.slice(0, -1) })
        : undefined;
    const name = unique(stem);
    declared.set(exactKey(id), name);
    existing.push({
      symbol: name,
      type: `${id.type}@${apiVersion}`,
      body: object({
        parent: parent === undefined ? undefined : symbol(parent),
        scope: parent === undefined ? scopeExpression(id.scope) : undefined,
        name: isPath ? pathName(id) : id.names.at(-1),
      }),
    });
    return name;
  };
  const reserve = (id: ResourceId, preferred: string): string => {
    const name = unique(preferred);
    declared.set(exactKey(id), name);
    return name;
  };
  return { declare, reserve, find: (id) => declared.get(exactKey(id)), unique, existing };
}

/** `resourceGroup(...)` of another scope; `undefined` for the deployment's own. */
export function scopeExpression(scope: ResourceId['scope']): Call | undefined {
  if (!scope.subscription && !scope.resourceGroup) return undefined;
  const group = scope.resourceGroup ?? call('resourceGroup', [], 'name');
  return call('resourceGroup', scope.subscription ? [scope.subscription, group] : [group]);
}
