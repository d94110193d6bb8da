param location string = resourceGroup().location
param imageName string
param env string = 'dev'
param galleryName string = 'gal'
param regions array = ['eastus2', 'West US']
param extra bool = false
var names = [for i in range(0, 3): 'step-${i}']
var tags = union({a: 'b'}, extra ? {c: 'd'} : {})
var script = loadTextContent('x.sh')
resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${imageName}-id'
  location: location
}
resource g 'Microsoft.Compute/galleries@2022-03-03' existing = {
  name: galleryName
  scope: resourceGroup('galrg')
}
module mod 'module.bicep' = {
  name: 'mod-${uniqueString(deployment().name)}'
  params: { gallery: galleryName, def: toLower('WEB') }
  scope: resourceGroup('other')
}
resource t 'Microsoft.VirtualMachineImages/imageTemplates@2024-02-01' = {
  name: '${imageName}-${env}'
  location: location
  tags: tags
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${id.id}': {} } }
  properties: {
    source: { type: 'PlatformImage', publisher: 'Canonical', offer: 'x', sku: split('a:b:c', ':')[^1], version: 'latest' }
    customize: [for (n, i) in names: { type: 'Shell', name: n, inline: i == 0 ? split(script, '\n') : ['[ -f /x ]', 'echo \'${i}\' {x}'] }]
    distribute: [
      { type: 'SharedImage', galleryImageId: mod.outputs.imageId, runOutputName: 'o1', targetRegions: map(regions, r => { name: toLower(replace(r, ' ', '')) }) }
      { type: 'SharedImage', galleryImageId: '${g.id}/images/x', runOutputName: guid(resourceGroup().id, 'x'), replicationRegions: filter(regions, r => contains(r, 'east')) }
      { type: 'ManagedImage', imageId: resourceId('Microsoft.Compute/images', 'img'), location: location, runOutputName: guid('a','b') }
    ]
    vmProfile: { vmSize: mod.outputs.?nope ?? 'S', ...(extra ? {} : { osDiskSizeGB: 30 }) }
    stagingResourceGroup: '${subscription().id}/resourceGroups/stg'
  }
  resource trig 'triggers' = { name: 'tr', properties: { kind: 'SourceImage' } }
}
resource ra 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, id.id)
  properties: { principalId: id.properties.principalId, roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac-6180-42a0-ab88-20f7382dd24c'), principalType: 'ServicePrincipal' }
}
