/** What a build has done, as JSON for programs: `build --summary`. */
import type { Finding } from '../../diagnostics/diagnostic';
import { groupBy } from '../../lib/group-by';
import { jsonText, safe, type SafeText } from '../../lib/safe-text';
import type { PreparedSpec } from './prepare';

/** What a summary is about. */
interface BuildFacts {
  readonly specs: readonly PreparedSpec[];
  readonly out: string;
  /** Paths of files that were written or removed. */
  readonly changed: readonly string[];
  /** Folders of images that no spec makes any more, which were removed. */
  readonly removed: readonly { readonly folder: string }[];
  readonly diagnostics: readonly Finding[];
}

/** The summary: the images with what was written of each, and how much was found. */
export function buildSummary({ specs, out, changed, removed, diagnostics }: BuildFacts): SafeText {
  const inOut = changed.filter((file) => file.startsWith(`${out}/`));
  const changedIn = groupBy(inOut, (file) => file.slice(out.length + 1).split('/')[0]);
  const images = specs.flatMap(({ spec, images: ofSpec }) =>
    ofSpec.map(({ folder }) => {
      const files = changedIn.get(folder) ?? [];
      return {
        name: folder,
        spec,
        out: `${out}/${folder}`,
        state: files.length > 0 ? 'written' : 'unchanged',
        files,
      };
    }),
  );
  const count = (severity: string): number =>
    diagnostics.filter((one) => one.severity === severity).length;
  return safe`${jsonText(
    {
      images,
      removed: removed.map(({ folder }) => folder),
      files: changed,
      errors: count('error'),
      warnings: count('warning'),
      notes: count('info'),
    },
    2,
  )}\n`;
}
