/** The texts of the ready-made steps, for where there is no package on a disk: the library in a browser, the playground. */
import avdFslogix from '../steps/avd-fslogix.yaml';
import avdTeams from '../steps/avd-teams.yaml';
import azureMonitorAgent from '../steps/azure-monitor-agent.yaml';
import cisLinux from '../steps/cis-linux.yaml';
import cisWindows from '../steps/cis-windows.yaml';
import docker from '../steps/docker.yaml';
import languagePack from '../steps/language-pack.yaml';
import updatesLinux from '../steps/updates-linux.yaml';
import updatesWindows from '../steps/updates-windows.yaml';
import wingetApps from '../steps/winget-apps.yaml';
import { readyMadeFile } from './service/ready-made-steps';

const texts: Readonly<Record<string, string>> = {
  'avd-fslogix': avdFslogix,
  'avd-teams': avdTeams,
  'azure-monitor-agent': azureMonitorAgent,
  'cis-linux': cisLinux,
  'cis-windows': cisWindows,
  docker: docker,
  'language-pack': languagePack,
  'updates-linux': updatesLinux,
  'updates-windows': updatesWindows,
  'winget-apps': wingetApps,
};

const byFile = new Map(Object.entries(texts).map(([name, text]) => [readyMadeFile(name), text]));

/** The text of ready-made steps, by their name among the files of a spec; `undefined` for all other files. */
export function readyMadeText(file: string): string | undefined {
  return byFile.get(file);
}
