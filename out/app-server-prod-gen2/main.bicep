// Made by aibgen. Change the spec, not this file.

@description('Region of the image template, and of targets for which the spec names none.')
param location string = 'eastus2'

@description('Assign the rights that the identity needs. Pass false where the deployment may not, and an owner has done so before.')
param deployRights bool = true

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  scope: resourceGroup('images-rg')
  name: 'aib-identity'
}

resource gallery 'Microsoft.Compute/galleries@2024-03-03' existing = {
  name: 'gallery_prod'
}

resource definition 'Microsoft.Compute/galleries/images@2024-03-03' existing = {
  parent: gallery
  name: 'app-server-gen2'
}

module appServerProdGen2RightsScriptsRg 'modules/rights-scripts-rg.bicep' = if (deployRights) {
  scope: resourceGroup('scripts-rg')
  params: {
    identityId: identity.id
    principalId: identity.properties.principalId
  }
}

module appServerProdGen2Rights 'modules/rights.bicep' = if (deployRights) {
  params: {
    identityId: identity.id
    principalId: identity.properties.principalId
  }
}

resource imageTemplate 'Microsoft.VirtualMachineImages/imageTemplates@2021-10-01' = {
  name: 'app-server-prod-gen2'
  location: location
  tags: {
    team: 'platform'
    environment: 'prod'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    buildTimeoutInMinutes: 90
    vmProfile: {
      vmSize: 'Standard_D2s_v5'
      osDiskSizeGB: 64
    }
    source: {
      type: 'PlatformImage'
      publisher: 'Canonical'
      offer: '0001-com-ubuntu-server-jammy'
      sku: '22_04-lts-gen2'
      version: 'latest'
    }
    customize: [
      {
        type: 'Shell'
        name: 'updates'
        inline: [
          'sudo apt-get update'
          'sudo DEBIAN_FRONTEND=noninteractive apt-get upgrade -y'
        ]
      }
      {
        type: 'Shell'
        name: 'harden'
        #disable-next-line no-hardcoded-env-urls
        scriptUri: 'https://corpscripts.blob.core.windows.net/image-scripts/harden.sh'
        sha256Checksum: '6648f037aff344a0adce5e16ca332e5a73910231aeebdfcc6170cd5cf4225348'
      }
      {
        type: 'Shell'
        name: 'app'
        inline: [
          'sudo apt-get install -y nginx'
          'echo \'prod\' | sudo tee /etc/app-environment'
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
        runOutputName: 'app-server-gen2'
        galleryImageId: definition.id
        replicationRegions: [
          'eastus2'
          'westeurope'
        ]
        storageAccountType: 'Standard_LRS'
        excludeFromLatest: false
      }
    ]
  }
  dependsOn: [
    appServerProdGen2RightsScriptsRg
    appServerProdGen2Rights
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
  '${imageTemplate.id}/runOutputs/app-server-gen2'
]
