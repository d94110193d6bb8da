// Made by aibgen. Change the spec, not this file.

@description('Region of the template and its targets.')
param location string = 'westeurope'
@description('Assign the rights that the image needs.')
param deployRights bool = true
@description('Object id in this tenant of the service principal "Azure Virtual Machine Image Builder", which needs Contributor on the staging group. Empty: it is not assigned.')
param imageBuilderPrincipalId string = ''

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  scope: resourceGroup('images-rg')
  name: 'aib-identity'
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  scope: resourceGroup('network-rg')
  name: 'build-network'
}

resource subnet 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' existing = {
  parent: network
  name: 'build'
}

resource subnet2 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' existing = {
  parent: network
  name: 'containers'
}

resource gallery 'Microsoft.Compute/galleries@2024-03-03' existing = {
  scope: resourceGroup('gallery-rg')
  name: 'corpGallery'
}

resource definition 'Microsoft.Compute/galleries/images@2024-03-03' existing = {
  parent: gallery
  name: 'windows-2022'
}

module builtinRolesRightsStorageRg 'modules/rights-storage-rg.bicep' = if (deployRights) {
  scope: resourceGroup('storage-rg')
  params: { identityId: identity.id, principalId: identity.properties.principalId }
}

module builtinRolesRightsGalleryRg 'modules/rights-gallery-rg.bicep' = if (deployRights) {
  scope: resourceGroup('gallery-rg')
  params: { identityId: identity.id, principalId: identity.properties.principalId }
}

module builtinRolesRightsNetworkRg 'modules/rights-network-rg.bicep' = if (deployRights) {
  scope: resourceGroup('network-rg')
  params: { identityId: identity.id, principalId: identity.properties.principalId }
}

module builtinRolesRightsImageStagingRg 'modules/rights-image-staging-rg.bicep' = if (deployRights) {
  scope: resourceGroup('image-staging-rg')
  params: {
    identityId: identity.id
    principalId: identity.properties.principalId
    imageBuilderPrincipalId: imageBuilderPrincipalId
  }
}

resource imageTemplate 'Microsoft.VirtualMachineImages/imageTemplates@2024-02-01' = {
  name: 'builtin-roles'
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    buildTimeoutInMinutes: 240
    vmProfile: {
      vmSize: 'Standard_D2ds_v4'
      osDiskSizeGB: 0
      vnetConfig: { subnetId: subnet.id, containerInstanceSubnetId: subnet2.id }
    }
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
        name: 'powershell-1'
        #disable-next-line no-hardcoded-env-urls
        scriptUri: 'https://corpscripts.blob.core.windows.net/windows/baseline.ps1'
        runElevated: true
        runAsSystem: false
        validExitCodes: [0]
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
        runOutputName: 'windows-2022'
        galleryImageId: definition.id
        excludeFromLatest: false
        targetRegions: [{ name: location, replicaCount: 1, storageAccountType: 'Standard_LRS' }]
      }
    ]
    stagingResourceGroup: '/subscriptions/${subscription().subscriptionId}/resourceGroups/image-staging-rg'
  }
  dependsOn: [
    builtinRolesRightsStorageRg
    builtinRolesRightsGalleryRg
    builtinRolesRightsNetworkRg
    builtinRolesRightsImageStagingRg
  ]
}

@description('Id of the image template.')
output imageTemplateId string = imageTemplate.id
@description('Name of the image template.')
output imageTemplateName string = imageTemplate.name
@description('Command that starts a build.')
output runCommand string = 'az resource invoke-action --action Run --ids "${imageTemplate.id}"'
@description('Ids of the run outputs, in target order.')
output runOutputIds string[] = [
  '${imageTemplate.id}/runOutputs/windows-2022'
]
