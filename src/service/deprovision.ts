/**
 * The commands with which Image Builder generalizes an image, and the files through which they are replaced.
 * Source: https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-json#generalize, as of January 2022.
 */

/** Files that the service runs instead of its own commands. */
export const deprovisionFiles = {
  linux: '/tmp/DeprovisioningScript.sh',
  windows: 'c:\\DeprovisioningScript.ps1',
} as const;

/** The default commands, a line each. */
export const deprovisionCommands: Readonly<Record<'linux' | 'windows', readonly string[]>> = {
  linux: ['/usr/sbin/waagent -force -deprovision+user && export HISTSIZE=0 && sync'],
  windows: [
    "Write-Output '>>> Waiting for GA Service (RdAgent) to start ...'",
    "while ((Get-Service RdAgent).Status -ne 'Running') { Start-Sleep -s 5 }",
    "Write-Output '>>> Waiting for GA Service (WindowsAzureTelemetryService) to start ...'",
    "while ((Get-Service WindowsAzureTelemetryService) -and ((Get-Service WindowsAzureTelemetryService).Status -ne 'Running')) { Start-Sleep -s 5 }",
    "Write-Output '>>> Waiting for GA Service (WindowsAzureGuestAgent) to start ...'",
    "while ((Get-Service WindowsAzureGuestAgent).Status -ne 'Running') { Start-Sleep -s 5 }",
    "Write-Output '>>> Sysprepping VM ...'",
    'if( Test-Path $Env:SystemRoot\\system32\\Sysprep\\unattend.xml ) {',
    '  Remove-Item $Env:SystemRoot\\system32\\Sysprep\\unattend.xml -Force',
    '}',
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
