// Made by aibgen. Change the spec, not this file.

@description('Id of the identity that the image template works with.')
param identityId string
@description('Object id of the principal of that identity.')
param principalId string

resource image 'Microsoft.Compute/images@2024-07-01' existing = {
  name: 'legacy-base'
}

resource imageSourceRole 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(toLower(resourceGroup().id), 'image source', '2ab8e4cc')
  properties: {
    roleName: 'aibgen image source 2ab8e4cc - ${toLower(resourceGroup().name)} ${substring(guid(toLower(resourceGroup().id)), 0, 8)}'
    description: 'Allows Azure VM Image Builder to read a managed image.'
    type: 'CustomRole'
    permissions: [{ actions: ['Microsoft.Compute/images/read'] }]
    assignableScopes: [resourceGroup().id]
  }
}

resource imageSourceAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: image
  name: guid(toLower(image.id), toLower(identityId), toLower(imageSourceRole.id))
  properties: { principalId: principalId, principalType: 'ServicePrincipal', roleDefinitionId: imageSourceRole.id }
}
