/** The command line that builds specs again as they were built. */
import { shellWord } from '../emit/printers/shell';
import type { SpecOptions } from '../resolve';

/** The exact command that makes the outputs of some specs. */
export function buildCommand(
  specs: readonly string[],
  options: SpecOptions & { readonly out: string; readonly templates?: string | undefined },
): string {
  const { out, set = {}, subscription, resourceGroup, templates } = options;
  const words = [
    ...specs,
    ...(out === 'out' ? [] : ['-o', out]),
    ...Object.entries(set).flatMap(([name, value]) => ['--set', `${name}=${value}`]),
    ...(templates === undefined ? [] : ['--templates', templates]),
    ...(subscription === undefined ? [] : ['--subscription', subscription]),
    ...(resourceGroup === undefined ? [] : ['--resource-group', resourceGroup]),
  ];
  return ['aibgen build', ...words.map(shellWord)].join(' ');
}
