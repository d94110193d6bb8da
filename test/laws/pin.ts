/** Pins the API version of a spec, and takes out what the version does not have. */
import { apiVersions } from '../../src/service/api-versions';
import { reference } from './references';
import type { World } from './world';

/** Key of the top level, of the VM, of a target -> first version that has it. */
const since: Readonly<Record<string, string>> = {
  userAssignedIdentities: '2021-10-01',
  identities: '2021-10-01',
  proxyVmSize: '2021-10-01',
  proxySize: '2021-10-01',
  stagingResourceGroup: '2022-02-14',
  validate: '2022-02-14',
  optimize: '2022-07-01',
  trigger: '2022-07-01',
  targetRegions: '2022-07-01',
  replicaCount: '2022-07-01',
  versioning: '2022-07-01',
  uri: '2022-07-01',
  errorHandling: '2023-07-01',
  containerInstanceSubnetId: '2024-02-01',
  containerSubnet: '2024-02-01',
  autoRun: '2024-02-01',
  managedResourceTags: '2024-02-01',
  workload: '2025-10-01',
  replicationMode: '2025-10-01',
  additionalDataDisks: '2025-10-01',
};

/** Pins some specs to a version. */
export function pinVersion(spec: Record<string, unknown>, world: World): void {
  const words = [...apiVersions, 'latest'] as const;
  const wanted = words.find((one) => world.wanted(`apiVersion=${one}`));
  if (wanted === undefined && !world.chance(20)) return;
  const pin = wanted ?? world.pick(words);
  spec['apiVersion'] = pin === 'latest' ? world.pick(['latest', 'Latest']) : pin;
  if (pin === 'latest') return;
  const { identity, ...rest } = spec;
  for (const key of Object.keys(rest)) Reflect.deleteProperty(spec, key);
  prune(rest, pin);
  Object.assign(spec, rest, { identity });
  const { network } = spec;
  if (network !== undefined && pin < '2024-02-01') {
    spec['network'] = { ...Object(network === true ? {} : network), containerSubnet: false };
  }
  if (pin < '2022-07-01') {
    const { validate, source } = spec;
    if (/"file"|"File"|"steps"/i.test(JSON.stringify(validate ?? ''))) delete spec['validate'];
    if (/galler|imageVersion/i.test(JSON.stringify(source))) {
      spec['source'] = { image: reference(world, 'managedImage', { ownSubscription: true }) };
      spec['os'] = world.os;
    }
  }
}

function prune(value: unknown, pin: string): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const tooNew =
      (since[key] ?? '') > pin || (/^premium_lrs$/i.test(String(inner)) && pin < '2022-07-01');
    if (tooNew) Reflect.deleteProperty(value, key);
    else prune(inner, pin);
  }
}
