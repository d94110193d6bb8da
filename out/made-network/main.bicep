// Made by aibgen. Change the spec, not this file.

@description('Region of the image template, and of targets for which the spec names none.')
param location string = 'japaneast'

@description('Assign the rights that the identity needs. Pass false where the deployment may not, and an owner has done so before.')
param deployRights bool = true

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
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
  name: 'corpGallery'
}

resource definition 'Microsoft.Compute/galleries/images@2024-03-03' existing = {
  parent: gallery
  name: 'postgres'
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'aib-identity'
  location: location
}

module madeNetworkNetwork 'modules/network.bicep' = {
  params: {
    location: location
  }
}

module madeNetworkGallery 'modules/gallery.bicep' = {
  params: {
    location: location
  }
}

module madeNetworkRights 'modules/rights.bicep' = if (deployRights) {
  params: {
    identityId: identity.id
    principalId: identity.properties.principalId
  }
  dependsOn: [
    madeNetworkNetwork
    madeNetworkGallery
  ]
}

resource imageTemplate 'Microsoft.VirtualMachineImages/imageTemplates@2024-02-01' = {
  name: 'made-network'
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
      vnetConfig: {
        subnetId: subnet.id
        containerInstanceSubnetId: subnet2.id
      }
    }
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
          'sudo apt-get update && sudo apt-get install -y postgresql'
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
        runOutputName: 'postgres'
        galleryImageId: definition.id
        excludeFromLatest: false
        targetRegions: [
          {
            name: location
            replicaCount: 1
            storageAccountType: 'Standard_LRS'
          }
        ]
      }
    ]
  }
  dependsOn: [
    madeNetworkNetwork
    madeNetworkGallery
    madeNetworkRights
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
  '${imageTemplate.id}/runOutputs/postgres'
]
