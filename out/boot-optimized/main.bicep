// Made by aibgen. Change the spec, not this file.

@description('Region of the template and its targets.')
param location string = 'eastus2'
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
  name: 'fast-windows'
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

resource imageTemplate 'Microsoft.VirtualMachineImages/imageTemplates@2022-07-01' = {
  name: 'boot-optimized'
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    buildTimeoutInMinutes: 240
    vmProfile: { vmSize: 'Standard_D2ds_v4', osDiskSizeGB: 0 }
    source: {
      type: 'PlatformImage'
      publisher: 'MicrosoftWindowsServer'
      offer: 'WindowsServer'
      sku: '2022-datacenter-azure-edition'
      version: 'latest'
    }
    customize: [
      { type: 'WindowsUpdate', name: 'update-1', searchCriteria: 'BrowseOnly=0 and IsInstalled=0', updateLimit: 50 }
      {
        type: 'WindowsRestart'
        name: 'restart-2'
        restartCommand: 'shutdown /r /f /t 0 /c "packer restart"'
        restartTimeout: '15m'
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
    optimize: { vmBoot: { state: 'Enabled' } }
    distribute: [
      {
        type: 'SharedImage'
        runOutputName: 'fast-windows'
        galleryImageId: definition.id
        excludeFromLatest: false
        targetRegions: [
          { name: 'eastus2', replicaCount: 1, storageAccountType: 'Premium_LRS' }
          { name: 'westeurope', replicaCount: 3, storageAccountType: 'Premium_LRS' }
          { name: 'southeastasia', replicaCount: 1, storageAccountType: 'Standard_ZRS' }
        ]
        versioning: { scheme: 'Latest', major: 2 }
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
  '${imageTemplate.id}/runOutputs/fast-windows'
]
