/** A line for each image on a terminal, kept up to date in its place. */
import { joined, safe, safeLine, safeText, type SafeText } from '../../lib/safe-text';
import type { Sight } from '../../azure/operations/follow-builds';
import type { Io } from '../io';

/** Rows that fit on any terminal; of more images, those that are still running come first. */
const rows = 20;
/** Columns of a terminal that does not say how wide it is. */
const usualWidth = 80;

/** A build, with its step in words; empty where it is not known. */
export type Row = Omit<Sight, 'log'> & { readonly step: string };

export interface LiveTable {
  readonly show: (sights: readonly Row[]) => void;
  /** Takes the table away. */
  readonly clear: () => void;
}

/** Begins a table; off a terminal it shows nothing. */
export function createLiveTable(io: Io): LiveTable {
  if (!io.terminal) return { show: () => {}, clear: () => {} };
  let shown = 0;
  const up = (): SafeText => (shown === 0 ? safe`` : safe`\u001b[${shown}A\u001b[J`);
  return {
    show: (sights) => {
      const isOpen = ({ state }: Row): boolean => /^(?:running|canceling)$/i.test(state);
      const sorted = sights.toSorted((a, b) => Number(isOpen(b)) - Number(isOpen(a)));
      const width = Math.max(0, ...sights.map(({ name }) => name.length));
      const lines = sorted.slice(0, rows).map(({ name, state, subState, minutes, step }) =>
        safeText(
          `${name.padEnd(width)}  ${state.padEnd(10)}  ${subState.padEnd(12)}  ${minutes} min  ${step}`,
        )
          .trimEnd()
          .slice(0, (io.columns ?? usualWidth) - 2),
      );
      if (sights.length > rows) lines.push(`... and ${sights.length - rows} more`);
      io.stderr(joined([up(), ...lines.map(safeLine)]));
      shown = lines.length;
    },
    clear: () => {
      io.stderr(up());
      shown = 0;
    },
  };
}
