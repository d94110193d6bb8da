/** All rules. A cause has its words in the registry of codes, and an example log in `test/logs/`. */
import { azureRules } from './azure-rules';
import { connectionRules } from './connection-rules';
import { downloadRules } from './download-rules';
import type { FailureRule } from './failure-rule';
import { packageRules } from './package-rules';
import { shellRules } from './shell-rules';
import { sysprepRules, windowsRules } from './windows-rules';

export const failureRules: readonly FailureRule[] = [
  ...sysprepRules,
  ...windowsRules,
  ...shellRules,
  ...downloadRules,
  ...packageRules,
  ...connectionRules,
  ...azureRules,
];
