// Made by aibgen. Change the spec, not this file.

@description('Region of the template and its targets.')
param location string = 'northeurope'
@description('Assign the rights that the image needs.')
param deployRights bool = true

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'aib-identity'
}

module rhelPlanRightsStorageRg 'modules/rights-storage-rg.bicep' = if (deployRights) {
  scope: resourceGroup('storage-rg')
  params: { identityId: identity.id, principalId: identity.properties.principalId }
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
}

resource imageTargetAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (deployRights) {
  name: guid(toLower(resourceGroup().id), toLower(identity.id), toLower(imageTargetRole.id))
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: imageTargetRole.id
  }
}

resource imageTemplate 'Microsoft.VirtualMachineImages/imageTemplates@2021-10-01' = {
  name: 'rhel-plan'
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    buildTimeoutInMinutes: 240
    vmProfile: { vmSize: 'Standard_D2ds_v5', osDiskSizeGB: 0 }
    source: {
      type: 'PlatformImage'
      publisher: 'RedHat'
      offer: 'rhel-byos'
      sku: 'rhel-lvm95'
      version: 'latest'
      planInfo: { planName: 'rhel-lvm95', planProduct: 'rhel-byos', planPublisher: 'redhat' }
    }
    customize: [
      {
        type: 'Shell'
        name: 'shell-1'
        #disable-next-line no-hardcoded-env-urls
        scriptUri: 'https://corpscripts.blob.core.windows.net/build/register.sh'
        sha256Checksum: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
      }
      { type: 'Shell', name: 'shell-2', inline: ['sudo dnf -y update'] }
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
        type: 'ManagedImage'
        runOutputName: 'rhel-base'
        artifactTags: { os: 'rhel-9' }
        imageId: resourceId('Microsoft.Compute/images', 'rhel-base')
        location: 'northeurope'
      }
    ]
  }
  dependsOn: [rhelPlanRightsStorageRg, imageTargetAssignment]
}

@description('Id of the image template.')
output imageTemplateId string = imageTemplate.id
@description('Name of the image template.')
output imageTemplateName string = imageTemplate.name
@description('Command that starts a build.')
output runCommand string = 'az resource invoke-action --action Run --ids "${imageTemplate.id}"'
@description('Ids of the run outputs, in target order.')
output runOutputIds string[] = [
  '${imageTemplate.id}/runOutputs/rhel-base'
]
