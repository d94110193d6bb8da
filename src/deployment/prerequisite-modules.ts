/** The resources that are made before the template, those of one resource group together. */
import type { Image } from '../image/image';
import { type PrerequisiteResource, prerequisiteResources } from '../image/prerequisite-resources';
import { contains, parentOf } from '../value/resource-id';
import {
  eachParameter,
  entriesOf,
  type ParameterUse,
  type ResourceId,
  type Scope,
  textKey,
  type Value,
} from '../value/value';

/** Resources in one group: a Bicep module, and a nested deployment. */
export interface ResourceModule {
  readonly symbol: string;
  /** Path of the Bicep file. */
  readonly file: string;
  readonly scope: Scope;
  /** Parameters of the deployment that it uses. */
  readonly parameters: readonly ParameterUse[];
  /** Ids in them are relative to the group of the module. */
  readonly resources: readonly PrerequisiteResource[];
}

/** A symbol and a file name for the module of a group: `name('network', scope)`. */
export type NameModule = (
  what: string,
  scope: Scope,
) => { readonly symbol: string; readonly file: string };

/** Plans the modules: network and galleries apart, so that each has a file that says what it is. */
export function resourceModules(image: Image, name: NameModule): readonly ResourceModule[] {
  const groups = new Map<
    string,
    { readonly what: string; readonly made: PrerequisiteResource[] }
  >();
  for (const made of prerequisiteResources(image)) {
    const what = made.id.type.startsWith('Microsoft.Network/') ? 'network' : 'gallery';
    const { subscription, resourceGroup } = made.id.scope;
    const key = [what, textKey(subscription), textKey(resourceGroup)].join('\n').toLowerCase();
    const group = groups.get(key);
    if (group) group.made.push(made);
    else groups.set(key, { what, made: [made] });
  }
  return [...groups.values()].map(({ what, made }) => {
    const scope = made[0]?.id.scope ?? {};
    const resources = made.map((one) => ({
      ...one,
      id: { ...one.id, scope: {} },
      body: relative(one.body),
    }));
    const uses = new Map<string, ParameterUse>();
    for (const { id, body } of resources) {
      for (const value of [id, body]) eachParameter(value, (use) => uses.set(use.parameter, use));
    }
    return { ...name(what, scope), scope, parameters: [...uses.values()], resources };
  });
}

/** A value with its ids seen from the group of the module: what is made there names nothing outside of it. */
function relative<V extends Value>(value: V): V;
function relative(value: Value): Value {
  switch (value.kind) {
    case 'id':
      return { ...value, scope: {} };
    case 'list':
      return { ...value, items: value.items.map((item) => relative(item)) };
    case 'object': {
      const fields = Object.entries(value.fields).map(([key, inner]) => [
        key,
        inner && relative(inner),
      ]);
      return { ...value, fields: Object.fromEntries(fields) };
    }
    // Mappings are tags: they name no resource.
    default:
      return value;
  }
}

/** True where a module makes a resource that is a scope, or holds it: what is done there has to wait. */
export function makesScope({ resources, scope }: ResourceModule, id: ResourceId): boolean {
  return resources.some((made) => contains({ ...made.id, scope }, id));
}

/** The ids of resources of a module that one of them names, its parent among them. */
export function neededIds(
  module: ResourceModule,
  { id, body }: PrerequisiteResource,
): readonly ResourceId[] {
  const named = new Set<string>();
  eachId(body, (one) => named.add(idKey(one)));
  named.add(idKey(parentOf(id)));
  return module.resources.filter((other) => named.has(idKey(other.id))).map((other) => other.id);
}

function idKey({ type, names }: ResourceId): string {
  return [type, ...names.map(textKey)].join('\n').toLowerCase();
}

function eachId(value: Value, visit: (id: ResourceId) => void): void {
  if (value.kind === 'id') visit(value);
  if (value.kind === 'list') for (const item of value.items) eachId(item, visit);
  if (value.kind === 'object') for (const entry of entriesOf(value)) eachId(entry.value, visit);
}
