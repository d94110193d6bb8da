import { literalText } from '../value/value';
import { describeVmSize } from '../service/vm-sizes';
import { isGiven } from './place';
import type { Rule } from './rule';

/** Names of sizes begin with their tier, have an underscore before their version, and name a series that is known. */
export const sizeNames: Rule = ({ properties }, report) => {
  const { vmSize, vnetConfig } = properties.vmProfile.fields;
  for (const value of [vmSize, vnetConfig?.fields.proxyVmSize]) {
    const size = literalText(value);
    if (size === undefined || !isGiven(value) || /[<{]/.test(size)) continue;
    const doubled = /^(.+_v\d)\d$/i.exec(size)?.[1];
    if (doubled !== undefined && describeVmSize(doubled).known) {
      report('AIB447', { size, near: doubled }, value);
      continue;
    }
    if (describeVmSize(size).known) continue;
    const tier = /^(?:standard|basic)_/i.test(size) ? size : `Standard_${size}`;
    const near = [
      tier,
      tier.replace(/(?<!_)v(\d+)$/i, '_v$1'),
      tier.replaceAll(/[\s-]/g, '_'),
    ].find((one) => one !== size && describeVmSize(one).known);
    if (near === undefined) report('AIB464', { size }, value);
    else report('AIB447', { size, near }, value);
  }
};
