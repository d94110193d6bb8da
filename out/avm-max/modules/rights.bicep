// Made by aibgen. Change the spec, not this file.

@description('Id of the identity that the image template works with.')
param identityId string

@description('Object id of the principal of that identity.')
param principalId string

@description('Parameter namePrefix of the image.')
param namePrefix string

resource gallery 'Microsoft.Compute/galleries@2024-03-03' existing = {
  name: 'dep${namePrefix}sigvmiitmax'
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  name: 'dep-${namePrefix}-vnet-vmiitmax'
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'dep-${namePrefix}-imsi-vmiitmax'
}

resource imageTargetRole 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(toLower(resourceGroup().id), 'image target', 'c78f7eaa')
  properties: {
    roleName: 'aibgen image target c78f7eaa - ${toLower(resourceGroup().name)} ${substring(guid(toLower(resourceGroup().id)), 0, 8)}'
    description: 'Allows Azure VM Image Builder to write managed images to a resource group.'
    type: 'CustomRole'
    permissions: [
      {
        actions: [
          'Microsoft.Compute/images/read'
          'Microsoft.Compute/images/write'
          'Microsoft.Compute/images/delete'
        ]
        notActions: []
      }
    ]
    assignableScopes: [
      resourceGroup().id
    ]
  }
}

resource galleryTargetRole 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(toLower(resourceGroup().id), 'gallery target', '52320f84')
  properties: {
    roleName: 'aibgen gallery target 52320f84 - ${toLower(resourceGroup().name)} ${substring(guid(toLower(resourceGroup().id)), 0, 8)}'
    description: 'Allows Azure VM Image Builder to write image versions to a gallery.'
    type: 'CustomRole'
    permissions: [
      {
        actions: [
          'Microsoft.Compute/galleries/read'
          'Microsoft.Compute/galleries/images/read'
          'Microsoft.Compute/galleries/images/versions/read'
          'Microsoft.Compute/galleries/images/versions/write'
        ]
        notActions: []
      }
    ]
    assignableScopes: [
      resourceGroup().id
    ]
  }
}

resource networkRole 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(toLower(resourceGroup().id), 'network', '95b0e225')
  properties: {
    roleName: 'aibgen network 95b0e225 - ${toLower(resourceGroup().name)} ${substring(guid(toLower(resourceGroup().id)), 0, 8)}'
    description: 'Allows Azure VM Image Builder to place build VMs in the subnets of a virtual network.'
    type: 'CustomRole'
    permissions: [
      {
        actions: [
          'Microsoft.Network/virtualNetworks/read'
          'Microsoft.Network/virtualNetworks/subnets/join/action'
        ]
        notActions: []
      }
    ]
    assignableScopes: [
      resourceGroup().id
    ]
  }
}

resource imageTargetAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(toLower(resourceGroup().id), toLower(identityId), toLower(imageTargetRole.id))
  properties: {
    description: 'Allows Azure VM Image Builder to write managed images to a resource group.'
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: imageTargetRole.id
  }
}

resource galleryTargetAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: gallery
  name: guid(toLower(gallery.id), toLower(identityId), toLower(galleryTargetRole.id))
  properties: {
    description: 'Allows Azure VM Image Builder to write image versions to a gallery.'
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: galleryTargetRole.id
  }
}

resource networkAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: network
  name: guid(toLower(network.id), toLower(identityId), toLower(networkRole.id))
  properties: {
    description: 'Allows Azure VM Image Builder to place build VMs in the subnets of a virtual network.'
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: networkRole.id
  }
}

resource buildIdentityAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: identity
  name: guid(
    toLower(identity.id),
    toLower(identityId),
    toLower(subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'f1a07417-d97a-45cb-824c-7a7467783830'))
  )
  properties: {
    description: 'Allows Azure VM Image Builder to assign an identity to build VMs.'
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      'f1a07417-d97a-45cb-824c-7a7467783830'
    )
  }
}
