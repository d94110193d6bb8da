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
  name: 'postgres'
  location: location
  properties: {
    osType: 'Linux'
    osState: 'Generalized'
    hyperVGeneration: 'V2'
    architecture: 'x64'
    identifier: { publisher: 'Canonical', offer: 'ubuntu-24_04-lts', sku: 'postgres' }
    features: [
      { name: 'SecurityType', value: 'TrustedLaunchSupported' }
      { name: 'DiskControllerTypes', value: 'SCSI, NVMe' }
      { name: 'IsAcceleratedNetworkSupported', value: 'True' }
    ]
  }
}

@description('Ids of what is made here.')
output ids string[] = [
  gallery.id
  definition.id
]
