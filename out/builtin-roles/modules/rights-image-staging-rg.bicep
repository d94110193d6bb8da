// Made by aibgen. Change the spec, not this file.

@description('Id of the identity that the image template works with.')
param identityId string
@description('Object id of the principal of that identity.')
param principalId string
@description('Object id in this tenant of the service principal "Azure Virtual Machine Image Builder", which needs Contributor on the staging group. Empty: it is not assigned.')
param imageBuilderPrincipalId string

resource stagingGroupAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(
    toLower(resourceGroup().id),
    toLower(identityId),
    toLower(subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac-6180-42a0-ab88-20f7382dd24c'))
  )
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      'b24988ac-6180-42a0-ab88-20f7382dd24c'
    )
  }
}

resource serviceAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(imageBuilderPrincipalId)) {
  name: guid(
    toLower(resourceGroup().id),
    toLower(imageBuilderPrincipalId),
    toLower(subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac-6180-42a0-ab88-20f7382dd24c'))
  )
  properties: {
    principalId: imageBuilderPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      'b24988ac-6180-42a0-ab88-20f7382dd24c'
    )
  }
}
