// Made by aibgen. Change the spec, not this file.

@description('Region of the image template, and of targets for which the spec names none.')
param location string = 'germanywestcentral'

@description('Assign the rights that the identity needs. Pass false where the deployment may not, and an owner has done so before.')
param deployRights bool = true

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'aib-identity'
}

resource gallery 'Microsoft.Compute/galleries@2024-03-03' existing = {
  name: 'corpGallery'
}

resource definition 'Microsoft.Compute/galleries/images@2024-03-03' existing = {
  parent: gallery
  name: 'microk8s'
}

module fromGalleryRights 'modules/rights.bicep' = if (deployRights) {
  params: {
    identityId: identity.id
    principalId: identity.properties.principalId
  }
}

resource imageTemplate 'Microsoft.VirtualMachineImages/imageTemplates@2021-10-01' = {
  name: 'from-gallery'
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
      vmSize: 'Standard_D2ds_v4'
      osDiskSizeGB: 0
    }
    source: {
      type: 'SharedImageVersion'
      imageVersionId: resourceId('Microsoft.Compute/galleries/images/versions', 'corpGallery', 'ubuntu-22', '1.4.0')
    }
    customize: [
      {
        type: 'Shell'
        name: 'shell-1'
        inline: [
          'sudo snap install --classic microk8s'
          '# text stays text: none of this is touched'
          '[ -f /etc/environment ] && echo "\${HOME} $(id -u)" \'{{ x }}\' C:\\path'
        ]
      }
      {
        type: 'Shell'
        name: 'deprovision'
        inline: [
          'cat > /tmp/DeprovisioningScript.sh <<\'DEPROVISION\''
          'sudo rm -f /etc/machine-id'
          '/usr/sbin/waagent -force -deprovision+user && export HISTSIZE=0 && sync'
          'DEPROVISION'
        ]
      }
    ]
    distribute: [
      {
        type: 'SharedImage'
        runOutputName: 'microk8s'
        galleryImageId: definition.id
        replicationRegions: [
          location
        ]
        storageAccountType: 'Standard_LRS'
        excludeFromLatest: false
      }
    ]
  }
  dependsOn: [
    fromGalleryRights
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
  '${imageTemplate.id}/runOutputs/microk8s'
]
