param gallery string
param def string
resource g 'Microsoft.Compute/galleries@2022-03-03' = {
  name: gallery
  location: resourceGroup().location
  resource d 'images' = { name: def, location: resourceGroup().location, properties: { osType: 'Linux', osState: 'Generalized', identifier: {publisher: 'a', offer: 'b', sku: 'c'} } }
}
output imageId string = g::d.id
