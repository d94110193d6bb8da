// Made by aibgen. Change the spec, not this file.

@description('Region of what is made here.')
param location string
@description('Parameter release of the image.')
param release string

resource gallery 'Microsoft.Compute/galleries@2024-03-03' = {
  name: 'corpGallery'
  location: location
  properties: {}
}

resource definition 'Microsoft.Compute/galleries/images@2024-03-03' = {
  parent: gallery
  name: 'rhel-${release}'
  location: location
  properties: {
    description: 'RHEL ${release} with the \'\'corporate\'\' subscription'
    osType: 'Linux'
    osState: 'Generalized'
    hyperVGeneration: 'V2'
    architecture: 'x64'
    identifier: { publisher: 'Contoso', offer: 'rhel', sku: release }
    features: [{ name: 'SecurityType', value: 'TrustedLaunchSupported' }]
    purchasePlan: { name: 'rhel-lvm91-gen2', product: 'rhel-byos', publisher: 'redhat' }
    endOfLifeDate: '2032-05-31'
  }
}

@description('Ids of what is made here.')
output ids string[] = [
  gallery.id
  definition.id
]
