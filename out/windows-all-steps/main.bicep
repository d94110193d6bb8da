// Made by aibgen. Change the spec, not this file.

@description('Region of the template and its targets.')
param location string = 'westus2'
@description('Assign the rights that the image needs.')
param deployRights bool = true

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'aib-identity'
}

resource gallery 'Microsoft.Compute/galleries@2024-03-03' existing = {
  name: 'corpGallery'
}

resource definition 'Microsoft.Compute/galleries/images@2024-03-03' existing = {
  parent: gallery
  name: 'windows-server-2022'
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
  name: 'windows-all-steps'
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    buildTimeoutInMinutes: 180
    vmProfile: { vmSize: 'Standard_D4ds_v5', osDiskSizeGB: 160 }
    source: {
      type: 'PlatformImage'
      publisher: 'MicrosoftWindowsServer'
      offer: 'WindowsServer'
      sku: '2022-datacenter-g2'
      version: 'latest'
    }
    customize: [
      {
        type: 'PowerShell'
        name: 'web-server'
        inline: [
          'New-Item -ItemType Directory -Path c:\\build -Force | Out-Null'
          'Install-WindowsFeature -Name Web-Server -IncludeManagementTools'
        ]
        runElevated: true
        runAsSystem: false
        validExitCodes: [0, 3010]
      }
      {
        type: 'WindowsRestart'
        name: 'restart-2'
        restartCommand: 'shutdown /r /f /t 0 /c "packer restart"'
        restartCheckCommand: 'powershell -command "if (-not (Get-Service W3SVC)) { exit 1 }"'
        restartTimeout: '10m'
      }
      {
        type: 'File'
        name: 'file-3'
        sourceUri: 'https://raw.githubusercontent.com/Azure/azvmimagebuilder/main/quickquickstarts/exampleArtifacts/buildArtifacts/index.html'
        destination: 'c:\\build\\index.html'
      }
      {
        type: 'PowerShell'
        name: 'settings'
        scriptUri: 'https://raw.githubusercontent.com/Azure/azvmimagebuilder/main/testPsScript.ps1'
        runElevated: true
        runAsSystem: true
        validExitCodes: [0]
      }
      {
        type: 'WindowsUpdate'
        name: 'update-5'
        searchCriteria: 'IsInstalled=0'
        filters: ['exclude:$_.Title -like \'*Preview*\'', 'include:$true']
        updateLimit: 40
      }
      {
        type: 'WindowsRestart'
        name: 'restart-6'
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
          '& $Env:SystemRoot\\System32\\Sysprep\\Sysprep.exe /oobe /generalize /quiet /quit'
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
        validExitCodes: [0]
      }
    ]
    distribute: [
      {
        type: 'SharedImage'
        runOutputName: 'windows-server-2022'
        artifactTags: { os: 'windows-server-2022' }
        galleryImageId: definition.id
        replicationRegions: ['westus2', 'westeurope']
        storageAccountType: 'Standard_ZRS'
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
  '${imageTemplate.id}/runOutputs/windows-server-2022'
]
