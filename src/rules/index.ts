/** The rules: what a shape cannot say. Each looks at the whole image and reports; all of them run. */
import type { Diagnostic } from '../diagnostics/diagnostic';
import type { Image } from '../model/image';
import { buildTimeout } from './build-timeout';
import { generation } from './generation';
import { regions } from './regions';
import { scripts } from './scripts';
import { sizes } from './sizes';
import { sources } from './sources';
import { stepNames } from './step-names';
import { stepsForOs } from './steps-for-os';
import { storageAccounts } from './storage-accounts';
import { tags } from './tags';
import { targets } from './targets';
import { textLengths } from './text-lengths';

/** Looks at an image and reports what is wrong with it. */
export type Rule = (image: Image, report: (diagnostic: Diagnostic) => void) => void;

const rules: readonly Rule[] = [
  buildTimeout,
  generation,
  regions,
  scripts,
  sizes,
  sources,
  stepNames,
  stepsForOs,
  storageAccounts,
  tags,
  targets,
  textLengths,
];

/** Runs all rules. */
export const checkRules: Rule = (image, report) => {
  for (const rule of rules) rule(image, report);
};
