import { sourceName } from '../image/source-facts';
import { osDiskSize } from '../service/os-disk-sizes';
import { isGiven } from './place';
import type { Rule } from './rule';

/** The OS disk of the build VM is at least as large as that of the source. */
export const osDisk: Rule = ({ properties, facts }, report) => {
  const given = properties.vmProfile.fields.osDiskSizeGB;
  const { source } = properties;
  if (given?.kind !== 'number' || given.value === 0 || !isGiven(given)) return;
  const least = source?.type === 'PlatformImage' ? osDiskSize(sourceName(source)) : undefined;
  if (least === undefined || given.value >= least) return;
  const details = { size: given.value, least, source: facts.label };
  report('AIB466', details, given);
};
