/** A project -> its outputs, as the command makes them. */
import { compile, type CompileResult, lintScripts } from '../src';
import { parseProject } from '../src/config/parse-config';
import { published } from '../src/diagnostics/diagnostic';
import { outputFormats } from '../src/language/own-keys';
import type { ProjectSettings } from '../src/spec/project-settings';
import { configName } from './files';
import type { Project } from './share';

/** Compiles the spec of a project with its configuration file. `formats` is one of the choices of the page, or ''. */
export function compiled({ entry, files }: Project, formats: string): CompileResult {
  const config = files[configName];
  const { settings, diagnostics } =
    config === undefined
      ? { settings: undefined, diagnostics: [] }
      : parseProject(configName, config);
  const chosen = outputFormats.filter((one) => formats.split(' ').includes(one));
  const project: ProjectSettings | undefined =
    chosen.length === 0
      ? settings
      : { file: configName, levels: {}, policies: {}, ...settings, formats: chosen };
  const options = project ? { project } : {};
  const result = compile({ files, entry, options, lintScripts });
  const ofConfig = diagnostics.map(published);
  const isInvalid = ofConfig.some(({ severity }) => severity === 'error');
  return {
    ...result,
    outputs: isInvalid ? {} : result.outputs,
    diagnostics: [...ofConfig, ...result.diagnostics],
  };
}
