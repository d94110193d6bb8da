import { cloudOfRegion } from '../service/regions';
import { describeVmSize, sizesAsOf } from '../service/vm-sizes';
import { replacementFor } from '../service/vm-size-replacements';
import { literalText } from '../value/value';
import { isGiven } from './place';
import { misfit } from './sizes';
import type { Rule } from './rule';

/** Sizes that the spec gives and that are retired, or going to be. */
export const sizeLifecycle: Rule = (image, report) => {
  const { properties, location } = image;
  const { vmSize, vnetConfig } = properties.vmProfile.fields;
  for (const value of [vmSize, vnetConfig?.fields.proxyVmSize]) {
    const size = literalText(value);
    if (size === undefined || !isGiven(value)) continue;
    // Of a size that has to go anyway more need not be said.
    if (value === vmSize && misfit(image)) continue;
    const facts = describeVmSize(size);
    const retires = !facts.retiresInPublicCloudOnly || isPublic(literalText(location));
    const retirement = retires ? facts.retirement : undefined;
    const blocked = facts.blockedForNewSubscriptions;
    const near = replacementFor(size);
    if (retirement !== undefined && retirement <= sizesAsOf) {
      report('AIB372', { size, retirement, near }, value);
    } else if (retirement !== undefined || blocked) {
      report('AIB450', { size, retirement, blocked, near }, value);
    }
  }
};

function isPublic(region: string | undefined): boolean {
  return region === undefined || cloudOfRegion(region) === 'public';
}
