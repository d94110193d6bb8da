import { scopeKey } from '../value/resource-id';
import { type ResourceId, type Text, textKey } from '../value/value';
import { defaultProxyVmSize } from '../service/vm-sizes';
import type { DeploymentScope } from '../spec/references';
import { isGiven } from './place';
import type { Rule } from './rule';

/** The container subnet: next to a build subnet, another one of the same network, and without a proxy. */
export const networks: Rule = ({ properties, own }, report) => {
  const net = properties.vmProfile.fields.vnetConfig?.fields ?? {};
  const { containerInstanceSubnetId: container, subnetId: build, proxyVmSize: proxy } = net;
  const given = [build, container].find((one) => isGiven(one));
  if (given) report('AIB456', {}, given);
  if (!container) {
    if (build) {
      const proxySize = proxy && isGiven(proxy) ? undefined : defaultProxyVmSize;
      report('AIB419', { proxySize }, build);
    }
    if (!build && proxy && isGiven(proxy)) report('AIB420', {}, proxy);
    return;
  }
  const wrong = (why: string): void => report('AIB320', { why }, container);
  if (!build) wrong('is the only one: the build VM needs a subnet as well');
  else if (scopeKey(build) === scopeKey(container)) wrong('is the subnet of the build VM');
  else if (apart(build, container, own)) wrong('is in another virtual network');
  if (proxy && isGiven(proxy)) {
    report('AIB320', { why: 'replaces the proxy VM, but a proxy size is set' }, proxy);
  }
};

/** True where two subnets are surely of two networks: a scope that is not said may be the same one. */
function apart(a: ResourceId, b: ResourceId, own: DeploymentScope): boolean {
  const differ = (left: Text | undefined, right: Text | undefined, known: boolean): boolean =>
    left && right
      ? textKey(left).toLowerCase() !== textKey(right).toLowerCase()
      : left !== right && known;
  return (
    differ(a.names[0], b.names[0], true) ||
    differ(a.scope.subscription, b.scope.subscription, own.subscription !== undefined) ||
    differ(a.scope.resourceGroup, b.scope.resourceGroup, own.resourceGroup !== undefined)
  );
}
