/** The command line that builds specs again as they were built. */
import { shellWord } from '../../value/printers/shell-printer';
import { specFlags } from '../../emit/views/pipelines-view';
import type { SpecOptions } from '../../spec/spec-options';

/** The exact command that makes the outputs of some specs. */
export function buildCommand(
  specs: readonly string[],
  options: SpecOptions & {
    readonly out: string;
    readonly templates?: string | undefined;
    readonly pipelines?: readonly string[];
  },
): string {
  const { out, templates, pipelines = [] } = options;
  const words = [
    ...specs,
    ...(out === 'out' ? [] : ['-o', out]),
    ...specFlags(options),
    ...(templates === undefined ? [] : ['--templates', templates]),
    ...pipelines.flatMap((folder) => ['--pipelines', folder]),
  ];
  return ['aibgen build', ...words.map(shellWord)].join(' ');
}
