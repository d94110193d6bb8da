// Made by aibgen. Change the spec, not this file.

@description('Id of the identity that the image template works with.')
param identityId string
@description('Object id of the principal of that identity.')
param principalId string

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  name: 'build-vnet'
}

resource networkRole 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(toLower(resourceGroup().id), 'network', '95b0e225')
  properties: {
    roleName: 'aibgen network 95b0e225 - ${toLower(resourceGroup().name)} ${substring(guid(toLower(resourceGroup().id)), 0, 8)}'
    description: 'Allows Azure VM Image Builder to place build VMs in the subnets of a virtual network.'
    type: 'CustomRole'
    permissions: [
      { actions: ['Microsoft.Network/virtualNetworks/read', 'Microsoft.Network/virtualNetworks/subnets/join/action'] }
    ]
    assignableScopes: [resourceGroup().id]
  }
}

resource networkAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: network
  name: guid(toLower(network.id), toLower(identityId), toLower(networkRole.id))
  properties: { principalId: principalId, principalType: 'ServicePrincipal', roleDefinitionId: networkRole.id }
}
