// Made by aibgen. Change the spec, not this file.

@description('Region of the template and its targets.')
param location string = 'westeurope'
@description('Assign the rights that the image needs.')
param deployRights bool = true

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'aib-identity'
}

resource gallery 'Microsoft.Compute/galleries@2024-03-03' existing = {
  name: 'avdGallery'
}

resource definition 'Microsoft.Compute/galleries/images@2024-03-03' existing = {
  parent: gallery
  name: 'win11-ready-made'
}

resource galleryTargetRole 'Microsoft.Authorization/roleDefinitions@2022-04-01' = if (deployRights) {
  name: guid(toLower(resourceGroup().id), 'gallery target', '52320f84')
  properties: {
    roleName: 'aibgen gallery target 52320f84 - ${toLower(resourceGroup().name)} ${substring(guid(toLower(resourceGroup().id)), 0, 8)}'
    description: 'Allows Azure VM Image Builder to write image versions to a gallery.'
    type: 'CustomRole'
    permissions: [
      {
        actions: [
          'Microsoft.Compute/galleries/read'
          'Microsoft.Compute/galleries/images/read'
          'Microsoft.Compute/galleries/images/versions/read'
          'Microsoft.Compute/galleries/images/versions/write'
        ]
      }
    ]
    assignableScopes: [resourceGroup().id]
  }
}

resource imageTargetRole 'Microsoft.Authorization/roleDefinitions@2022-04-01' = if (deployRights) {
  name: guid(toLower(resourceGroup().id), 'image target', 'c78f7eaa')
  properties: {
    roleName: 'aibgen image target c78f7eaa - ${toLower(resourceGroup().name)} ${substring(guid(toLower(resourceGroup().id)), 0, 8)}'
    description: 'Allows Azure VM Image Builder to write managed images to a resource group.'
    type: 'CustomRole'
    permissions: [
      {
        actions: ['Microsoft.Compute/images/read', 'Microsoft.Compute/images/write', 'Microsoft.Compute/images/delete']
      }
    ]
    assignableScopes: [resourceGroup().id]
  }
}

resource galleryTargetAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (deployRights) {
  scope: gallery
  name: guid(toLower(gallery.id), toLower(identity.id), toLower(galleryTargetRole.id))
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: galleryTargetRole.id
  }
}

resource imageTargetAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (deployRights) {
  name: guid(toLower(resourceGroup().id), toLower(identity.id), toLower(imageTargetRole.id))
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: imageTargetRole.id
  }
}

resource imageTemplate 'Microsoft.VirtualMachineImages/imageTemplates@2021-10-01' = {
  name: 'avd-ready-made'
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    buildTimeoutInMinutes: 300
    vmProfile: { vmSize: 'Standard_D4ds_v5', osDiskSizeGB: 0 }
    source: {
      type: 'PlatformImage'
      publisher: 'MicrosoftWindowsDesktop'
      offer: 'windows-11'
      sku: 'win11-24h2-avd'
      version: 'latest'
    }
    customize: [
      {
        type: 'PowerShell'
        name: 'winget-apps'
        inline: [
          '$ErrorActionPreference = \'Stop\''
          '# The system account has no alias for it.'
          '$winget = Get-ChildItem -Path "$env:ProgramFiles\\WindowsApps\\Microsoft.DesktopAppInstaller_*_8wekyb3d8bbwe\\winget.exe" | Sort-Object -Property FullName | Select-Object -Last 1'
          'if (-not $winget) { throw \'This Windows has no winget.\' }'
          'foreach ($app in \'7zip.7zip Notepad++.Notepad++\'.Split(\' \', [StringSplitOptions]::RemoveEmptyEntries)) {'
          '  $id, $version = $app.Split(\'=\', 2)'
          '  $options = @(\'install\', \'--id\', $id, \'--exact\', \'--source\', \'winget\', \'--scope\', \'machine\', \'--silent\', \'--disable-interactivity\', \'--accept-package-agreements\', \'--accept-source-agreements\')'
          '  if ($version) { $options += \'--version\', $version }'
          '  & $winget.FullName @options'
          '  if ($LASTEXITCODE -ne 0) { throw "winget ended with $LASTEXITCODE for $app." }'
          '}'
        ]
        runElevated: true
        runAsSystem: true
        validExitCodes: [0]
      }
      {
        type: 'PowerShell'
        name: 'fslogix'
        inline: [
          '$ErrorActionPreference = \'Stop\''
          '$ProgressPreference = \'SilentlyContinue\''
          '$folder = Join-Path $env:TEMP \'fslogix\''
          'New-Item -ItemType Directory -Path $folder -Force | Out-Null'
          '$archive = Join-Path $folder \'fslogix.zip\''
          'Invoke-WebRequest -Uri \'https://aka.ms/fslogix_download\' -OutFile $archive -UseBasicParsing'
          '$expected = \'\''
          '$actual = (Get-FileHash -Path $archive -Algorithm SHA256).Hash'
          'if ($expected -and $actual -ne $expected) { throw "The checksum of the archive is $actual." }'
          'Expand-Archive -Path $archive -DestinationPath $folder -Force'
          '$installer = Join-Path $folder \'x64\\Release\\FSLogixAppsSetup.exe\''
          '$signature = Get-AuthenticodeSignature -FilePath $installer'
          'if ($signature.Status -ne \'Valid\' -or $signature.SignerCertificate.Subject -notmatch \'O=Microsoft Corporation,\') { throw "The installer is not signed by Microsoft: $($signature.Status)." }'
          '$setup = Start-Process -FilePath $installer -ArgumentList \'/install\', \'/quiet\', \'/norestart\' -Wait -PassThru'
          'if ($setup.ExitCode -notin 0, 3010) { throw "The installer ended with $($setup.ExitCode)." }'
          'Get-Service -Name frxsvc | Out-Null'
          'Remove-Item -Path $folder -Recurse -Force'
        ]
        runElevated: true
        runAsSystem: true
        validExitCodes: [0]
      }
      {
        type: 'PowerShell'
        name: 'fslogix-profiles'
        inline: [
          '$ErrorActionPreference = \'Stop\''
          '$key = \'HKLM:\\SOFTWARE\\FSLogix\\Profiles\''
          #disable-next-line no-hardcoded-env-urls
          '$share = \'\\\\corpprofiles.file.core.windows.net\\profiles\''
          'New-Item -Path $key -Force | Out-Null'
          'if ($share) {'
          '  New-ItemProperty -Path $key -Name VHDLocations -PropertyType MultiString -Value $share -Force | Out-Null'
          '  New-ItemProperty -Path $key -Name Enabled -PropertyType DWord -Value 1 -Force | Out-Null'
          '  New-ItemProperty -Path $key -Name DeleteLocalProfileWhenVHDShouldApply -PropertyType DWord -Value 1 -Force | Out-Null'
          '  New-ItemProperty -Path $key -Name FlipFlopProfileDirectoryName -PropertyType DWord -Value 1 -Force | Out-Null'
          '}'
        ]
        runElevated: true
        runAsSystem: true
        validExitCodes: [0]
      }
      {
        type: 'PowerShell'
        name: 'teams-media-optimization'
        inline: [
          '$ErrorActionPreference = \'Stop\''
          '$ProgressPreference = \'SilentlyContinue\''
          'New-Item -Path \'HKLM:\\SOFTWARE\\Microsoft\\Teams\' -Force | Out-Null'
          'New-ItemProperty -Path \'HKLM:\\SOFTWARE\\Microsoft\\Teams\' -Name IsWVDEnvironment -PropertyType DWord -Value 1 -Force | Out-Null'
          '$installer = Join-Path $env:TEMP \'webrtc.msi\''
          'Invoke-WebRequest -Uri \'https://aka.ms/msrdcwebrtcsvc/msi\' -OutFile $installer -UseBasicParsing'
          '$expected = \'\''
          '$actual = (Get-FileHash -Path $installer -Algorithm SHA256).Hash'
          'if ($expected -and $actual -ne $expected) { throw "The checksum of the installer is $actual." }'
          '$signature = Get-AuthenticodeSignature -FilePath $installer'
          'if ($signature.Status -ne \'Valid\' -or $signature.SignerCertificate.Subject -notmatch \'O=Microsoft Corporation,\') { throw "The installer is not signed by Microsoft: $($signature.Status)." }'
          '$setup = Start-Process -FilePath msiexec.exe -ArgumentList \'/i\', "`"$installer`"", \'/quiet\', \'/norestart\' -Wait -PassThru'
          'if ($setup.ExitCode -notin 0, 3010) { throw "The installer ended with $($setup.ExitCode)." }'
          'Remove-Item -Path $installer -Force'
        ]
        runElevated: true
        runAsSystem: true
        validExitCodes: [0]
      }
      {
        type: 'PowerShell'
        name: 'teams'
        inline: [
          '$ErrorActionPreference = \'Stop\''
          '$ProgressPreference = \'SilentlyContinue\''
          '$bootstrapper = Join-Path $env:TEMP \'teamsbootstrapper.exe\''
          'Invoke-WebRequest -Uri \'https://go.microsoft.com/fwlink/?linkid=2243204\' -OutFile $bootstrapper -UseBasicParsing'
          '$expected = \'\''
          '$actual = (Get-FileHash -Path $bootstrapper -Algorithm SHA256).Hash'
          'if ($expected -and $actual -ne $expected) { throw "The checksum of the bootstrapper is $actual." }'
          '$signature = Get-AuthenticodeSignature -FilePath $bootstrapper'
          'if ($signature.Status -ne \'Valid\' -or $signature.SignerCertificate.Subject -notmatch \'O=Microsoft Corporation,\') { throw "The bootstrapper is not signed by Microsoft: $($signature.Status)." }'
          '$setup = Start-Process -FilePath $bootstrapper -ArgumentList \'-p\' -Wait -PassThru'
          'if ($setup.ExitCode -ne 0) { throw "The bootstrapper ended with $($setup.ExitCode)." }'
          'if (-not (Get-AppxProvisionedPackage -Online | Where-Object DisplayName -eq \'MSTeams\')) { throw \'Teams is not provisioned.\' }'
          'Remove-Item -Path $bootstrapper -Force'
        ]
        runElevated: true
        runAsSystem: true
        validExitCodes: [0]
      }
      {
        type: 'PowerShell'
        name: 'azure-monitor-agent'
        inline: [
          '$ErrorActionPreference = \'Stop\''
          '$ProgressPreference = \'SilentlyContinue\''
          '$installer = Join-Path $env:TEMP \'AzureMonitorAgentClientSetup.msi\''
          'Invoke-WebRequest -Uri \'https://go.microsoft.com/fwlink/?linkid=2192409\' -OutFile $installer -UseBasicParsing'
          '$expected = \'\''
          '$actual = (Get-FileHash -Path $installer -Algorithm SHA256).Hash'
          'if ($expected -and $actual -ne $expected) { throw "The checksum of the installer is $actual." }'
          '$signature = Get-AuthenticodeSignature -FilePath $installer'
          'if ($signature.Status -ne \'Valid\' -or $signature.SignerCertificate.Subject -notmatch \'O=Microsoft Corporation,\') { throw "The installer is not signed by Microsoft: $($signature.Status)." }'
          '$setup = Start-Process -FilePath msiexec.exe -ArgumentList \'/i\', "`"$installer`"", \'/quiet\', \'/norestart\' -Wait -PassThru'
          'if ($setup.ExitCode -notin 0, 3010) { throw "The installer ended with $($setup.ExitCode)." }'
          'Remove-Item -Path $installer -Force'
        ]
        runElevated: true
        runAsSystem: true
        validExitCodes: [0]
      }
      {
        type: 'PowerShell'
        name: 'language-de-DE'
        inline: [
          '$ErrorActionPreference = \'Stop\''
          'Disable-ScheduledTask -TaskPath \'\\Microsoft\\Windows\\AppxDeploymentClient\\\' -TaskName \'Pre-staged app cleanup\' | Out-Null'
          'Disable-ScheduledTask -TaskPath \'\\Microsoft\\Windows\\MUI\\\' -TaskName \'LPRemove\' | Out-Null'
          '$policy = \'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Control Panel\\International\''
          'New-Item -Path $policy -Force | Out-Null'
          'New-ItemProperty -Path $policy -Name BlockCleanupOfUnusedPreinstalledLangPacks -PropertyType DWord -Value 1 -Force | Out-Null'
          'Install-Language -Language \'de-DE\' | Out-Null'
          'if (-not (Get-InstalledLanguage -Language \'de-DE\')) { throw \'The language is not installed.\' }'
          'if ($false) { Set-SystemPreferredUILanguage -Language \'de-DE\' }'
        ]
        runElevated: true
        runAsSystem: true
        validExitCodes: [0]
      }
      {
        type: 'WindowsRestart'
        name: 'restart-8'
        restartCommand: 'shutdown /r /f /t 0 /c "packer restart"'
        restartTimeout: '5m'
      }
      {
        type: 'WindowsUpdate'
        name: 'updates-1'
        searchCriteria: 'BrowseOnly=0 and IsInstalled=0'
        filters: ['exclude:$_.Title -like \'*Preview*\'', 'include:$true']
        updateLimit: 1000
      }
      {
        type: 'WindowsRestart'
        name: 'restart-1'
        restartCommand: 'shutdown /r /f /t 0 /c "packer restart"'
        restartTimeout: '30m'
      }
      {
        type: 'WindowsUpdate'
        name: 'updates-2'
        searchCriteria: 'BrowseOnly=0 and IsInstalled=0'
        filters: ['exclude:$_.Title -like \'*Preview*\'', 'include:$true']
        updateLimit: 1000
      }
      {
        type: 'WindowsRestart'
        name: 'restart-2'
        restartCommand: 'shutdown /r /f /t 0 /c "packer restart"'
        restartTimeout: '30m'
      }
      {
        type: 'PowerShell'
        name: 'cis-protocols'
        inline: [
          '$ErrorActionPreference = \'Stop\''
          'Set-SmbServerConfiguration -EnableSMB1Protocol $false -RequireSecuritySignature $true -EnableSecuritySignature $true -Force'
          '$values = @('
          '  @(\'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\LanmanWorkstation\\Parameters\', \'RequireSecuritySignature\', 1),'
          '  @(\'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Lsa\', \'LmCompatibilityLevel\', 5),'
          '  @(\'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Lsa\', \'NoLMHash\', 1),'
          '  @(\'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Lsa\', \'RestrictAnonymous\', 1),'
          '  @(\'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Lsa\', \'RestrictAnonymousSAM\', 1),'
          '  @(\'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\WDigest\', \'UseLogonCredential\', 0),'
          '  @(\'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\DNSClient\', \'EnableMulticast\', 0),'
          '  @(\'HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\Explorer\', \'NoDriveTypeAutoRun\', 255),'
          '  @(\'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows\\Explorer\', \'NoAutoplayfornonVolume\', 1),'
          '  @(\'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows\\Installer\', \'AlwaysInstallElevated\', 0)'
          ')'
          'foreach ($value in $values) {'
          '  if (-not (Test-Path -Path $value[0])) { New-Item -Path $value[0] -Force | Out-Null }'
          '  New-ItemProperty -Path $value[0] -Name $value[1] -PropertyType DWord -Value $value[2] -Force | Out-Null'
          '}'
        ]
        runElevated: true
        runAsSystem: true
        validExitCodes: [0]
      }
      {
        type: 'PowerShell'
        name: 'cis-logon'
        inline: [
          '$ErrorActionPreference = \'Stop\''
          '$key = \'HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System\''
          'New-ItemProperty -Path $key -Name InactivityTimeoutSecs -PropertyType DWord -Value 900 -Force | Out-Null'
          'New-ItemProperty -Path $key -Name DontDisplayLastUserName -PropertyType DWord -Value 1 -Force | Out-Null'
          'New-ItemProperty -Path $key -Name LegalNoticeCaption -PropertyType String -Value \'Notice\' -Force | Out-Null'
          'New-ItemProperty -Path $key -Name LegalNoticeText -PropertyType String -Value \'Authorized use only. Activity may be monitored.\' -Force | Out-Null'
          'New-ItemProperty -Path $key -Name ConsentPromptBehaviorUser -PropertyType DWord -Value 0 -Force | Out-Null'
        ]
        runElevated: true
        runAsSystem: true
        validExitCodes: [0]
      }
      {
        type: 'PowerShell'
        name: 'cis-audit'
        inline: [
          '$ErrorActionPreference = \'Stop\''
          '# The GUIDs of the categories: their names depend on the language of Windows.'
          '$categories = \'{69979850-797A-11D9-BED3-505054503030}\', \'{69979849-797A-11D9-BED3-505054503030}\', \'{6997984E-797A-11D9-BED3-505054503030}\', \'{6997984D-797A-11D9-BED3-505054503030}\''
          'foreach ($category in $categories) {'
          '  auditpol.exe /set "/category:$category" /success:enable /failure:enable'
          '  if ($LASTEXITCODE -ne 0) { throw "auditpol ended with $LASTEXITCODE." }'
          '}'
        ]
        runElevated: true
        runAsSystem: true
        validExitCodes: [0]
      }
      {
        type: 'PowerShell'
        name: 'deprovision'
        inline: [
          '@\''
          '$limit = 30'
          '$deadline = (Get-Date).AddMinutes($limit)'
          '$looksAfterEnd = 0'
          '$imageState = $null'
          'function Stop-Deprovision($reason) {'
          '  Write-Output ">>> $reason Image state: $(if ($imageState) { $imageState } else { \'unknown\' })"'
          '  foreach ($name in \'setuperr.log\', \'setupact.log\') {'
          '    $log = "$Env:SystemRoot\\System32\\Sysprep\\Panther\\$name"'
          '    if (Test-Path $log) {'
          '      Write-Output ">>> Last lines of $log"'
          '      Get-Content $log -Tail 40'
          '    }'
          '  }'
          '  exit 1'
          '}'
          'function Wait-Deprovision {'
          '  if ((Get-Date) -ge $deadline) { Stop-Deprovision "Not generalized within $limit minutes." }'
          '  Start-Sleep -s 5'
          '}'
          'Write-Output \'>>> Waiting for GA Service (RdAgent) to start ...\''
          'while ((Get-Service RdAgent).Status -ne \'Running\') { Wait-Deprovision }'
          'Write-Output \'>>> Waiting for GA Service (WindowsAzureTelemetryService) to start ...\''
          'while ((Get-Service WindowsAzureTelemetryService) -and ((Get-Service WindowsAzureTelemetryService).Status -ne \'Running\')) { Wait-Deprovision }'
          'Write-Output \'>>> Waiting for GA Service (WindowsAzureGuestAgent) to start ...\''
          'while ((Get-Service WindowsAzureGuestAgent).Status -ne \'Running\') { Wait-Deprovision }'
          'if( Test-Path $Env:SystemRoot\\system32\\Sysprep\\unattend.xml ) {'
          '  Write-Output \'>>> Removing Sysprep\\unattend.xml ...\''
          '  Remove-Item $Env:SystemRoot\\system32\\Sysprep\\unattend.xml -Force'
          '}'
          'if (Test-Path $Env:SystemRoot\\Panther\\unattend.xml) {'
          '  Write-Output \'>>> Removing Panther\\unattend.xml ...\''
          '  Remove-Item $Env:SystemRoot\\Panther\\unattend.xml -Force'
          '}'
          'Write-Output \'>>> Sysprepping VM ...\''
          '& $Env:SystemRoot\\System32\\Sysprep\\Sysprep.exe /oobe /generalize /quiet /quit /mode:vm'
          'while($true) {'
          '  $imageState = (Get-ItemProperty HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Setup\\State).ImageState'
          '  Write-Output $imageState'
          '  if ($imageState -eq \'IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE\') { break }'
          '  if ($imageState -in \'IMAGE_STATE_GENERALIZE_RESEAL_TO_AUDIT\', \'IMAGE_STATE_SPECIALIZE_RESEAL_TO_OOBE\', \'IMAGE_STATE_SPECIALIZE_RESEAL_TO_AUDIT\') {'
          '    Stop-Deprovision \'Sysprep ended in an unexpected state.\''
          '  }'
          '  if (Get-Process Sysprep -ErrorAction SilentlyContinue) { $looksAfterEnd = 0 } else { $looksAfterEnd += 1 }'
          '  if ($looksAfterEnd -gt 12) { Stop-Deprovision \'Sysprep ended and did not generalize the image.\' }'
          '  Wait-Deprovision'
          '}'
          'Write-Output \'>>> Sysprep complete ...\''
          '\'@ | Set-Content -Path \'c:\\DeprovisioningScript.ps1\''
        ]
        runElevated: false
        runAsSystem: false
        validExitCodes: [0]
      }
    ]
    distribute: [
      {
        type: 'SharedImage'
        runOutputName: 'win11-ready-made'
        galleryImageId: definition.id
        replicationRegions: [location]
        storageAccountType: 'Standard_LRS'
        excludeFromLatest: false
      }
    ]
  }
  dependsOn: [galleryTargetAssignment, imageTargetAssignment]
}

@description('Id of the image template.')
output imageTemplateId string = imageTemplate.id
@description('Name of the image template.')
output imageTemplateName string = imageTemplate.name
@description('Command that starts a build.')
output runCommand string = 'az resource invoke-action --action Run --ids "${imageTemplate.id}"'
@description('Ids of the run outputs, in target order.')
output runOutputIds string[] = [
  '${imageTemplate.id}/runOutputs/win11-ready-made'
]
