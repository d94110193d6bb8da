// Made by aibgen. Change the spec, not this file.

@description('Id of the identity that the image template works with.')
param identityId string
@description('Object id of the principal of that identity.')
param principalId string

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' existing = {
  name: 'corpimages/default/vhds'
}

resource vhdTargetAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: container
  name: guid(
    toLower(container.id),
    toLower(identityId),
    toLower(subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'))
  )
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
    )
  }
}
