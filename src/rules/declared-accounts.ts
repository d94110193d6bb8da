import { diagnose, type Finding } from '../diagnostics/diagnostic';
import type { Image } from '../image/image';
import { type Origin, placeOfOrigin } from '../value/origin';
import { rightsOf, storageUris } from '../rights/identity-rights';
import { accountKey } from '../image/storage-accounts';
import { storageAddress } from '../image/blob-uri';
import { textKey } from '../value/value';
import type { Rule } from './rule';

/**
 * Addresses name only the storage account: where that is has to be told for its right to be deployed, and an address that
 * is a parameter does not even tell the account.
 */
export const storageAccounts: Rule = (image, report) => {
  if (image.roles === 'none') return;
  for (const { uri } of storageUris(image)) {
    if (storageAddress(uri).kind === 'unclear') {
      report('AIB480', { value: textKey(uri) }, uri);
    }
  }
  const reported = new Set<string>();
  for (const { capability, unknownAccount: account, because } of rightsOf(image)) {
    if (account === undefined || reported.has(account)) continue;
    reported.add(account);
    const writes = capability === 'vhdTarget';
    const first = image.storageAccounts.size === 0;
    report('AIB407', { account, writes, first }, because[0]);
  }
};

/** Storage accounts that no image of a spec names. */
export function unusedAccounts(images: readonly Image[]): readonly Finding[] {
  const named = new Set(
    images.flatMap((image) =>
      storageUris(image).map(({ uri }) => {
        const address = storageAddress(uri);
        return address.kind === 'container' ? accountKey(textKey(address.account)) : '';
      }),
    ),
  );
  return images.flatMap((image) =>
    [...image.storageAccounts].flatMap(([key, { name, origin }]) =>
      // One map of a base may serve many images.
      named.has(key) || !isOwnFile(image, origin)
        ? []
        : [diagnose('AIB481', { account: name }, placeOfOrigin(origin))],
    ),
  );
}

function isOwnFile({ specFile }: Image, origin: Origin): boolean {
  const path = origin.kind === 'spec' ? origin.span.source.path : '';
  return path === specFile || path.endsWith(`/${specFile}`);
}
