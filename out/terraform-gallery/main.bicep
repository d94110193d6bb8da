// Made by aibgen. Change the spec, not this file.

@description('Region of the template and its targets.')
param location string = 'westeurope'
@description('Assign the rights that the image needs.')
param deployRights bool = true
@description('Channel that packages come from.')
@allowed([
  'stable'
  'edge'
])
param channel string = 'stable'

resource gallery 'Microsoft.Compute/galleries@2024-03-03' existing = {
  scope: resourceGroup('images-rg')
  name: 'corpGallery'
}

resource definition 'Microsoft.Compute/galleries/images@2024-03-03' existing = {
  parent: gallery
  name: 'web'
}

resource gallery2 'Microsoft.Compute/galleries@2024-03-03' existing = {
  scope: resourceGroup('9f1d2c3b-4a5e-4f60-8b7c-1d2e3f405162', 'partner-rg')
  name: 'partnerGallery'
}

resource definition2 'Microsoft.Compute/galleries/images@2024-03-03' existing = {
  parent: gallery2
  name: 'web'
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'aib-gallery-identity'
  location: location
}

module terraformGalleryRightsImagesRg 'modules/rights-images-rg.bicep' = if (deployRights) {
  scope: resourceGroup('images-rg')
  params: { identityId: identity.id, principalId: identity.properties.principalId }
}

module terraformGalleryRights9f1d2c3b4a5e4f608b7c1d2e3f405162PartnerRg 'modules/rights-9f1d2c3b-4a5e-4f60-8b7c-1d2e3f405162-partner-rg.bicep' = if (deployRights) {
  scope: resourceGroup('9f1d2c3b-4a5e-4f60-8b7c-1d2e3f405162', 'partner-rg')
  params: { identityId: identity.id, principalId: identity.properties.principalId }
}

resource imageTemplate 'Microsoft.VirtualMachineImages/imageTemplates@2021-10-01' = {
  name: 'terraform-gallery'
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    buildTimeoutInMinutes: 240
    vmProfile: { vmSize: 'Standard_D2ds_v4', osDiskSizeGB: 0 }
    source: {
      type: 'PlatformImage'
      publisher: 'Canonical'
      offer: 'ubuntu-24_04-lts'
      sku: 'server'
      version: 'latest'
    }
    customize: [
      {
        type: 'Shell'
        name: 'shell-1'
        inline: [
          'echo "channel: ${channel}" | sudo tee /etc/channel'
          'sudo apt-get update'
          'sudo apt-get install -y nginx'
        ]
      }
      {
        type: 'Shell'
        name: 'deprovision'
        inline: [
          'cat > /tmp/DeprovisioningScript.sh <<\'DEPROVISION\''
          'WAAGENT=/usr/sbin/waagent'
          'waagent -version 1> /dev/null 2>&1'
          'if [ $? -eq 0 ]; then'
          '  WAAGENT=waagent'
          'fi'
          '$WAAGENT -force -deprovision+user && export HISTSIZE=0 && sync'
          'DEPROVISION'
        ]
      }
    ]
    distribute: [
      {
        type: 'SharedImage'
        runOutputName: 'web'
        artifactTags: { channel: channel }
        galleryImageId: definition.id
        replicationRegions: ['westeurope', 'northeurope']
        storageAccountType: 'Standard_LRS'
        excludeFromLatest: false
      }
      {
        type: 'SharedImage'
        runOutputName: 'web-2'
        galleryImageId: definition2.id
        replicationRegions: [location]
        storageAccountType: 'Standard_LRS'
        excludeFromLatest: true
      }
    ]
  }
  dependsOn: [terraformGalleryRightsImagesRg, terraformGalleryRights9f1d2c3b4a5e4f608b7c1d2e3f405162PartnerRg]
}

@description('Id of the image template.')
output imageTemplateId string = imageTemplate.id
@description('Name of the image template.')
output imageTemplateName string = imageTemplate.name
@description('Command that starts a build.')
output runCommand string = 'az resource invoke-action --action Run --ids "${imageTemplate.id}"'
@description('Ids of the run outputs, in target order.')
output runOutputIds string[] = [
  '${imageTemplate.id}/runOutputs/web'
  '${imageTemplate.id}/runOutputs/web-2'
]
