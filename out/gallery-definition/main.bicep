// Made by aibgen. Change the spec, not this file.

@description('Region of the template and its targets.')
param location string = 'northeurope'
@description('Assign the rights that the image needs.')
param deployRights bool = true
@description('Object id of the service principal that deletes old versions. Empty: none is given the role.')
param prunerPrincipalId string = ''
@description('Release in the name of the definition.')
param release string = '9'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'aib-identity'
}

resource gallery 'Microsoft.Compute/galleries@2024-03-03' existing = {
  scope: resourceGroup('gallery-rg')
  name: 'corpGallery'
}

resource definition 'Microsoft.Compute/galleries/images@2024-03-03' existing = {
  parent: gallery
  name: 'rhel-${release}'
}

module galleryDefinitionGalleryGalleryRg 'modules/gallery-gallery-rg.bicep' = {
  scope: resourceGroup('gallery-rg')
  params: { location: location, release: release }
}

module galleryDefinitionRightsGalleryRg 'modules/rights-gallery-rg.bicep' = if (deployRights) {
  scope: resourceGroup('gallery-rg')
  params: {
    identityId: identity.id
    principalId: identity.properties.principalId
    prunerPrincipalId: prunerPrincipalId
  }
  dependsOn: [galleryDefinitionGalleryGalleryRg]
}

resource imageTemplate 'Microsoft.VirtualMachineImages/imageTemplates@2021-10-01' = {
  name: 'gallery-definition'
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    buildTimeoutInMinutes: 240
    vmProfile: { vmSize: 'Standard_D2ds_v4', osDiskSizeGB: 0 }
    source: {
      type: 'PlatformImage'
      publisher: 'RedHat'
      offer: 'rhel-byos'
      sku: 'rhel-lvm91-gen2'
      version: 'latest'
      planInfo: { planName: 'rhel-lvm91-gen2', planProduct: 'rhel-byos', planPublisher: 'redhat' }
    }
    customize: [
      { type: 'Shell', name: 'shell-1', inline: ['sudo dnf --assumeyes upgrade'] }
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
        runOutputName: 'rhel-${release}'
        galleryImageId: definition.id
        replicationRegions: [location]
        storageAccountType: 'Standard_LRS'
        excludeFromLatest: false
      }
    ]
  }
  dependsOn: [galleryDefinitionGalleryGalleryRg, galleryDefinitionRightsGalleryRg]
}

@description('Id of the image template.')
output imageTemplateId string = imageTemplate.id
@description('Name of the image template.')
output imageTemplateName string = imageTemplate.name
@description('Command that starts a build.')
output runCommand string = 'az resource invoke-action --action Run --ids "${imageTemplate.id}"'
@description('Ids of the run outputs, in target order.')
output runOutputIds string[] = [
  '${imageTemplate.id}/runOutputs/rhel-${release}'
]
