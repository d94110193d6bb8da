/** Addresses of blobs: which storage account and container a URI names. */
import { containerName, type NameRule, storageAccountName } from '../service/name-rules';
import { blobHost } from '../service/rights';
import { literalText, type ParameterUse, type Part, type Text, text } from '../value/value';

/** What a URI says about storage. */
export type StorageAddress =
  | { readonly kind: 'container'; readonly account: Text; readonly container: Text }
  /** The account or container has a name that none can have. */
  | { readonly kind: 'invalid'; readonly name: string; readonly rule: NameRule }
  /** Only the values of parameters tell where it leads. */
  | { readonly kind: 'unclear' }
  | { readonly kind: 'elsewhere' };

// A parameter inside the text that the patterns look at.
const openUse = '\u{e000}';
const closeUse = '\u{e001}';
const uses = /\u{e000}(\d+)\u{e001}/u;

/** Reads a URI; parameters stay whole. */
export function storageAddress(uri: Text): StorageAddress {
  const parameters: ParameterUse[] = [];
  const flat = uri.parts
    .map((part) => {
      if (typeof part === 'string') return part;
      return `${openUse}${parameters.push(part) - 1}${closeUse}`;
    })
    .join('')
    .trim();
  const match = /^https?:\/\/([^/?#]*)(?:\/([^?#]*))?/i.exec(flat);
  if (!match) return { kind: flat.startsWith(openUse) ? 'unclear' : 'elsewhere' };
  const host = (match[1] ?? '').replace(/:\d*$/, '').replace(/\.$/, '');
  const account = blobHost.exec(host)?.[1];
  if (account === undefined) return { kind: uses.test(host) ? 'unclear' : 'elsewhere' };
  const toText = (piece: string): Text => {
    // Names of accounts and containers are in lower case; hosts do not mind.
    const parts = piece.split(uses).flatMap((one, index): readonly Part[] => {
      const use = index % 2 === 1 ? parameters[Number(one)] : undefined;
      return use ? [use] : one === '' ? [] : [one.toLowerCase()];
    });
    return text(...parts);
  };
  const segments = (match[2] ?? '').split('/').filter((segment) => segment !== '');
  const [first = ''] = segments;
  const container = segments.length > 1 ? first : '$root';
  const address = { account: toText(account), container: toText(container) };
  return (
    invalid(address.account, storageAccountName) ??
    invalid(address.container, containerName) ?? { kind: 'container', ...address }
  );
}

/** A name that breaks its rule; one with parameters may follow it. */
function invalid(name: Text, rule: NameRule): StorageAddress | undefined {
  const literal = literalText(name);
  if (literal === undefined || rule.pattern.test(literal)) return undefined;
  return { kind: 'invalid', name: literal, rule };
}
