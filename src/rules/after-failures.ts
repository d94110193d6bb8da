import { diagnose } from '../diagnostics/diagnostic';
import { field, literalText, valueAt } from '../value/value';
import { placeOfValue } from './place';
import type { Rule } from './rule';

/** What goes on after an error: untested images are distributed, build VMs stay. */
export const afterFailures: Rule = ({ properties }, report) => {
  const distribute = valueAt(properties, 'validate', 'continueDistributeOnFailure');
  if (distribute?.kind === 'boolean' && distribute.value) {
    report(diagnose('AIB423', {}, placeOfValue(distribute)));
  }
  const handling = field(properties, 'errorHandling');
  for (const key of ['onCustomizerError', 'onValidationError']) {
    const value = field(handling, key);
    if (literalText(value) === 'abort') report(diagnose('AIB424', {}, placeOfValue(value)));
  }
};
