/** What a Terraform configuration would make, in the shape in which Microsoft's evaluator shows a deployment. */
import type { DeploymentPlace, JsonObject, Values } from './deployment-place';
import { type Block, type Expression, type HclData, type Lookup, readHcl } from './hcl';

/** A configuration evaluated: its resources by id, and the outputs. */
export interface Configuration {
  readonly resources: readonly JsonObject[];
  readonly outputs: Readonly<Record<string, HclData>>;
  /** The actions that are done: their arguments. */
  readonly actions: readonly JsonObject[];
  /** Addresses of the resources by their ids. */
  readonly addressOf: ReadonlyMap<string, string>;
  /** For each address, the addresses that it waits for. */
  readonly waitsFor: ReadonlyMap<string, readonly string[]>;
}

/** Evaluates a configuration in a place, with these values of its variables. */
export function evaluateTerraform(
  files: Readonly<Record<string, string>>,
  where: DeploymentPlace,
  values: Values,
): Configuration {
  const blocks = Object.entries(files)
    .filter(([name]) => name.endsWith('.tf'))
    .flatMap(([, text]) => readHcl(text));
  const ofType = (type: string): readonly Block[] => blocks.filter((one) => one.type === type);
  const locals = new Map(ofType('locals').flatMap((one) => [...one.attributes]));
  const variables = new Map(ofType('variable').map((one) => [one.labels[0] ?? '', one] as const));
  const ofKind = (kind: string): ReadonlyMap<string, Block> =>
    new Map(
      ofType('resource').flatMap((one) =>
        one.labels[0] === kind ? [[one.labels[1] ?? '', one] as const] : [],
      ),
    );
  const resources = ofKind('azapi_resource');
  const actions = ofKind('azapi_resource_action');
  const waiting = new Map<string, string[]>();
  let address = '';
  const placed: Values = {
    ...values,
    subscription_id: where.subscriptionId,
    resource_group_name: where.resourceGroup,
  };
  const variable = (name: string): HclData => {
    const block = variables.get(name) ?? missing(`variable ${name}`);
    // A name that Terraform keeps for itself has a number behind it.
    const parameter = Object.hasOwn(placed, name) ? name : name.replace(/_2$/, '');
    const value: HclData = Object.hasOwn(placed, parameter)
      ? (placed[parameter] ?? null)
      : (block.attributes.get('default') ?? missing(`value of ${name}`))(lookup);
    return value;
  };
  const argument = (block: Block, name: string): HclData =>
    block.attributes.get(name)?.(lookup) ?? null;
  const idOf = (block: Block): string => {
    const [type = ''] = String(argument(block, 'type')).split('@');
    const parent = String(argument(block, 'parent_id'));
    const name = String(argument(block, 'name'));
    return type.split('/').length > 2
      ? `${parent}/${type.slice(type.lastIndexOf('/') + 1)}/${name}`
      : `${parent}/providers/${type}/${name}`;
  };
  const lookup: Lookup = (steps) => {
    const [root, name = '', ...rest] = steps;
    if (root === 'var') return variable(String(name));
    if (root === 'local') return (locals.get(String(name)) ?? missing(`local ${name}`))(lookup);
    const path = steps.join('.');
    if (path === 'data.azapi_client_config.current.subscription_id') return where.subscriptionId;
    if (path === 'data.azapi_resource.identity.0.output.properties.principalId') {
      return principalOf(String(lookup(['local', 'identity_id'])));
    }
    if (root !== 'azapi_resource') return missing(path);
    waiting.set(address, [...(waiting.get(address) ?? []), String(name)]);
    const block = resources.get(String(name)) ?? missing(path);
    if (rest.join('.') === 'id') return idOf(block);
    if (rest.join('.') === 'name') return argument(block, 'name');
    if (rest.join('.') === 'output.properties.principalId') return principalOf(idOf(block));
    return rest.length === 0 ? String(name) : missing(path);
  };
  for (const [name, block] of variables) check(name, block, variable, lookup);
  const addressOf = new Map<string, string>();
  const made = [...resources].flatMap(([name, block]): readonly JsonObject[] => {
    address = name;
    const isCounted = block.attributes.has('count');
    if (isCounted && argument(block, 'count') !== 1) return [];
    addressOf.set(idOf(block), `azapi_resource.${name}${isCounted ? '[0]' : ''}`);
    const [type = '', apiVersion] = String(argument(block, 'type')).split('@');
    // So that what it waits for is seen.
    argument(block, 'depends_on');
    const identity = block.blocks.find((one) => one.type === 'identity');
    const body = argument(block, 'body') ?? {};
    const location = argument(block, 'location');
    const tags = argument(block, 'tags');
    return [
      {
        id: idOf(block),
        type,
        apiVersion,
        ...(location === null ? {} : { location }),
        ...(tags === null ? {} : { tags }),
        ...(identity ? { identity: identityOf(identity, lookup) } : {}),
        ...Object(body),
      },
    ];
  });
  address = 'actions';
  const doneActions = [...actions.values()].flatMap((block) =>
    argument(block, 'count') === 1
      ? [Object.fromEntries([...block.attributes].map(([key, value]) => [key, value(lookup)]))]
      : [],
  );
  address = 'outputs';
  const outputs = Object.fromEntries(
    ofType('output').map((one) => [one.labels[0] ?? '', argument(one, 'value')]),
  );
  return { resources: made, outputs, actions: doneActions, addressOf, waitsFor: waiting };
}

function missing(what: string): never {
  throw new Error(`no ${what}`);
}

function principalOf(id: string): string {
  return `[reference('${id}', '2023-01-31').principalId]`;
}

function identityOf(block: Block, lookup: Lookup): JsonObject {
  const get = (name: string): HclData =>
    (block.attributes.get(name) satisfies Expression | undefined)?.(lookup) ?? null;
  const ids = get('identity_ids');
  return {
    type: get('type'),
    userAssignedIdentities: Object.fromEntries(
      (Array.isArray(ids) ? ids : []).map((id) => [String(id), {}]),
    ),
  };
}

/** The value of a variable has its type and passes its validation. */
function check(
  name: string,
  { attributes, blocks }: Block,
  variable: (name: string) => HclData,
  lookup: Lookup,
): void {
  const value = variable(name);
  const type: unknown = attributes.get('type')?.(([one]) => String(one));
  if (value !== null && typeof value !== (type === 'bool' ? 'boolean' : type)) {
    throw new Error(`${name} is ${typeof value}, not ${String(type)}`);
  }
  for (const one of blocks) {
    if (one.attributes.get('condition')?.(lookup) !== true) throw new Error(`${name} is not valid`);
  }
}
