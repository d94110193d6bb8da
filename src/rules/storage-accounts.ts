import { diagnose } from '../diagnostics/diagnostic';
import { rightsOf } from '../model/rights';
import { placeOfOrigin } from './place';
import type { Rule } from '.';

/** An address names only the storage account: where that is has to be told for the right to be deployed. */
export const storageAccounts: Rule = (image, report) => {
  if (image.roles === 'none') return;
  const said = new Set<string>();
  for (const right of rightsOf(image)) {
    const account = right.unknownAccount;
    if (account === undefined || said.has(account)) continue;
    said.add(account);
    report(diagnose('AIB407', { account }, placeOfOrigin(right.because[0]?.origin)));
  }
};
