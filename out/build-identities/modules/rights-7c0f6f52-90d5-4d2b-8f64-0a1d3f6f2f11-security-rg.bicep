// Made by aibgen. Change the spec, not this file.

@description('Id of the identity that the image template works with.')
param identityId string
@description('Object id of the principal of that identity.')
param principalId string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'signing'
}

resource buildIdentityAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: identity
  name: guid(
    toLower(identity.id),
    toLower(identityId),
    toLower(subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'f1a07417-d97a-45cb-824c-7a7467783830'))
  )
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      'f1a07417-d97a-45cb-824c-7a7467783830'
    )
  }
}
