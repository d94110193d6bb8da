// Made by aibgen. Change the spec, not this file.

@description('Region of what is made here.')
param location string

resource natAddress 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: 'build-network-nat'
  location: location
  sku: { name: 'Standard' }
  properties: { publicIPAllocationMethod: 'Static' }
}

resource natGateway 'Microsoft.Network/natGateways@2024-05-01' = {
  name: 'build-network-nat'
  location: location
  sku: { name: 'Standard' }
  properties: { publicIpAddresses: [{ id: natAddress.id }] }
}

resource buildRules 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'build-network-build'
  location: location
  properties: {
    securityRules: [
      {
        name: 'AllowContainersToBuild'
        properties: {
          priority: 100
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: '10.40.0.64/26'
          sourcePortRange: '*'
          destinationAddressPrefix: '10.40.0.0/26'
          destinationPortRanges: ['22', '5986']
        }
      }
    ]
  }
}

resource containerRules 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'build-network-containers'
  location: location
  properties: {
    securityRules: [
      {
        name: 'AllowContainersToBuild'
        properties: {
          priority: 100
          direction: 'Outbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: '10.40.0.64/26'
          sourcePortRange: '*'
          destinationAddressPrefix: '10.40.0.0/26'
          destinationPortRanges: ['22', '5986']
        }
      }
      {
        name: 'AllowContainersToInternet'
        properties: {
          priority: 110
          direction: 'Outbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: '10.40.0.64/26'
          sourcePortRange: '*'
          destinationAddressPrefix: 'Internet'
          destinationPortRanges: ['443', '445']
        }
      }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'build-network'
  location: location
  properties: {
    addressSpace: { addressPrefixes: ['10.40.0.0/25'] }
    subnets: [
      {
        name: 'build'
        properties: {
          addressPrefix: '10.40.0.0/26'
          networkSecurityGroup: { id: buildRules.id }
          natGateway: { id: natGateway.id }
          defaultOutboundAccess: false
          privateLinkServiceNetworkPolicies: 'Disabled'
        }
      }
      {
        name: 'containers'
        properties: {
          addressPrefix: '10.40.0.64/26'
          networkSecurityGroup: { id: containerRules.id }
          natGateway: { id: natGateway.id }
          defaultOutboundAccess: false
          delegations: [
            { name: 'containerGroups', properties: { serviceName: 'Microsoft.ContainerInstance/containerGroups' } }
          ]
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
  containerRules.id
  network.id
]
