/**
 * What this user's aibgen wrote itself. A manifest is next to the specs, where anybody can write one; a receipt of it is in the
 * user's cache. A build trusts a manifest, instead of making the outputs again, only where it has its receipt.
 */
import fs from 'node:fs';
import path from 'node:path';
import { checksum } from '../lib/checksum';
import { putIntoCache } from './user-cache';

export interface Receipts {
  /** True for a manifest that was written here. */
  readonly has: (manifest: Uint8Array) => boolean;
  /** Adds the checksums of manifests; does nothing where the cache cannot be written. */
  readonly save: (hashes: readonly string[]) => void;
}

/** For manifests of which all is known beforehand. */
export const allTrusted: Receipts = { has: () => true, save: () => {} };

/** Receipts of one output folder. The oldest make room for new ones. */
const most = 20_000;

/** The receipts of an output folder (absolute); none where there is no cache. */
export function openReceipts(cache: string | undefined, out: string): Receipts {
  if (cache === undefined) return { has: () => false, save: () => {} };
  const file = path.join(cache, 'receipts', checksum(out).slice(0, 32));
  let known: ReadonlySet<string> | undefined;
  const load = (): ReadonlySet<string> => (known ??= new Set(readLines(file)));
  return {
    has: (manifest) => load().has(checksum(manifest)),
    save: (hashes) => {
      const fresh = hashes.filter((hash) => !load().has(hash));
      if (fresh.length === 0) return;
      const all = [...load(), ...fresh].slice(-most);
      known = new Set(all);
      putIntoCache(file, `${all.join('\n')}\n`);
    },
  };
}

function readLines(file: string): readonly string[] {
  try {
    return fs
      .readFileSync(file, 'latin1')
      .split('\n')
      .filter((line) => /^[0-9a-f]{64}$/.test(line));
  } catch {
    return [];
  }
}
