/** Specs changed so that the definitions and the network that they make fit the rest. */
import type { World } from './world';

type Json = Record<string, unknown>;

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Makes them fit. */
export function fitMade(spec: Json, world: World): void {
  if ('network' in spec) fitNetwork(spec, world);
  const targets: readonly unknown[] = Array.isArray(spec['distribute']) ? spec['distribute'] : [];
  const definitions = targets.flatMap((target) =>
    isJson(target) && 'definition' in target ? [target['definition']] : [],
  );
  if (definitions.length === 0) return;
  spec['generation'] ??= 2;
  for (const one of definitions) if (isJson(one)) fitDefinition(one, spec, world);
  for (const target of targets)
    if (isJson(target) && 'definition' in target) fitRegions(target, spec);
}

/** A definition is where the template is, and the images of its target are there too. */
function fitRegions(target: Json, spec: Json): void {
  const { definition } = target;
  const home = spec['location'];
  const isOpen = (region: unknown): boolean => String(region).includes('{{');
  if (isJson(definition) && 'location' in definition && !isOpen(definition['location'])) {
    definition['location'] = home;
  }
  for (const key of ['regions', 'targetRegions', 'replicationRegions']) {
    const regions = target[key];
    if (!Array.isArray(regions)) continue;
    regions.splice(1, Infinity, ...(isJson(regions[0]) ? [{ name: home }] : [home]));
  }
}

/** There is one network: that which is made, or one that exists. */
function fitNetwork(spec: Json, world: World): void {
  const subnet = /^vm(Profile)?\.(vnetConfig|subnet|containerSubnet|proxySize)/;
  if (world.targets.some((one) => subnet.test(one))) delete spec['network'];
  for (const key of 'network' in spec ? ['vm', 'vmProfile'] : []) {
    const vm = spec[key];
    if (!isJson(vm)) continue;
    for (const part of ['vnetConfig', 'subnet', 'containerSubnet', 'proxySize']) delete vm[part];
  }
}

/** A definition claims nothing that its source is not: where a claim is wanted, the source is said to be so. */
function fitDefinition(definition: Json, spec: Json, world: World): void {
  const targets: readonly unknown[] = Array.isArray(spec['distribute']) ? spec['distribute'] : [];
  const isWanted = (key: string): boolean =>
    world.targets.some((one) => one.includes(`.definition<mapping>.${key}`));
  const claim = (key: string, fits: () => void): void => {
    if (!(key in definition)) return;
    if (isWanted(key)) fits();
    else delete definition[key];
  };
  claim('generation', () => (spec['generation'] = definition['generation']));
  claim('hyperVGeneration', () => {
    spec['generation'] = Number(String(definition['hyperVGeneration']).slice(1));
  });
  claim('architecture', () => {
    spec['architecture'] = String(definition['architecture']).toLowerCase();
    if (spec['architecture'] !== 'arm64') return;
    spec['generation'] = 2;
    // Managed images are for x64 only.
    spec['distribute'] = targets.filter(
      (one) => !isJson(one) || !('image' in one || 'imageId' in one),
    );
  });
  claim('securityType', () => {
    spec['generation'] = 2;
    const isImage = /"?image|images\//i.test(JSON.stringify(spec['source']));
    if (isImage) spec['source'] = { gallery: 'shared/base' };
  });
  for (const key of ['os', 'osType']) if (key in definition) definition[key] = world.os;
  const plans = /plan/i.test(JSON.stringify(spec['source']));
  if (plans) for (const key of ['plan', 'purchasePlan']) delete definition[key];
}
