/** `aibgen diff --live`: what the specs make against what is in Azure. */
import { jsonText, safe } from '../../lib/safe-text';
import type { ImageResult } from '../../azure/azure-image';
import type { Change } from '../../inspect/template-changes';
import type { AzureOptions } from '../azure/azure-options';
import { runInAzure } from '../azure/run-in-azure';
import { diffMarkdown, diffText } from '../diff/diff-formats';
import type { ImageDiff } from '../diff/image-diff';
import { exit, type Io } from '../io';
import { paintChanges } from '../paint-changes';
import type { DiffOptions } from './diff';

export type LiveDiffOptions = DiffOptions & Pick<AzureOptions, 'cloud'>;

/** Runs the command; returns its exit code. */
export function diffLive(
  io: Io,
  args: readonly string[],
  options: LiveDiffOptions,
): Promise<number> {
  const { format } = options;
  return runInAzure(
    io,
    args,
    { ...options, format: 'text' },
    {
      run: ({ azure, images, session }) => azure.compareWithLive(session, images),
      print: (results) => {
        const all = results.flatMap(imageDiff);
        if (format === 'json') {
          const shown = all.map(({ name, state, changes }) => ({ name, state, changes }));
          io.stdout(safe`${jsonText({ images: shown }, 2)}\n`);
        } else
          io.stdout(
            format === 'text' ? paintChanges(diffText(all), io.colourData) : diffMarkdown(all),
          );
        return exit.done;
      },
    },
  );
}

/** Nothing for an image that could not be read: its problem goes to stderr. */
function imageDiff(
  result: ImageResult & { readonly changes?: readonly Change[] },
): readonly ImageDiff[] {
  const { changes, name, state } = result;
  if (!changes || (state !== 'new' && state !== 'changed' && state !== 'unchanged')) return [];
  return [{ name, state, changes, rights: { gained: [], lost: [] }, files: [] }];
}
