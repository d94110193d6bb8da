// Made by aibgen. Change the spec, not this file.

@description('Region of the template and its targets.')
param location string = 'eastus'
@description('Assign the rights that the image needs.')
param deployRights bool = true

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  scope: resourceGroup('4f2f0f5e-0a7b-4c1d-9a55-3c1d1f6b2a10', 'identities')
  name: 'aib'
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  scope: resourceGroup('4f2f0f5e-0a7b-4c1d-9a55-3c1d1f6b2a10', 'network')
  name: 'vnet'
}

resource subnet 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' existing = {
  parent: network
  name: 'build'
}

resource gallery 'Microsoft.Compute/galleries@2024-03-03' existing = {
  scope: resourceGroup('4f2f0f5e-0a7b-4c1d-9a55-3c1d1f6b2a10', 'galleries')
  name: 'corpGallery'
}

resource definition 'Microsoft.Compute/galleries/images@2024-03-03' existing = {
  parent: gallery
  name: 'ubuntu-22'
}

module azureShapeRights4f2f0f5e0a7b4c1d9a553c1d1f6b2a10Galleries 'modules/rights-4f2f0f5e-0a7b-4c1d-9a55-3c1d1f6b2a10-galleries.bicep' = if (deployRights) {
  scope: resourceGroup('4f2f0f5e-0a7b-4c1d-9a55-3c1d1f6b2a10', 'galleries')
  params: { identityId: identity.id, principalId: identity.properties.principalId }
}

module azureShapeRights4f2f0f5e0a7b4c1d9a553c1d1f6b2a10Images 'modules/rights-4f2f0f5e-0a7b-4c1d-9a55-3c1d1f6b2a10-images.bicep' = if (deployRights) {
  scope: resourceGroup('4f2f0f5e-0a7b-4c1d-9a55-3c1d1f6b2a10', 'images')
  params: { identityId: identity.id, principalId: identity.properties.principalId }
}

module azureShapeRights4f2f0f5e0a7b4c1d9a553c1d1f6b2a10Network 'modules/rights-4f2f0f5e-0a7b-4c1d-9a55-3c1d1f6b2a10-network.bicep' = if (deployRights) {
  scope: resourceGroup('4f2f0f5e-0a7b-4c1d-9a55-3c1d1f6b2a10', 'network')
  params: { identityId: identity.id, principalId: identity.properties.principalId }
}

resource imageTemplate 'Microsoft.VirtualMachineImages/imageTemplates@2021-10-01' = {
  name: 'azureShape'
  location: location
  tags: { purpose: 'example' }
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    buildTimeoutInMinutes: 120
    vmProfile: {
      vmSize: 'Standard_D2s_v5'
      osDiskSizeGB: 60
      vnetConfig: { subnetId: subnet.id, proxyVmSize: 'Standard_D2s_v5' }
    }
    source: {
      type: 'PlatformImage'
      publisher: 'Canonical'
      offer: '0001-com-ubuntu-server-jammy'
      sku: '22_04-lts'
      version: 'latest'
    }
    customize: [
      {
        type: 'Shell'
        name: 'RunScriptFromSource'
        scriptUri: 'https://raw.githubusercontent.com/Azure/azvmimagebuilder/main/quickquickstarts/customizeScript.sh'
      }
      {
        type: 'Shell'
        name: 'CheckSumCompareShellScript'
        scriptUri: 'https://raw.githubusercontent.com/Azure/azvmimagebuilder/main/quickquickstarts/customizeScript2.sh'
        sha256Checksum: 'ade4c5214c3c675e92c66e2d067a870c5b81b9844b3de3cc72c49ff36425fc93'
      }
      {
        type: 'File'
        name: 'downloadBuildArtifacts'
        sourceUri: 'https://raw.githubusercontent.com/Azure/azvmimagebuilder/main/quickquickstarts/exampleArtifacts/buildArtifacts/index.html'
        destination: '/tmp/index.html'
      }
      {
        type: 'Shell'
        name: 'setupBuildPath'
        inline: ['sudo mkdir /buildArtifacts', 'sudo cp /tmp/index.html /buildArtifacts/index.html']
      }
      {
        type: 'Shell'
        name: 'deprovision'
        inline: [
          'cat > /tmp/DeprovisioningScript.sh <<\'DEPROVISION\''
          'WAAGENT=/usr/sbin/waagent'
          'waagent -version 1> /dev/null 2>&1'
          'if [ $? -eq 0 ]; then'
          '  WAAGENT=waagent'
          'fi'
          '$WAAGENT -force -deprovision+user && export HISTSIZE=0 && sync'
          'DEPROVISION'
        ]
      }
    ]
    distribute: [
      {
        type: 'SharedImage'
        runOutputName: 'galleryOutput'
        artifactTags: { source: 'azureVmImageBuilder' }
        galleryImageId: definition.id
        replicationRegions: ['eastus', 'westus2']
        storageAccountType: 'Standard_LRS'
        excludeFromLatest: false
      }
      {
        type: 'ManagedImage'
        runOutputName: 'managedOutput'
        imageId: resourceId('4f2f0f5e-0a7b-4c1d-9a55-3c1d1f6b2a10', 'images', 'Microsoft.Compute/images', 'ubuntu-22')
        location: 'eastus'
      }
    ]
  }
  dependsOn: [
    azureShapeRights4f2f0f5e0a7b4c1d9a553c1d1f6b2a10Galleries
    azureShapeRights4f2f0f5e0a7b4c1d9a553c1d1f6b2a10Images
    azureShapeRights4f2f0f5e0a7b4c1d9a553c1d1f6b2a10Network
  ]
}

@description('Id of the image template.')
output imageTemplateId string = imageTemplate.id
@description('Name of the image template.')
output imageTemplateName string = imageTemplate.name
@description('Command that starts a build.')
output runCommand string = 'az resource invoke-action --action Run --ids "${imageTemplate.id}"'
@description('Ids of the run outputs, in target order.')
output runOutputIds string[] = [
  '${imageTemplate.id}/runOutputs/galleryOutput'
  '${imageTemplate.id}/runOutputs/managedOutput'
]
