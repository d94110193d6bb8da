/** The build VM with its default size and proxy. */
import { docs } from '../service/docs';
import { isAtLeast } from '../service/api-versions';
import { proxySizeType } from '../language/build-vm';
import { defaultVmSizes } from '../service/vm-sizes';
import { defaultOf } from './fill-defaults';
import type { SourceFacts } from './image';
import { type Sourced, sourced, type Text, text, withoutAbsent } from '../value/value';
import type { VmProfile } from './model-types';

/** Fills `vmProfile` for a version of the API. */
export function vmProfile(
  base: VmProfile,
  facts: SourceFacts,
  os: 'linux' | 'windows',
  version: string,
): VmProfile {
  const net = base.fields.vnetConfig;
  const proxy =
    net?.fields.subnetId &&
    !net.fields.containerInstanceSubnetId &&
    isAtLeast(version, proxySizeType.since ?? '')
      ? defaultOf(proxySizeType)
      : undefined;
  const vmSize = base.fields.vmSize ?? defaultSize(facts, os);
  const vnetConfig = net && {
    ...net,
    fields: withoutAbsent({ ...net.fields, proxyVmSize: net.fields.proxyVmSize ?? proxy }),
  };
  return { ...base, fields: withoutAbsent({ ...base.fields, vmSize, vnetConfig }) };
}

function defaultSize(facts: SourceFacts, os: 'linux' | 'windows'): Sourced<Text> {
  const generation = facts.generation?.value;
  const [value, reason] =
    facts.architecture.value === 'arm64'
      ? [defaultVmSizes.arm64, 'The source is for Arm64.']
      : generation === 1
        ? [
            os === 'windows' ? defaultVmSizes.gen1Windows : defaultVmSizes.gen1Linux,
            `The source is of generation 1 (${os === 'windows' ? 'Windows' : 'Linux'}).`,
          ]
        : generation === 2
          ? [defaultVmSizes.gen2, 'The source is of generation 2.']
          : [
              defaultVmSizes.gen2,
              'The generation of the source is not known; this size boots both.',
            ];
  return sourced(text(value), { kind: 'default', rule: 'vm-size', reason, doc: docs.vmSize });
}
