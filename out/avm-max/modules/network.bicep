// Made by aibgen. Change the spec, not this file.

@description('Parameter namePrefix of the image.')
param namePrefix string
@description('Region of what is made here.')
param location string

resource natAddress 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: 'dep-${namePrefix}-vnet-vmiitmax-nat'
  location: location
  sku: { name: 'Standard' }
  properties: { publicIPAllocationMethod: 'Static' }
}

resource natGateway 'Microsoft.Network/natGateways@2024-05-01' = {
  name: 'dep-${namePrefix}-vnet-vmiitmax-nat'
  location: location
  sku: { name: 'Standard' }
  properties: { publicIpAddresses: [{ id: natAddress.id }] }
}

resource buildRules 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'dep-${namePrefix}-vnet-vmiitmax-build'
  location: location
  properties: {
    securityRules: [
      {
        name: 'AllowLoadBalancerToProxy'
        properties: {
          priority: 100
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'AzureLoadBalancer'
          sourcePortRange: '*'
          destinationAddressPrefix: 'VirtualNetwork'
          destinationPortRanges: ['60000-60001']
        }
      }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'dep-${namePrefix}-vnet-vmiitmax'
  location: location
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] }
    subnets: [
      {
        name: 'imageSubnet'
        properties: {
          addressPrefix: '10.0.0.0/16'
          networkSecurityGroup: { id: buildRules.id }
          natGateway: { id: natGateway.id }
          defaultOutboundAccess: false
          privateLinkServiceNetworkPolicies: 'Disabled'
        }
      }
    ]
  }
}

@description('Ids of what is made here.')
output ids string[] = [
  natAddress.id
  natGateway.id
  buildRules.id
  network.id
]
