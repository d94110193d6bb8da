/** What the README says of subnets and features that have to be there before a build. */
import type { Image } from '../../image/image';
import { previewFeature } from '../../service/regions';
import { literalText } from '../../value/value';
import { type Environment, fillId } from '../../value/printers/json-printer';

/** Features of the service that a subscription has to have registered; `false` for none. */
export function featuresOf({ location, trigger }: Image): readonly string[] | false {
  const ofRegion = previewFeature(literalText(location) ?? '');
  const features = [
    ...(ofRegion === undefined ? [] : [ofRegion]),
    ...(trigger ? ['Triggers'] : []),
  ];
  return features.length > 0 && features;
}

/** The subnets of a network that exists: what they must have is not deployed. */
export function existingSubnets({ network, properties, facts }: Image, environment: Environment) {
  const net = properties.vmProfile.fields.vnetConfig?.fields;
  if (network || !net?.subnetId) return false;
  const { subnetId, containerInstanceSubnetId: container } = net;
  return {
    ids: [subnetId, ...(container ? [container] : [])].map((id) => fillId(id, environment)),
    container: container !== undefined,
    // SSH, or WinRM over HTTPS.
    port: facts.os.value === 'windows' ? 5986 : 22,
  };
}
