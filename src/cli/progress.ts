/** How far a run is, on a terminal, for more than a handful of specs. */
import { safe } from '../lib/safe-text';
import type { Io } from './io';

/** Specs that are done before anyone could read a line. */
const handful = 8;

export interface Progress {
  readonly show: (done: number) => void;
  /** Takes the line away. */
  readonly clear: () => void;
}

/** Begins; off a terminal it shows nothing. */
export function createProgress(io: Io, total: number): Progress {
  if (total <= handful || !io.terminal) return { show: () => {}, clear: () => {} };
  let shown = -1;
  return {
    show: (done) => {
      const percent = Math.floor((done * 100) / total);
      if (percent === shown) return;
      shown = percent;
      io.stderr(safe`\r${done} of ${total} specs\u001b[K`);
    },
    clear: () => {
      io.stderr(safe`\r\u001b[K`);
    },
  };
}
