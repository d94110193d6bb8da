/** The rules about scripts: each looks at every script of an image, or at the order of its steps. */
import type { Finding } from '../diagnostics/diagnostic';
import type { Image } from '../image/image';
import type { ScriptFile } from '../image/script-context';
import { imageScripts } from './image-scripts';
import { otherFindings, type OtherLinter, type RunLinter } from './other-linters';
import { reporter, type ScriptRule } from './script-rule';
import { neededServices, restarts } from './rules/connection';
import { firewalls } from './rules/firewalls';
import { appPackages, generalizing, programsInTmp } from './rules/image-state';
import { neighbours } from './rules/neighbours';
import {
  hardeningLast,
  missingFolders,
  missingRestart,
  neededLater,
  type OrderRule,
} from './rules/order';
import { rootWork } from './rules/privileges';
import { askingWhileInstalled, innerShells, packageManagers, prompts } from './rules/prompts';
import { extensions, syntax } from './rules/syntax';
import { errorsGoOn, exitZero, goesOn, unnoticedLists, unreadExitCodes } from './rules/silent';
import { firstBoot, missingPrograms, otherManagers, serverCommands } from './rules/source-programs';
import { openFiles, plainDownloads, runDownloads, uncheckedCertificates } from './rules/unsafe';

const scriptRules: readonly ScriptRule[] = [
  syntax,
  extensions,
  packageManagers,
  askingWhileInstalled,
  prompts,
  innerShells,
  restarts,
  neededServices,
  firewalls,
  generalizing,
  appPackages,
  programsInTmp,
  runDownloads,
  openFiles,
  plainDownloads,
  uncheckedCertificates,
  unnoticedLists,
  exitZero,
  goesOn,
  unreadExitCodes,
  errorsGoOn,
  rootWork,
  otherManagers,
  missingPrograms,
  firstBoot,
  serverCommands,
  neighbours,
];

/** Rules that hold for the script that generalizes the image, too: it runs as root, and last. */
const deprovisionRules: readonly ScriptRule[] = [
  syntax,
  extensions,
  packageManagers,
  askingWhileInstalled,
  prompts,
  runDownloads,
  uncheckedCertificates,
];

const orderRules: readonly OrderRule[] = [
  hardeningLast,
  missingRestart,
  neededLater,
  missingFolders,
];

/** Looks into the scripts of an image; pure. `sources` are the script files that findings point into. */
export function lintScripts(
  image: Image,
  files: readonly ScriptFile[],
  others?: { readonly linters: readonly OtherLinter[]; readonly run: RunLinter },
) {
  const { all, findings, sources } = imageScripts(image, files);
  const found: Finding[] = [...findings];
  const note = (finding: Finding): void => {
    found.push(finding);
  };
  for (const step of all.steps) {
    const { script } = step;
    if (!script) continue;
    const report = reporter(script, note);
    for (const rule of scriptRules) rule({ script, step, all, report });
    if (others) found.push(...otherFindings(script, others.linters, others.run));
  }
  if (all.deprovision) {
    const { script } = all.deprovision;
    const report = reporter(script, note);
    for (const rule of deprovisionRules) rule({ script, step: all.deprovision, all, report });
  }
  for (const rule of orderRules) rule(all, note);
  return { findings: found, sources };
}
