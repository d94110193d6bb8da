/** Finds and reads `aibgen.config.yaml`. */
import { diagnose } from '../diagnostics/diagnostic';
import { type Host, systemReason } from '../disk/host';
import { configFolder, configName } from '../disk/project';
import { relativeTo, toSlashes } from '../lib/paths';
import { noProject, parseProject, type Project } from './parse-config';

/** Reads the configuration file in the working folder or the nearest one above it, up to the root of the repository. */
export function readProject(host: Host): Project {
  const folder = configFolder(host);
  if (folder === undefined) return noProject;
  const above = relativeTo(toSlashes(host.cwd), toSlashes(folder));
  const shown = above === '' ? configName : `${above}/${configName}`;
  try {
    return parseProject(shown, host.readFile(shown) ?? '');
  } catch (error) {
    const why = systemReason(error);
    return {
      ...noProject,
      file: shown,
      diagnostics: [diagnose('AIB903', { path: shown, why }, { file: shown })],
    };
  }
}
