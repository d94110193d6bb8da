import { diagnose } from '../diagnostics/diagnostic';
import { literalText, valueAt } from '../value/value';
import { describeVmSize } from '../service/vm-sizes';
import { isGiven, placeOfValue } from './place';
import type { Rule } from './rule';

/** Names of sizes begin with their tier, and have an underscore before their version. */
export const sizeNames: Rule = ({ properties }, report) => {
  const profile = valueAt(properties, 'vmProfile');
  for (const value of [valueAt(profile, 'vmSize'), valueAt(profile, 'vnetConfig', 'proxyVmSize')]) {
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
