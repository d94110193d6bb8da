/** The settings of a project, as the arguments and options that nobody gave on the command line. */
import type { Command } from 'commander';
import type { Project } from '../config/parse-config';
import type { Host } from '../disk/host';
import { projectSpecs } from '../project/project-specs';

/** Commands that a configuration file says nothing to: they must work where it is broken, too. */
const independent: ReadonlySet<string> = new Set([
  'completion',
  'explain',
  'import',
  'init',
  'lsp',
  'schema',
]);

/** True for a command that follows the configuration file. */
export function followsProject(command: string): boolean {
  return !independent.has(command);
}

/** Fills in what the command line does not say. */
export function applyProject(command: Command, project: Project, host: Host): void {
  for (const key of ['out', 'templates', 'strict'] as const) {
    const isKnown = command.options.some((option) => option.attributeName() === key);
    const source = command.getOptionValueSource(key);
    const value = project[key];
    if (isKnown && source !== 'cli' && value !== undefined) {
      command.setOptionValueWithSource(key, value, 'config');
    }
  }
  const folders = project.pipelines.folders ?? [];
  if (folders.length > 0 && command.getOptionValueSource('pipelines') === 'default') {
    command.setOptionValueWithSource('pipelines', folders, 'config');
  }
  if (project.settings) command.setOptionValueWithSource('project', project.settings, 'config');
  const [first] = command.registeredArguments;
  const given: unknown = command.processedArgs[0];
  if (first?.variadic && !first.required && Array.isArray(given) && given.length === 0) {
    command.processedArgs[0] = projectSpecs(project, host);
  }
}
