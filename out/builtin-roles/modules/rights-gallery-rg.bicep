// Made by aibgen. Change the spec, not this file.

@description('Id of the identity that the image template works with.')
param identityId string
@description('Object id of the principal of that identity.')
param principalId string

resource imageTargetAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(
    toLower(resourceGroup().id),
    toLower(identityId),
    toLower(subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '85a2d0d9-2eba-4c9c-b355-11c2cc0788ab'))
  )
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      '85a2d0d9-2eba-4c9c-b355-11c2cc0788ab'
    )
  }
}
