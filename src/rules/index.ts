/** The rules: what a shape cannot say. Each looks at the whole image and reports; all of them run. */
import type { Diagnostic } from '../diagnostics/diagnostic';
import type { Image } from '../model/image';
import { buildTimeout } from './build-timeout';
import { generation } from './generation';
import { networks } from './networks';
import { regions } from './regions';
import { scripts } from './scripts';
import { sizes } from './sizes';
import { sources } from './sources';
import { stagingGroup } from './staging-group';
import { stepNames } from './step-names';
import { stepsForOs } from './steps-for-os';
import { storageAccounts } from './storage-accounts';
import { tags } from './tags';
import { targets } from './targets';
import { textLengths } from './text-lengths';
import { triggers } from './triggers';

/** Looks at an image and reports what is wrong with it. */
export type Rule = (image: Image, report: (diagnostic: Diagnostic) => void) => void;

const rules: readonly Rule[] = [
  buildTimeout,
  generation,
  networks,
  regions,
  scripts,
  sizes,
  sources,
  stagingGroup,
  stepNames,
  stepsForOs,
  storageAccounts,
  tags,
  targets,
  textLengths,
  triggers,
];

/** Runs all rules. */
export const checkRules: Rule = (image, report) => {
  for (const rule of rules) rule(image, report);
};
