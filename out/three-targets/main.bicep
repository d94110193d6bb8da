// Made by aibgen. Change the spec, not this file.

@description('Region of the template and its targets.')
param location string = 'australiaeast'
@description('Assign the rights that the image needs.')
param deployRights bool = true
@description('Environment that the image is for.')
@allowed([
  'dev'
  'prod'
])
param env string = 'dev'
@description('Size of the OS disk in GB.')
param diskSize int = 64

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'aib-identity'
}

resource gallery 'Microsoft.Compute/galleries@2024-03-03' existing = {
  scope: resourceGroup('gallery-rg')
  name: 'toolsGallery'
}

resource definition 'Microsoft.Compute/galleries/images@2024-03-03' existing = {
  parent: gallery
  name: 'tools'
}

module threeTargetsRightsGalleryRg 'modules/rights-gallery-rg.bicep' = if (deployRights) {
  scope: resourceGroup('gallery-rg')
  params: { identityId: identity.id, principalId: identity.properties.principalId }
}

module threeTargetsRightsManagedRg 'modules/rights-managed-rg.bicep' = if (deployRights) {
  scope: resourceGroup('managed-rg')
  params: { identityId: identity.id, principalId: identity.properties.principalId }
}

resource imageTemplate 'Microsoft.VirtualMachineImages/imageTemplates@2021-10-01' = {
  name: 'tools-${env}'
  location: location
  tags: { environment: env }
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    buildTimeoutInMinutes: 240
    vmProfile: { vmSize: 'Standard_D2ds_v4', osDiskSizeGB: diskSize }
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
          'sudo apt-get update'
          'sudo apt-get install -y git make'
          'echo ${env} | sudo tee /etc/environment-name'
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
        runOutputName: 'tools'
        artifactTags: { environment: env }
        galleryImageId: definition.id
        replicationRegions: ['australiaeast', 'australiasoutheast']
        storageAccountType: 'Standard_LRS'
        excludeFromLatest: false
      }
      {
        type: 'ManagedImage'
        runOutputName: 'tools-${env}'
        imageId: resourceId(subscription().subscriptionId, 'managed-rg', 'Microsoft.Compute/images', 'tools-${env}')
        location: location
      }
      { type: 'VHD', runOutputName: 'tools-vhd' }
    ]
  }
  dependsOn: [threeTargetsRightsGalleryRg, threeTargetsRightsManagedRg]
}

@description('Id of the image template.')
output imageTemplateId string = imageTemplate.id
@description('Name of the image template.')
output imageTemplateName string = imageTemplate.name
@description('Command that starts a build.')
output runCommand string = 'az resource invoke-action --action Run --ids "${imageTemplate.id}"'
@description('Ids of the run outputs, in target order.')
output runOutputIds string[] = [
  '${imageTemplate.id}/runOutputs/tools'
  '${imageTemplate.id}/runOutputs/tools-${env}'
  '${imageTemplate.id}/runOutputs/tools-vhd'
]
