import { literalText } from '../value/value';
import type { Rule } from './rule';

/** What goes on after an error: untested images are distributed, build VMs stay. */
export const afterFailures: Rule = ({ properties }, report) => {
  const distribute = properties.validate?.fields.continueDistributeOnFailure;
  if (distribute?.kind === 'boolean' && distribute.value) {
    report('AIB423', {}, distribute);
  }
  const { onCustomizerError, onValidationError } = properties.errorHandling?.fields ?? {};
  for (const value of [onCustomizerError, onValidationError]) {
    if (literalText(value) === 'abort') report('AIB424', {}, value);
  }
};
