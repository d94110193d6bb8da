// Made by aibgen. Change the spec, not this file.

@description('Parameter namePrefix of the image.')
param namePrefix string
@description('Region of what is made here.')
param location string

resource gallery 'Microsoft.Compute/galleries@2024-03-03' = {
  name: 'dep${namePrefix}sigvmiitmax'
  location: location
  properties: {}
}

resource definition 'Microsoft.Compute/galleries/images@2024-03-03' = {
  parent: gallery
  name: 'dep-${namePrefix}-imgd-vmiitmax'
  location: location
  properties: {
    osType: 'Linux'
    osState: 'Generalized'
    hyperVGeneration: 'V2'
    architecture: 'x64'
    identifier: { publisher: 'devops', offer: 'devops_linux', sku: 'devops_linux_az' }
    features: [
      { name: 'DiskControllerTypes', value: 'SCSI, NVMe' }
      { name: 'IsAcceleratedNetworkSupported', value: 'True' }
    ]
    recommended: { vCPUs: { min: 2, max: 8 }, memory: { min: 4, max: 16 } }
  }
}

@description('Ids of what is made here.')
output ids string[] = [
  gallery.id
  definition.id
]
