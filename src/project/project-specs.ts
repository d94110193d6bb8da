/** The specs of a project, as the configuration file or the default folder has them. */
import type { Project } from '../config/parse-config';
import type { Host } from '../disk/host';

/** What a command works on that is given no spec: what the configuration names, else the folder `specs` next to it. */
export function projectSpecs({ specs = [], hasSpecs }: Project, host: Host): readonly string[] {
  return hasSpecs || specs.some((one) => host.isFolder(one)) ? specs : [];
}
