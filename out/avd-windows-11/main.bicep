// Made by aibgen. Change the spec, not this file.

@description('Region of the image template, and of targets for which the spec names none.')
param location string = 'westeurope'

@description('Assign the rights that the identity needs. Pass false where the deployment may not, and an owner has done so before.')
param deployRights bool = true

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'aib-identity'
}

resource gallery 'Microsoft.Compute/galleries@2024-03-03' existing = {
  name: 'avdGallery'
}

resource definition 'Microsoft.Compute/galleries/images@2024-03-03' existing = {
  parent: gallery
  name: 'win11-multi-session'
}

module avdWindows11Rights 'modules/rights.bicep' = if (deployRights) {
  params: {
    identityId: identity.id
    principalId: identity.properties.principalId
  }
}

resource imageTemplate 'Microsoft.VirtualMachineImages/imageTemplates@2021-10-01' = {
  name: 'avd-windows-11'
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    buildTimeoutInMinutes: 240
    vmProfile: {
      vmSize: 'Standard_D4ds_v5'
      osDiskSizeGB: 0
    }
    source: {
      type: 'PlatformImage'
      publisher: 'MicrosoftWindowsDesktop'
      offer: 'office-365'
      sku: 'win11-24h2-avd-m365'
      version: 'latest'
    }
    customize: [
      {
        type: 'PowerShell'
        name: 'powershell-1'
        inline: [
          '$ErrorActionPreference = \'Stop\''
          'New-Item -Path \'HKLM:\\SOFTWARE\\FSLogix\\Profiles\' -Force | Out-Null'
          'Set-ItemProperty -Path \'HKLM:\\SOFTWARE\\FSLogix\\Profiles\' -Name Enabled -Value 1'
        ]
        runElevated: true
        runAsSystem: true
        validExitCodes: [
          0
        ]
      }
      {
        type: 'WindowsUpdate'
        name: 'update-2'
        searchCriteria: 'BrowseOnly=0 and IsInstalled=0'
        updateLimit: 1000
      }
      {
        type: 'WindowsRestart'
        name: 'restart-3'
        restartCommand: 'shutdown /r /f /t 0 /c "packer restart"'
        restartTimeout: '5m'
      }
      {
        type: 'PowerShell'
        name: 'deprovision'
        inline: [
          '@\''
          'Write-Output \'>>> Waiting for GA Service (RdAgent) to start ...\''
          'while ((Get-Service RdAgent).Status -ne \'Running\') { Start-Sleep -s 5 }'
          'Write-Output \'>>> Waiting for GA Service (WindowsAzureTelemetryService) to start ...\''
          'while ((Get-Service WindowsAzureTelemetryService) -and ((Get-Service WindowsAzureTelemetryService).Status -ne \'Running\')) { Start-Sleep -s 5 }'
          'Write-Output \'>>> Waiting for GA Service (WindowsAzureGuestAgent) to start ...\''
          'while ((Get-Service WindowsAzureGuestAgent).Status -ne \'Running\') { Start-Sleep -s 5 }'
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
          '  Start-Sleep -s 5'
          '}'
          'Write-Output \'>>> Sysprep complete ...\''
          '\'@ | Set-Content -Path \'c:\\DeprovisioningScript.ps1\''
        ]
        runElevated: false
        runAsSystem: false
        validExitCodes: [
          0
        ]
      }
    ]
    distribute: [
      {
        type: 'SharedImage'
        runOutputName: 'win11-multi-session'
        galleryImageId: definition.id
        replicationRegions: [
          'westeurope'
          'northeurope'
        ]
        storageAccountType: 'Standard_LRS'
        excludeFromLatest: false
      }
    ]
  }
  dependsOn: [
    avdWindows11Rights
  ]
}

@description('Id of the image template.')
output imageTemplateId string = imageTemplate.id

@description('Name of the image template.')
output imageTemplateName string = imageTemplate.name

@description('Command that starts a build.')
output runCommand string = 'az resource invoke-action --action Run --ids "${imageTemplate.id}"'

@description('Ids of the run outputs, in the order of the targets.')
output runOutputIds string[] = [
  '${imageTemplate.id}/runOutputs/win11-multi-session'
]
