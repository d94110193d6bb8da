// Made by aibgen. Change the spec, not this file.

@description('Region of what is made here.')
param location string

resource gallery 'Microsoft.Compute/galleries@2024-03-03' = {
  name: 'corpGallery'
  location: location
  properties: {}
}

resource definition 'Microsoft.Compute/galleries/images@2024-03-03' = {
  parent: gallery
  name: 'rhel-9'
  location: location
  properties: {
    description: 'RHEL 9 with the subscription of the company'
    osType: 'Linux'
    osState: 'Generalized'
    hyperVGeneration: 'V2'
    architecture: 'x64'
    identifier: {
      publisher: 'Contoso'
      offer: 'rhel'
      sku: '9'
    }
    features: [
      {
        name: 'SecurityType'
        value: 'TrustedLaunchSupported'
      }
    ]
    purchasePlan: {
      name: 'rhel-lvm91-gen2'
      product: 'rhel-byos'
      publisher: 'redhat'
    }
    endOfLifeDate: '2032-05-31'
  }
}
