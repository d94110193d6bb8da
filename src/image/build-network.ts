/** The network that the deployment makes for the build, and where the build VM and its container are in it. */
import { diagnose } from '../diagnostics/diagnostic';
import { docs } from '../service/docs';
import { networkDefaults } from '../service/build-networks';
import { tagsType } from '../language/common-types';
import { child, type MapNode, type Node, textOf } from '../spec/node';
import { parseReference } from '../spec/references';
import { fromFirst } from './address-ranges';
import type { NormalizeContext } from './image-context';
import type { Network } from './image';
import type { Origin } from '../value/origin';
import { given, textValue, toValue } from './to-value';
import { type ResourceId, type Sourced, sourced, type Text, text } from '../value/value';
import type { VmProfile, VnetConfig } from './model-types';

/** Reads `network:`; reports it next to subnets that exist. */
export function networkOf(root: MapNode, context: NormalizeContext): Network | undefined {
  const node = child(root, 'network');
  if (!node) return undefined;
  const subnets = child(child(root, 'vmProfile'), 'vnetConfig');
  const exists = child(subnets, 'subnetId') ?? child(subnets, 'containerInstanceSubnetId');
  if (exists) context.report(diagnose('AIB333', {}, exists));
  checkAddress(child(node, 'address'), context);
  const nameNode = child(node, 'name');
  const name = textOf(nameNode) ?? networkDefaults.name;
  // Its shape is checked already.
  const id = parseReference(name, 'network', context.own, context.parameters);
  if (id.kind !== 'id') return undefined;
  const origin = given(node);
  const part = (key: 'address' | 'subnet' | 'containerSubnet'): Sourced<Text> => {
    const inner = child(node, key);
    return inner && textOf(inner) !== undefined
      ? textValue(inner, context)
      : sourced(text(networkDefaults[key]), defaultOrigin);
  };
  const subnet = (of: Text): Sourced<ResourceId> => ({
    kind: 'id',
    scope: id.scope,
    type: `${id.type}/subnets`,
    names: [...id.names, of],
    origin: madeHere(node),
  });
  const tagsNode = child(node, 'tags');
  const tags = tagsNode && toValue(tagsNode, tagsType, context);
  return {
    id: { ...id, origin: nameNode ? given(nameNode) : defaultOrigin },
    subnet: subnet(part('subnet')),
    containerSubnet: hasContainers(node) ? subnet(part('containerSubnet')) : undefined,
    address: part('address'),
    tags,
    origin,
  };
}

/** Azure takes a stretch of addresses only from its first one. */
function checkAddress(node: Node | undefined, { report }: NormalizeContext): void {
  const value = textOf(node);
  if (!node || value === undefined || fromFirst(value) === value) return;
  const what = `the first address of its range: ${fromFirst(value)}`;
  report(diagnose('AIB109', { value, what }, node));
}

function hasContainers(node: Node): boolean {
  const containers = child(node, 'containerSubnet');
  return !(containers?.kind === 'scalar' && containers.value === false);
}

function madeHere({ span }: Node): Origin {
  const reason = 'The network that the deployment makes has this subnet.';
  return { kind: 'derived', rule: 'network', reason, doc: docs.vnet, span };
}

const defaultOrigin: Origin = {
  kind: 'default',
  rule: 'network',
  reason: 'This is the default for a network for builds.',
  doc: docs.vnet,
};

/** `vmProfile` with the subnets of the network in it. */
export function inNetwork(vmProfile: VmProfile, network: Network | undefined): VmProfile {
  if (!network) return vmProfile;
  const { origin } = network.subnet;
  const { vnetConfig: net, ...fields } = vmProfile.fields;
  const proxyVmSize = net?.fields.proxyVmSize;
  const vnetConfig: VnetConfig = {
    kind: 'object',
    fields: {
      subnetId: network.subnet,
      ...(proxyVmSize ? { proxyVmSize } : {}),
      ...(network.containerSubnet ? { containerInstanceSubnetId: network.containerSubnet } : {}),
    },
    origin,
  };
  return { ...vmProfile, fields: { ...fields, vnetConfig } };
}
