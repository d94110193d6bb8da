// Made by aibgen. Change the spec, not this file.

@description('Id of the identity that the image template works with.')
param identityId string
@description('Object id of the principal of that identity.')
param principalId string

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  name: 'build-network'
}

resource networkAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: network
  name: guid(
    toLower(network.id),
    toLower(identityId),
    toLower(subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7eabc9a4-85f7-4f71-b8ab-75daaccc1033'))
  )
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      '7eabc9a4-85f7-4f71-b8ab-75daaccc1033'
    )
  }
}
