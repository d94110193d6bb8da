/** The rules: what a shape cannot say. Each looks at the whole image and reports; all of them run. */
import type { Diagnostic } from '../diagnostics/diagnostic';
import type { Image } from '../model/image';
import { afterFailures } from './after-failures';
import { buildTimeout } from './build-timeout';
import { defaultSizes } from './default-sizes';
import { definitions } from './definitions';
import { galleryRegions } from './gallery-regions';
import { galleryVersions } from './gallery-versions';
import { generation } from './generation';
import { networks } from './networks';
import { pinnedTargets } from './pinned-targets';
import { regions } from './regions';
import { scriptAddresses } from './script-addresses';
import { scripts } from './scripts';
import { secrets } from './secrets';
import { sizes } from './sizes';
import { sources } from './sources';
import { stagingGroup } from './staging-group';
import { stepNames } from './step-names';
import { stepsForOs } from './steps-for-os';
import { storageAccounts } from './storage-accounts';
import { sysprep } from './sysprep';
import { tags } from './tags';
import { targets } from './targets';
import { textLengths } from './text-lengths';
import { triggers } from './triggers';
import { vhdTargets } from './vhd-targets';
import { windowsUpdates } from './windows-updates';

/** Looks at an image and reports what is wrong with it. */
export type Rule = (image: Image, report: (diagnostic: Diagnostic) => void) => void;

const rules: readonly Rule[] = [
  afterFailures,
  buildTimeout,
  defaultSizes,
  definitions,
  galleryRegions,
  galleryVersions,
  generation,
  networks,
  pinnedTargets,
  regions,
  scriptAddresses,
  scripts,
  secrets,
  sizes,
  sources,
  stagingGroup,
  stepNames,
  stepsForOs,
  storageAccounts,
  sysprep,
  tags,
  targets,
  textLengths,
  triggers,
  vhdTargets,
  windowsUpdates,
];

/** Runs all rules. */
export const checkRules: Rule = (image, report) => {
  for (const rule of rules) rule(image, report);
};
