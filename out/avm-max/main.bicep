// Made by aibgen. Change the spec, not this file.

@description('Region of all resources.')
param location string = 'westeurope'
@description('Assign the rights that the image needs.')
param deployRights bool = true
@description('A token in the name of each resource.')
param namePrefix string = 'avmx'
@description('Makes names of templates and images unique.')
param baseTime string = '2026-11-23-10-00-00'
@description('Version of the image.')
param sigImageVersion string = '2026.11.23'

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  name: 'dep-${namePrefix}-vnet-vmiitmax'
}

resource subnet 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' existing = {
  parent: network
  name: 'imageSubnet'
}

resource gallery 'Microsoft.Compute/galleries@2024-03-03' existing = {
  name: 'dep${namePrefix}sigvmiitmax'
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'dep-${namePrefix}-imsi-vmiitmax'
  location: location
}

module avmMaxNetwork 'modules/network.bicep' = {
  params: { namePrefix: namePrefix, location: location }
}

module avmMaxGallery 'modules/gallery.bicep' = {
  params: { namePrefix: namePrefix, location: location }
}

module avmMaxRightsDepAvmxAssetsRg 'modules/rights-dep-avmx-assets-rg.bicep' = if (deployRights) {
  scope: resourceGroup('dep-avmx-assets-rg')
  params: { identityId: identity.id, principalId: identity.properties.principalId, namePrefix: namePrefix }
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
  dependsOn: [identity]
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
  dependsOn: [identity]
}

resource networkRole 'Microsoft.Authorization/roleDefinitions@2022-04-01' = if (deployRights) {
  name: guid(toLower(resourceGroup().id), 'network', '95b0e225')
  properties: {
    roleName: 'aibgen network 95b0e225 - ${toLower(resourceGroup().name)} ${substring(guid(toLower(resourceGroup().id)), 0, 8)}'
    description: 'Allows Azure VM Image Builder to place build VMs in the subnets of a virtual network.'
    type: 'CustomRole'
    permissions: [
      { actions: ['Microsoft.Network/virtualNetworks/read', 'Microsoft.Network/virtualNetworks/subnets/join/action'] }
    ]
    assignableScopes: [resourceGroup().id]
  }
  dependsOn: [identity]
}

resource imageTargetAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (deployRights) {
  name: guid(toLower(resourceGroup().id), toLower(identity.id), toLower(imageTargetRole.id))
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: imageTargetRole.id
  }
  dependsOn: [avmMaxNetwork, avmMaxGallery]
}

resource galleryTargetAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (deployRights) {
  scope: gallery
  name: guid(toLower(gallery.id), toLower(identity.id), toLower(galleryTargetRole.id))
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: galleryTargetRole.id
  }
  dependsOn: [avmMaxNetwork, avmMaxGallery]
}

resource networkAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (deployRights) {
  scope: network
  name: guid(toLower(network.id), toLower(identity.id), toLower(networkRole.id))
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: networkRole.id
  }
  dependsOn: [avmMaxNetwork, avmMaxGallery]
}

resource buildIdentityAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (deployRights) {
  scope: identity
  name: guid(
    toLower(identity.id),
    toLower(identity.id),
    toLower(subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'f1a07417-d97a-45cb-824c-7a7467783830'))
  )
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      'f1a07417-d97a-45cb-824c-7a7467783830'
    )
  }
  dependsOn: [avmMaxNetwork, avmMaxGallery]
}

resource imageTemplate 'Microsoft.VirtualMachineImages/imageTemplates@2024-02-01' = {
  name: '${namePrefix}vmiitmax001-${baseTime}'
  location: location
  tags: {
    'hidden-title': 'This is visible in the resource name'
    Environment: 'Non-Prod'
    Role: 'DeploymentValidation'
  }
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    buildTimeoutInMinutes: 60
    vmProfile: {
      vmSize: 'Standard_D2s_v5'
      osDiskSizeGB: 127
      userAssignedIdentities: [identity.id]
      vnetConfig: { subnetId: subnet.id, proxyVmSize: 'Standard_D2s_v5' }
    }
    source: {
      type: 'PlatformImage'
      publisher: 'canonical'
      offer: 'ubuntu-24_04-lts'
      sku: 'server'
      version: 'latest'
    }
    customize: [
      {
        type: 'Shell'
        name: 'PowerShell installation'
        #disable-next-line no-hardcoded-env-urls
        scriptUri: 'https://dep${namePrefix}astvmiitmax.blob.core.windows.net/assets/Install-LinuxPowerShell.sh'
      }
      {
        type: 'File'
        name: 'Initialize-LinuxSoftware'
        #disable-next-line no-hardcoded-env-urls
        sourceUri: 'https://dep${namePrefix}astvmiitmax.blob.core.windows.net/assets/Initialize-LinuxSoftware.ps1'
        destination: 'Initialize-LinuxSoftware.ps1'
      }
      { type: 'Shell', name: 'Software installation', inline: ['pwsh \'Initialize-LinuxSoftware.ps1\''] }
    ]
    validate: {
      continueDistributeOnFailure: true
      sourceValidationOnly: false
      inVMValidations: [
        { type: 'Shell', name: 'Validate-Software', inline: ['echo "Software validation successful."'] }
      ]
    }
    optimize: { vmBoot: { state: 'Enabled' } }
    distribute: [
      {
        type: 'ManagedImage'
        runOutputName: '${namePrefix}-mi-vmiitmax-001-${baseTime}-ManagedImage'
        artifactTags: {
          sourceType: 'PlatformImage'
          sourcePublisher: 'canonical'
          sourceOffer: 'ubuntu-24_04-lts'
          sourceSku: 'server'
          sourceVersion: 'latest'
          creationTime: baseTime
        }
        imageId: resourceId('Microsoft.Compute/images', '${namePrefix}-mi-vmiitmax-001-${baseTime}')
        location: location
      }
      {
        type: 'VHD'
        runOutputName: '${namePrefix}-umi-vmiitmax-001-VHD'
        artifactTags: {
          sourceType: 'PlatformImage'
          sourcePublisher: 'canonical'
          sourceOffer: 'ubuntu-24_04-lts'
          sourceSku: 'server'
          sourceVersion: 'latest'
          creationTime: baseTime
        }
      }
      {
        type: 'SharedImage'
        runOutputName: 'dep-${namePrefix}-imgd-vmiitmax-SharedImage'
        artifactTags: {
          sourceType: 'PlatformImage'
          sourcePublisher: 'canonical'
          sourceOffer: 'ubuntu-24_04-lts'
          sourceSku: 'server'
          sourceVersion: 'latest'
          creationTime: baseTime
        }
        galleryImageId: resourceId(
          'Microsoft.Compute/galleries/images/versions',
          'dep${namePrefix}sigvmiitmax',
          'dep-${namePrefix}-imgd-vmiitmax',
          sigImageVersion
        )
        replicationRegions: [location]
        storageAccountType: 'Standard_LRS'
        excludeFromLatest: false
      }
    ]
    stagingResourceGroup: '/subscriptions/${subscription().subscriptionId}/resourceGroups/dep-${namePrefix}-virtualmachineimages.imagetemplates-vmiitmax-rg-staging'
  }
  dependsOn: [
    avmMaxNetwork
    avmMaxGallery
    avmMaxRightsDepAvmxAssetsRg
    imageTargetAssignment
    galleryTargetAssignment
    networkAssignment
    buildIdentityAssignment
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
  '${imageTemplate.id}/runOutputs/${namePrefix}-mi-vmiitmax-001-${baseTime}-ManagedImage'
  '${imageTemplate.id}/runOutputs/${namePrefix}-umi-vmiitmax-001-VHD'
  '${imageTemplate.id}/runOutputs/dep-${namePrefix}-imgd-vmiitmax-SharedImage'
]
