/**
 * Lines that look like failures but are harmless: they occur in logs of builds that succeeded.
 * @see https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-troubleshoot#resource-deletion-errors-appear
 */
export const harmless: readonly string[] = [
  // Resources are deleted again and again until it works.
  'Error deleting resource. Will retry',
  'PublicIPAddressCannotBeDeleted',
  'InUseNetworkSecurityGroupCannotBeDeleted',
  'Retryable error: ',
  'The resource group was not created by Packer',
  // The service makes the image itself, from a snapshot.
  'Builds finished but no artifacts were created',
  'Skipping image creation',
  // Questions that packages answer themselves.
  'debconf: unable to initialize frontend',
  'debconf: falling back to frontend',
  'debconf: (',
  'dpkg-preconfigure: unable to re-open stdin',
  // apt waits for another process, and goes on.
  'Waiting for cache lock: ',
  'WARNING: apt does not have a stable CLI interface',
  'invoke-rc.d: ',
  'policy-rc.d',
  'update-rc.d: ',
  // An optional service: not every Windows has it.
  "Cannot find any service with service name 'WindowsAzureTelemetryService'",
  // A machine that is restarting.
  'A system shutdown is in progress.(1115)',
  'Reboot already in progress',
  'Waiting for machine to ',
  // Attempts to connect while the machine boots.
  'TCP connection to SSH ip/port failed',
  'ssh: handshake failed: EOF',
  '[DEBUG] ',
  'WinRM Error. Will retry',
  // Packer talks to itself.
  "[WARN] Config file doesn't exist",
  'Unable to read map[string]interface out of data',
  'Error checking for new version',
  ' bytes written for ',
  'Azure request method=',
  // Progress of PowerShell, as XML.
  '#< CLIXML',
  'WARNING: The names of some imported commands',
  // sudo looks its own host name up, and goes on.
  'sudo: unable to resolve host ',
];
