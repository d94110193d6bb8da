/** A process that judges seeds, one at a time: scripts/hostile.ts sends them, and notices when one never ends or takes all memory. */
import type { Budget } from './budgets';
import { judgeSeed } from './judge-seed';

process.on('message', ({ what, seed }: { readonly what: Budget; readonly seed: number }) => {
  void judgeSeed(what, seed).then((verdict) => process.send?.(verdict));
});
