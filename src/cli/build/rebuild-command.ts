/** The command line that builds specs again as they were built. */
import { shellWord } from '../../value/printers/shell-printer';
import { specFlags } from '../../emit/views/pipelines-view';
import type { SpecOptions } from '../../spec/spec-options';
import { folderPath } from '../../lib/paths';
import type { Io } from '../io';
import type { BuildOptions } from './build-options';

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

/** The options that the command line has to repeat: without those that the configuration file of the project sets alike. */
export function besidesProject<O extends Pick<BuildOptions, 'out' | 'templates' | 'pipelines'>>(
  { project }: Pick<Io, 'project'>,
  options: O,
): O {
  const folders = project?.pipelines.folders ?? [];
  const isSame = (path: string | undefined, set: string | undefined): boolean =>
    path !== undefined && set !== undefined && folderPath(path) === folderPath(set);
  return {
    ...options,
    out: isSame(options.out, project?.out) ? 'out' : options.out,
    templates: isSame(options.templates, project?.templates) ? undefined : options.templates,
    pipelines: options.pipelines.join('\n') === folders.join('\n') ? [] : options.pipelines,
  };
}
