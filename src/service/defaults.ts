/**
 * Defaults of the service that aibgen writes out, each with its reason and its documentation. As of 2026-11-23.
 * Sizes and regions have files of their own: `vm-sizes.ts`, `regions.ts`.
 */
import { docs } from './docs';

/** A documented default. */
export interface Default<V = string | number | boolean | readonly number[]> {
  readonly value: V;
  /** What `explain` calls the rule. */
  readonly rule: string;
  readonly reason: string;
  readonly doc: string;
}

function of<V extends string | number | boolean | readonly number[]>(
  value: V,
  rule: string,
  reason: string,
  doc: string,
): Default<V> {
  return { value, rule, reason, doc };
}

export const defaults = {
  buildTimeoutInMinutes: of(
    240,
    'build-timeout',
    'An absent or zero timeout means 240 minutes to the service.',
    docs.timeout,
  ),
  osDiskSizeGB: of(0, 'os-disk-size', '0 keeps the disk size of the source.', docs.osDiskSize),
  proxyVmSize: of(
    'Standard_A1_v2',
    'proxy-size',
    'A build in a subnet without a container subnet goes through a proxy VM of this size.',
    docs.vnet,
  ),
  runElevated: of(
    false,
    'powershell',
    'PowerShell runs without elevation unless told.',
    docs.powershell,
  ),
  runAsSystem: of(
    false,
    'powershell',
    'PowerShell runs as the build user unless told.',
    docs.powershell,
  ),
  validExitCodes: of(
    [0],
    'powershell',
    'Only exit code 0 counts as success unless told.',
    docs.powershell,
  ),
  restartCommand: of(
    'shutdown /r /f /t 0 /c "packer restart"',
    'windows-restart',
    'The service restarts with this command.',
    docs.restart,
  ),
  restartTimeout: of(
    '5m',
    'windows-restart',
    'The service waits five minutes for a restart.',
    docs.restart,
  ),
  searchCriteria: of(
    'BrowseOnly=0 and IsInstalled=0',
    'windows-update',
    'The service searches the recommended updates that are missing.',
    docs.windowsUpdate,
  ),
  updateLimit: of(
    1000,
    'windows-update',
    'The service installs 1000 updates at most.',
    docs.windowsUpdate,
  ),
  excludeFromLatest: of(
    false,
    'shared-image',
    'A new version counts as the latest one unless told.',
    docs.sharedImage,
  ),
  replicaCount: of(1, 'shared-image', 'One replica a region unless told.', docs.sharedImage),
  storageAccountType: of(
    'Standard_LRS',
    'shared-image',
    'Versions are kept in locally redundant storage unless told.',
    docs.sharedImage,
  ),
  continueDistributeOnFailure: of(
    false,
    'validate',
    'A failed validation stops the distribution unless told.',
    docs.validate,
  ),
  sourceValidationOnly: of(
    false,
    'validate',
    'The built image is validated, not the source, unless told.',
    docs.validate,
  ),
  onError: of(
    'cleanup',
    'error-handling',
    'The build VM is removed after an error unless told.',
    docs.errorHandling,
  ),
} as const satisfies Readonly<Record<string, Default>>;
