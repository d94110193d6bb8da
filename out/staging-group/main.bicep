// Made by aibgen. Change the spec, not this file.

@description('Region of the template and its targets.')
param location string = 'uksouth'
@description('Assign the rights that the image needs.')
param deployRights bool = true

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'aib-identity'
}

module stagingGroupRightsStorageRg 'modules/rights-storage-rg.bicep' = if (deployRights) {
  scope: resourceGroup('storage-rg')
  params: { identityId: identity.id, principalId: identity.properties.principalId }
}

module stagingGroupRightsAibStagingRg 'modules/rights-aib-staging-rg.bicep' = if (deployRights) {
  scope: resourceGroup('aib-staging-rg')
  params: { identityId: identity.id, principalId: identity.properties.principalId }
}

resource imageTemplate 'Microsoft.VirtualMachineImages/imageTemplates@2024-02-01' = {
  name: 'staging-group'
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
      { type: 'Shell', name: 'shell-1', inline: ['sudo apt-get update'] }
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
    errorHandling: { onCustomizerError: 'cleanup', onValidationError: 'cleanup' }
    distribute: [
      {
        type: 'VHD'
        runOutputName: 'staged'
        artifactTags: { kind: 'golden' }
        #disable-next-line no-hardcoded-env-urls
        uri: 'https://corpimages.blob.core.windows.net/vhds/staged.vhd'
      }
    ]
    stagingResourceGroup: '/subscriptions/${subscription().subscriptionId}/resourceGroups/aib-staging-rg'
    autoRun: { state: 'Enabled' }
  }
  dependsOn: [stagingGroupRightsStorageRg, stagingGroupRightsAibStagingRg]
}

@description('Id of the image template.')
output imageTemplateId string = imageTemplate.id
@description('Name of the image template.')
output imageTemplateName string = imageTemplate.name
@description('Command that starts a build.')
output runCommand string = 'az resource invoke-action --action Run --ids "${imageTemplate.id}"'
@description('Ids of the run outputs, in target order.')
output runOutputIds string[] = [
  '${imageTemplate.id}/runOutputs/staged'
]
