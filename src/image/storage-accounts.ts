/** `storageAccounts` of a spec: where the accounts are that addresses name. */
import { diagnose } from '../diagnostics/diagnostic';
import { isNull, type MapEntry, type Node, placeOfKey, textOf } from '../spec/node';
import { parseReference } from '../spec/references';
import { toParts } from '../spec/parameter-references';
import type { NormalizeContext } from './image-context';
import type { StorageAccount } from './image';
import { text, textKey } from '../value/value';

/** A key under which the spellings of an account's name meet. */
export function accountKey(name: string): string {
  return name.toLowerCase();
}

/** Reads the map; reports names given twice and values that name no resource group. */
export function storageAccounts(
  node: Node | undefined,
  context: NormalizeContext,
): ReadonlyMap<string, StorageAccount> {
  const accounts = new Map<string, StorageAccount>();
  if (node?.kind !== 'map') return accounts;
  for (const entry of node.entries) {
    if (isNull(entry.value)) continue;
    // With its parameters in their one spelling: `{{ params.env }}scripts`.
    const name = textKey(text(...toParts(entry.key, context.parameters)));
    const key = accountKey(name);
    const other = accounts.get(key);
    if (other) {
      const place = placeOfKey(entry);
      context.report(diagnose('AIB251', { name, other: other.name }, place));
      continue;
    }
    accounts.set(key, storageAccount(name, entry, context));
  }
  return accounts;
}

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function storageAccount(name: string, entry: MapEntry, context: NormalizeContext): StorageAccount {
  const value = (textOf(entry.value) ?? '').trim();
  const segments = value.split('/');
  const [first = '', second = ''] = segments;
  const isPair = segments.length === 2;
  // The two the wrong way round.
  const swapped = isPair && guid.test(second) && !guid.test(first);
  const reference = isPair ? `/subscriptions/${first}/resourceGroups/${second}` : value;
  const id = swapped
    ? undefined
    : parseReference(reference, 'resourceGroup', context.own, context.parameters);
  const origin = { kind: 'spec', span: entry.keySpan, path: entry.value.path } as const;
  if (id?.kind === 'id') return { name, scope: id.scope, origin };
  const place = entry.value;
  if (id?.kind === 'bad-name') {
    context.report(diagnose('AIB212', { name: id.name, what: id.what }, place));
  } else context.report(diagnose('AIB250', { account: name, value, swapped }, place));
  // An error that is said once: the account counts as known.
  return { name, scope: {}, origin };
}
