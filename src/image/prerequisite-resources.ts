/** Image -> the resources that the deployment makes before the template: a network, galleries, image definitions. */
import {
  buildPorts,
  containerPorts,
  containerService,
  networkDefaults,
  proxyPorts,
} from '../service/build-networks';
import { locationParameter, type Definition, type Image, type Network } from './image';
import { halves } from './address-ranges';
import type { Origin } from '../value/origin';
import { types } from '../service/resource-types';
import { ancestor, resourceId, scopeKey } from '../value/resource-id';
import {
  joinText,
  list,
  literal,
  literalText,
  object,
  type ObjectValue,
  type ResourceId,
  text,
  type Value,
} from '../value/value';

/** A resource that is made; a child comes after its parent. */
export interface PrerequisiteResource {
  readonly id: ResourceId;
  /** What Bicep calls it. */
  readonly stem: string;
  /** All of it but its name, type and API version. */
  readonly body: ObjectValue;
  /** What asks for it. */
  readonly origin: Origin;
}

/** Lists them, in an order in which they can be made. */
export function prerequisiteResources(
  image: Pick<Image, 'network' | 'definitions'>,
): readonly PrerequisiteResource[] {
  const galleries = new Set<string>();
  return [
    ...(image.network ? networkResources(image.network) : []),
    ...image.definitions.flatMap((definition) => {
      const gallery = galleryOf(definition);
      const isNew = definition.createGallery && !galleries.has(scopeKey(gallery.id));
      if (isNew) galleries.add(scopeKey(gallery.id));
      return [...(isNew ? [gallery] : []), definitionResource(definition)];
    }),
  ];
}

function galleryOf({ id, location, origin }: Definition): PrerequisiteResource {
  return {
    id: ancestor(id, types.gallery),
    stem: 'gallery',
    body: object({ location, properties: object({}) }),
    origin,
  };
}

function definitionResource(definition: Definition): PrerequisiteResource {
  const { id, location, tags, properties, origin } = definition;
  return { id, stem: 'definition', body: object({ location, tags, properties }), origin };
}

/**
 * The network with all that belongs to it.
 * @see https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-networking
 */
function networkResources(network: Network): readonly PrerequisiteResource[] {
  const { id, subnet, containerSubnet, tags, origin } = network;
  const [name] = id.names;
  const location = text({ parameter: locationParameter, type: 'string' });
  const make = (
    stem: string,
    type: string,
    suffix: string,
    rest: ObjectValue,
  ): PrerequisiteResource => ({
    id: resourceId(
      `Microsoft.Network/${type}`,
      [joinText(name ?? text(''), text(suffix))],
      id.scope,
    ),
    stem,
    body: object({ location, tags, ...rest.fields }),
    origin,
  });
  const standard = object({ name: text('Standard') });
  const whole = literalText(network.address) ?? networkDefaults.address;
  const [first, containers] = halves(whole);
  const build = containerSubnet ? first : whole;
  const address = make(
    'natAddress',
    'publicIPAddresses',
    '-nat',
    object({ sku: standard, properties: object({ publicIPAllocationMethod: text('Static') }) }),
  );
  const nat = make(
    'natGateway',
    'natGateways',
    '-nat',
    object({
      sku: standard,
      properties: object({ publicIpAddresses: list([reference(address)]) }),
    }),
  );
  const buildRules = make(
    'buildRules',
    'networkSecurityGroups',
    '-build',
    rules([
      containerSubnet
        ? allow('AllowContainersToBuild', 'Inbound', containers, build, buildPorts)
        : allow('AllowLoadBalancerToProxy', 'Inbound', 'AzureLoadBalancer', 'VirtualNetwork', [
            proxyPorts,
          ]),
    ]),
  );
  const containerRules = make(
    'containerRules',
    'networkSecurityGroups',
    '-containers',
    rules([
      allow('AllowContainersToBuild', 'Outbound', containers, build, buildPorts),
      allow('AllowContainersToInternet', 'Outbound', containers, 'Internet', containerPorts),
    ]),
  );
  const subnets = [
    subnetOf(subnet, build, buildRules, nat, {
      privateLinkServiceNetworkPolicies: text('Disabled'),
    }),
    ...(containerSubnet
      ? [
          subnetOf(containerSubnet, containers, containerRules, nat, {
            delegations: list([
              object({
                name: text('containerGroups'),
                properties: object({ serviceName: text(containerService) }),
              }),
            ]),
          }),
        ]
      : []),
  ];
  return [
    address,
    nat,
    buildRules,
    ...(containerSubnet ? [containerRules] : []),
    make(
      'network',
      'virtualNetworks',
      '',
      object({
        properties: object({
          addressSpace: object({ addressPrefixes: list([network.address]) }),
          subnets: list(subnets),
        }),
      }),
    ),
  ];
}

function reference({ id }: PrerequisiteResource): Value {
  return object({ id });
}

/** A subnet: private, as new ones are, and with a way out of its own. */
function subnetOf(
  id: ResourceId,
  address: string,
  group: PrerequisiteResource,
  nat: PrerequisiteResource,
  more: Readonly<Record<string, Value>>,
): Value {
  return object({
    name: id.names.at(-1),
    properties: object({
      addressPrefix: text(address),
      networkSecurityGroup: reference(group),
      natGateway: reference(nat),
      defaultOutboundAccess: literal(false),
      ...more,
    }),
  });
}

function rules(all: readonly ((priority: number) => Value)[]): ObjectValue {
  const securityRules = list(all.map((rule, index) => rule(100 + 10 * index)));
  return object({ properties: object({ securityRules }) });
}

function allow(
  name: string,
  direction: 'Inbound' | 'Outbound',
  from: string,
  to: string,
  ports: readonly string[],
): (priority: number) => Value {
  return (priority) =>
    object({
      name: text(name),
      properties: literal({
        priority,
        direction,
        access: 'Allow',
        protocol: 'Tcp',
        sourceAddressPrefix: from,
        sourcePortRange: '*',
        destinationAddressPrefix: to,
        destinationPortRanges: ports,
      }),
    });
}
