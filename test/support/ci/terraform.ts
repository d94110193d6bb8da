/**
 * Plays Terraform with the azapi provider: one state for each key of the backend, resources in the stand-in for Azure. What
 * it does not know is an error.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { JsonObject } from '../deployment-place';
import { evaluateTerraform } from '../terraform';
import type { Call, Ended, Program } from './shell';
import type { World } from './world';

/** Resources by their addresses, as they were deployed. */
type State = Map<string, JsonObject>;

/** What a plan would do with a resource; without one it is deleted. */
interface Change {
  readonly address: string;
  readonly action: 'create' | 'replace' | 'update' | 'delete';
  readonly resource: JsonObject | undefined;
}

const isRight = (resource: JsonObject | undefined): boolean =>
  String(resource?.['type']).startsWith('Microsoft.Authorization/');

const done = (stdout: string): Ended => ({ code: 0, stdout });
const failed = (stderr: string): Ended => ({ code: 1, stdout: '', stderr: `Error: ${stderr}\n` });

/** The states of each world: the storage account that all runs share. */
const accounts = new WeakMap<World, Map<string, State>>();

/** The states of a world, by the keys of their backends. */
export function statesOf(world: World): ReadonlyMap<string, ReadonlyMap<string, JsonObject>> {
  return accounts.get(world) ?? new Map();
}

/** The program. */
export function terraformOf(world: World): Program {
  const states = accounts.get(world) ?? new Map<string, State>();
  accounts.set(world, states);
  return async (call) => {
    if (call.env['PLAYER_TERRAFORM'] !== 'yes') return { code: 127, stdout: '' };
    const [where = '', verb = '', ...options] = call.args;
    const folder = path.join(call.cwd, where.replace(/^-chdir=/, ''));
    const identity = call.env['AZURESUBSCRIPTION_SERVICE_CONNECTION_ID'] ?? (call.env['ARM_USE_OIDC'] === 'true' ? call.env['ARM_CLIENT_ID'] : undefined); // prettier-ignore
    if (!identity) return failed('no login');
    world.logins.push(identity);
    if (verb === 'init') return init(folder, call);
    const key = readFileSync(path.join(folder, '.terraform'), 'utf8');
    const state: State = states.get(key) ?? new Map();
    states.set(key, state);
    const reads = /plan/.test(identity);
    switch (verb) {
      case 'plan': {
        if (reads && !options.includes('-lock=false')) return failed('the state cannot be locked');
        const changes = planned(folder, options, call, state);
        if (typeof changes === 'string') return failed(changes);
        writeFileSync(path.join(folder, 'plan'), JSON.stringify(changes));
        return done(changes.map(({ address, action }) => `${action} ${address}\n`).join(''));
      }
      case 'show':
        return done(JSON.stringify({ resource_changes: plan(folder).map(shown) }));
      case 'import': {
        const [address = '', id = ''] = options.slice(-2);
        const live = world.azure.resources.get(id.split('?')[0]?.toLowerCase() ?? '');
        if (!/\?api-version=\d{4}-\d\d-\d\d$/.test(id) || !live)
          return failed(`${id} is not there`);
        state.set(address, { imported: true });
        return done('Import successful!\n');
      }
      case 'apply':
        return apply(world, state, plan(folder), identity);
    }
    throw new Error(`terraform is called in another way: ${call.args.join(' ')}`);
  };
}

function init(folder: string, { env }: Call): Ended {
  const text = readFileSync(path.join(folder, 'backend.tf'), 'utf8');
  const [, key] = /key +=\s"(.*)"/.exec(text) ?? [];
  const [, account] = /storage_account_name +=\s"(.*)"/.exec(text) ?? [];
  if (key === undefined || account !== env['STATE_ACCOUNT']) return failed('the backend is wrong');
  writeFileSync(path.join(folder, '.terraform'), key);
  return done('Terraform has been successfully initialized!\n');
}

const plan = (folder: string): readonly Change[] =>
  JSON.parse(readFileSync(path.join(folder, 'plan'), 'utf8'));

function shown({ address, action, resource }: Change): object {
  const id = String(resource?.['id']);
  const at = id.lastIndexOf('/providers/');
  const after = resource && { type: `${resource['type']}@${resource['apiVersion']}`, parent_id: id.slice(0, at), name: id.split('/').at(-1) }; // prettier-ignore
  return { address, change: { actions: [action], after } };
}

/** What differs from the state, or why nothing can be planned. */
function planned(
  folder: string,
  options: readonly string[],
  { env }: Call,
  state: State,
): readonly Change[] | string {
  const names = readdirSync(folder).filter((name) => name.endsWith('.tf'));
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')])); // prettier-ignore
  const given = options.find((one) => one.startsWith('resource_group_name='))?.split('=')[1];
  const [, preset] = /"resource_group_name" \{[^}]*default += "(.*)"/.exec(files['variables.tf'] ?? '') ?? []; // prettier-ignore
  const resourceGroup = given ?? preset;
  if (!resourceGroup) return 'No value for required variable';
  if (given !== undefined && preset !== undefined) return 'the value of the spec is replaced';
  const subscriptionId = env['ARM_SUBSCRIPTION_ID'] ?? '11111111-2222-3333-4444-555555555555';
  const where = { subscriptionId, resourceGroup, location: 'eastus2' };
  const { resources, addressOf } = evaluateTerraform(files, where, {});
  const wanted = new Map(resources.map((one) => [addressOf.get(String(one['id'])) ?? '', one]));
  const gone = [...state.keys()].filter((address) => !wanted.has(address));
  return [
    ...[...wanted].flatMap(([address, resource]): readonly Change[] => {
      const before = state.get(address);
      if (JSON.stringify(before) === JSON.stringify(resource)) return [];
      const isTemplate = address === 'azapi_resource.image_template';
      return [
        { address, resource, action: !before ? 'create' : isTemplate ? 'replace' : 'update' },
      ];
    }),
    ...gone.map((address): Change => ({ address, resource: undefined, action: 'delete' })),
  ];
}

function apply(world: World, state: State, changes: readonly Change[], identity: string): Ended {
  const live = world.azure.resources;
  for (const { address, action, resource } of changes) {
    const before = state.get(address);
    if ((isRight(resource) || isRight(before)) && !/rights/.test(identity)) {
      return failed(`${address}: AuthorizationFailed`);
    }
    if (action === 'delete' || action === 'replace') {
      live.delete(String(before?.['id']).toLowerCase());
      state.delete(address);
    }
    if (!resource) continue;
    const id = String(resource['id']);
    if (action === 'create' && live.has(id.toLowerCase())) {
      return failed(`A resource with the ID "${id}" already exists`);
    }
    const refusal = isRight(resource) ? undefined : world.azure.refusals.shift();
    if (refusal) return failed(`${address}: ${refusal.message}`);
    const properties = { ...Object(resource['properties']), provisioningState: 'Succeeded' };
    live.set(id.toLowerCase(), { ...resource, name: id.split('/').at(-1) ?? '', properties });
    state.set(address, resource);
  }
  return done('Apply complete!\n');
}
