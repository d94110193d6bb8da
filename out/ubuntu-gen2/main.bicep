// Made by aibgen. Change the spec, not this file.

@description('Region of the template and its targets.')
param location string = 'uksouth'
@description('Assign the rights that the image needs.')
param deployRights bool = true

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  scope: resourceGroup('images-rg')
  name: 'aib-identity'
}

module ubuntuGen2RightsSharedRg 'modules/rights-shared-rg.bicep' = if (deployRights) {
  scope: resourceGroup('shared-rg')
  params: { identityId: identity.id, principalId: identity.properties.principalId }
}

resource imageTemplate 'Microsoft.VirtualMachineImages/imageTemplates@2021-10-01' = {
  name: 'ubuntu-gen2'
  location: location
  tags: { team: 'platform' }
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    buildTimeoutInMinutes: 240
    vmProfile: { vmSize: 'Standard_D2ds_v4', osDiskSizeGB: 0 }
    source: {
      type: 'PlatformImage'
      publisher: 'Canonical'
      offer: '0001-com-ubuntu-server-jammy'
      sku: '22_04-lts-gen2'
      version: 'latest'
    }
    customize: [
      { type: 'Shell', name: 'shell-1', inline: ['sudo apt-get update', 'sudo apt-get install -y unattended-upgrades'] }
      {
        type: 'File'
        name: 'file-2'
        sourceUri: 'https://raw.githubusercontent.com/Azure/azvmimagebuilder/main/quickquickstarts/exampleArtifacts/buildArtifacts/index.html'
        destination: '/tmp/index.html'
      }
      {
        type: 'Shell'
        name: 'shell-3'
        inline: ['sudo mkdir -p /srv/www', 'sudo cp /tmp/index.html /srv/www/index.html']
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
        runOutputName: 'ubuntu-22'
        galleryImageId: resourceId(
          subscription().subscriptionId,
          'shared-rg',
          'Microsoft.Compute/galleries/images/versions',
          'corpGallery',
          'ubuntu-22',
          '1.4.0'
        )
        replicationRegions: [location]
        storageAccountType: 'Standard_LRS'
        excludeFromLatest: true
      }
    ]
  }
  dependsOn: [ubuntuGen2RightsSharedRg]
}

@description('Id of the image template.')
output imageTemplateId string = imageTemplate.id
@description('Name of the image template.')
output imageTemplateName string = imageTemplate.name
@description('Command that starts a build.')
output runCommand string = 'az resource invoke-action --action Run --ids "${imageTemplate.id}"'
@description('Ids of the run outputs, in target order.')
output runOutputIds string[] = [
  '${imageTemplate.id}/runOutputs/ubuntu-22'
]
