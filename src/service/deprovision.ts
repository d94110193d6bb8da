/**
 * The commands with which Image Builder generalizes an image, and the files through which they are replaced.
 * Source: https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-json#generalize, read 2026-11-23.
 */

/** Files that the service runs instead of its own commands. */
export const deprovisionFiles = {
  linux: '/tmp/DeprovisioningScript.sh',
  windows: 'c:\\DeprovisioningScript.ps1',
} as const;

/** The default commands of the service today, a line each. Azure Linux has waagent in /usr/bin, so the PATH comes first. */
export const deprovisionCommands: Readonly<Record<'linux' | 'windows', readonly string[]>> = {
  linux: [
    'WAAGENT=/usr/sbin/waagent',
    'waagent -version 1> /dev/null 2>&1',
    'if [ $? -eq 0 ]; then',
    '  WAAGENT=waagent',
    'fi',
    '$WAAGENT -force -deprovision+user && export HISTSIZE=0 && sync',
  ],
  windows: [
    "Write-Output '>>> Waiting for GA Service (RdAgent) to start ...'",
    "while ((Get-Service RdAgent).Status -ne 'Running') { Start-Sleep -s 5 }",
    "Write-Output '>>> Waiting for GA Service (WindowsAzureTelemetryService) to start ...'",
    "while ((Get-Service WindowsAzureTelemetryService) -and ((Get-Service WindowsAzureTelemetryService).Status -ne 'Running')) { Start-Sleep -s 5 }",
    "Write-Output '>>> Waiting for GA Service (WindowsAzureGuestAgent) to start ...'",
    "while ((Get-Service WindowsAzureGuestAgent).Status -ne 'Running') { Start-Sleep -s 5 }",
    'if( Test-Path $Env:SystemRoot\\system32\\Sysprep\\unattend.xml ) {',
    "  Write-Output '>>> Removing Sysprep\\unattend.xml ...'",
    '  Remove-Item $Env:SystemRoot\\system32\\Sysprep\\unattend.xml -Force',
    '}',
    'if (Test-Path $Env:SystemRoot\\Panther\\unattend.xml) {',
    "  Write-Output '>>> Removing Panther\\unattend.xml ...'",
    '  Remove-Item $Env:SystemRoot\\Panther\\unattend.xml -Force',
    '}',
    "Write-Output '>>> Sysprepping VM ...'",
    '& $Env:SystemRoot\\System32\\Sysprep\\Sysprep.exe /oobe /generalize /quiet /quit',
    'while($true) {',
    '  $imageState = (Get-ItemProperty HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Setup\\State).ImageState',
    '  Write-Output $imageState',
    "  if ($imageState -eq 'IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE') { break }",
    '  Start-Sleep -s 5',
    '}',
    "Write-Output '>>> Sysprep complete ...'",
  ],
};

/** The Sysprep call, and what `/mode:vm` makes of it (needed for images that carry the Hyper-V role). */
export const sysprepCall = '/oobe /generalize /quiet /quit';
export const sysprepVmMode = '/oobe /generalize /quiet /quit /mode:vm';

/** How the Windows commands wait; a limit puts a bounded wait in its place. */
export const windowsWait = 'Start-Sleep -s 5';

/** The line of the Windows commands that ends the wait for Sysprep. */
export const windowsSysprepDone =
  "if ($imageState -eq 'IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE') { break }";

/** How the Linux commands start waagent. */
export const linuxWaagent = '$WAAGENT -force -deprovision+user';

/**
 * What comes before the Windows commands where they have a limit: a wait that ends the script, and says why.
 * The logs of Sysprep: https://learn.microsoft.com/windows-hardware/manufacture/desktop/deployment-troubleshooting-and-log-files
 */
export const windowsLimitCommands: readonly string[] = [
  '$imageState = $null',
  'function Stop-Deprovision($reason) {',
  '  Write-Output ">>> $reason Image state: $(if ($imageState) { $imageState } else { \'unknown\' })"',
  "  foreach ($name in 'setuperr.log', 'setupact.log') {",
  '    $log = "$Env:SystemRoot\\System32\\Sysprep\\Panther\\$name"',
  '    if (Test-Path $log) {',
  '      Write-Output ">>> Last lines of $log"',
  '      Get-Content $log -Tail 40',
  '    }',
  '  }',
  '  exit 1',
  '}',
  'function Wait-Deprovision {',
  '  if ((Get-Date) -ge $deadline) { Stop-Deprovision "Not generalized within $limit minutes." }',
  '  Start-Sleep -s 5',
  '}',
];

/**
 * What follows each look at the image state where the commands have a limit: Sysprep may stop in a state that it does not leave.
 * The states: https://learn.microsoft.com/windows-hardware/manufacture/desktop/windows-setup-states
 */
export const windowsStateCommands: readonly string[] = [
  "  if ($imageState -in 'IMAGE_STATE_GENERALIZE_RESEAL_TO_AUDIT', 'IMAGE_STATE_SPECIALIZE_RESEAL_TO_OOBE', 'IMAGE_STATE_SPECIALIZE_RESEAL_TO_AUDIT') {",
  "    Stop-Deprovision 'Sysprep ended in an unexpected state.'",
  '  }',
  '  if (Get-Process Sysprep -ErrorAction SilentlyContinue) { $looksAfterEnd = 0 } else { $looksAfterEnd += 1 }',
  "  if ($looksAfterEnd -gt 12) { Stop-Deprovision 'Sysprep ended and did not generalize the image.' }",
];
