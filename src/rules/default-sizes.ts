import { literalText } from '../value/value';
import { describeVmSize } from '../service/vm-sizes';
import { placeOfValue } from './place';
import type { Rule } from './rule';

/** The default size of the service is old for generation 1, and small for Windows. */
export const defaultSizes: Rule = ({ properties, facts }, report) => {
  const value = properties.vmProfile.fields.vmSize;
  const size = literalText(value);
  if (size === undefined || value?.origin.kind !== 'default') return;
  const place = { ...placeOfValue(properties.source), path: 'vmProfile.vmSize' };
  const { blockedForNewSubscriptions, retirement } = describeVmSize(size);
  if (blockedForNewSubscriptions) {
    report('AIB417', { size, retirement }, place);
  } else if (facts.os.value === 'windows') report('AIB418', { size }, place);
};
