import { child, itemsOf, type Node, numberOf } from '../spec/node';

/** How many versions of a target stay when the old ones are deleted: `keep`. */
export interface Keep {
  /** The newest ones, by their number. */
  readonly newest: number | undefined;
  /** Those that are not older. */
  readonly days: number | undefined;
}

/** The `keep` of each target, in their order; undefined for a target without one. */
export function keepsOf(distribute: Node | undefined): readonly (Keep | undefined)[] {
  return itemsOf(distribute).map((target) => {
    const node = child(target, 'keep');
    if (!node) return undefined;
    const newest = numberOf(node) ?? numberOf(child(node, 'newest'));
    const days = numberOf(child(node, 'days'));
    return newest === undefined && days === undefined ? undefined : { newest, days };
  });
}
