// Made by aibgen. Change the spec, not this file.

@description('Region of the image template, and of targets for which the spec names none.')
param location string = 'eastus'

@description('Assign the rights that the identity needs. Pass false where the deployment may not, and an owner has done so before.')
param deployRights bool = true

resource image 'Microsoft.Compute/images@2024-07-01' existing = {
  scope: resourceGroup('images-rg')
  name: 'legacy-base'
}

resource gallery 'Microsoft.Compute/galleries@2024-03-03' existing = {
  name: 'corpGallery'
}

resource definition 'Microsoft.Compute/galleries/images@2024-03-03' existing = {
  parent: gallery
  name: 'hardened'
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'image-builder'
  location: location
}

module fromManagedImageRightsImagesRg 'modules/rights-images-rg.bicep' = if (deployRights) {
  scope: resourceGroup('images-rg')
  params: {
    identityId: identity.id
    principalId: identity.properties.principalId
  }
}

module fromManagedImageRights 'modules/rights.bicep' = if (deployRights) {
  params: {
    identityId: identity.id
    principalId: identity.properties.principalId
  }
}

resource imageTemplate 'Microsoft.VirtualMachineImages/imageTemplates@2021-10-01' = {
  name: 'from-managed-image'
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
      vmSize: 'Standard_D2ds_v5'
      osDiskSizeGB: 0
    }
    source: {
      type: 'ManagedImage'
      imageId: image.id
    }
    customize: [
      {
        type: 'Shell'
        name: 'shell-1'
        inline: [
          'sudo apt-get purge -y telnetd'
        ]
      }
    ]
    distribute: [
      {
        type: 'SharedImage'
        runOutputName: 'hardened'
        galleryImageId: definition.id
        replicationRegions: [
          'eastus'
          'eastus2'
        ]
        storageAccountType: 'Standard_LRS'
        excludeFromLatest: false
      }
    ]
  }
  dependsOn: [
    fromManagedImageRightsImagesRg
    fromManagedImageRights
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
  '${imageTemplate.id}/runOutputs/hardened'
]
