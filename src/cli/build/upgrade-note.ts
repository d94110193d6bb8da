/** What a new aibgen has changed in the outputs, in one line. */
import { manifestName, writtenBy } from '../../disk/manifest';
import { baseName } from '../../lib/paths';
import { safe, safeLine, type SafeText } from '../../lib/safe-text';
import type { Io } from '../io';

/**
 * Reads which aibgen wrote an output folder, before it is written; gives back the line about what was changed since: empty
 * where it was this one, or where nobody knows.
 */
export function upgradeNote(io: Io, out: string): (changed: readonly string[]) => SafeText {
  const before = writtenBy(io.host, out);
  if (before === undefined || before === AIBGEN_VERSION) return () => safe``;
  return (changed) => {
    const files = changed.filter((path) => baseName(path) !== manifestName).length;
    const what =
      files === 0
        ? 'its files stay as they are, but for the manifests'
        : `${files} of its files changed; aibgen diff --against HEAD shows what that means in Azure, CHANGELOG.md why`;
    return safeLine(`${out} was written by aibgen ${before}, this is ${AIBGEN_VERSION}: ${what}`);
  };
}
