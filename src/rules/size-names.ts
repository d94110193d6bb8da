import { diagnose } from '../diagnostics/diagnostic';
import { literalText } from '../value/value';
import { describeVmSize } from '../service/vm-sizes';
import { isGiven, placeOfValue } from './place';
import type { Rule } from './rule';

/** Names of sizes begin with their tier, and have an underscore before their version. */
export const sizeNames: Rule = ({ properties }, report) => {
  const { vmSize, vnetConfig } = properties.vmProfile.fields;
  for (const value of [vmSize, vnetConfig?.fields.proxyVmSize]) {
    const size = literalText(value);
    if (size === undefined || !isGiven(value) || describeVmSize(size).known) continue;
    const tier = /^(?:standard|basic)_/i.test(size) ? size : `Standard_${size}`;
    const near = [
      tier,
      tier.replace(/(?<!_)v(\d+)$/i, '_v$1'),
      tier.replaceAll(/[\s-]/g, '_'),
    ].find((one) => one !== size && describeVmSize(one).known);
    if (near !== undefined) report(diagnose('AIB447', { size, near }, placeOfValue(value)));
  }
};
