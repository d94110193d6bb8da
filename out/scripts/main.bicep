// Made by aibgen. Change the spec, not this file.

@description('Region of the template and its targets.')
param location string = 'northeurope'
@description('Assign the rights that the image needs.')
param deployRights bool = true
@description('Release that the image is labelled with.')
param release string = '24.04'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'aib-identity'
}

resource gallery 'Microsoft.Compute/galleries@2024-03-03' existing = {
  name: 'corpGallery'
}

resource definition 'Microsoft.Compute/galleries/images@2024-03-03' existing = {
  parent: gallery
  name: 'web-scripts'
}

resource galleryTargetRole 'Microsoft.Authorization/roleDefinitions@2022-04-01' = if (deployRights) {
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
      }
    ]
    assignableScopes: [resourceGroup().id]
  }
}

resource imageTargetRole 'Microsoft.Authorization/roleDefinitions@2022-04-01' = if (deployRights) {
  name: guid(toLower(resourceGroup().id), 'image target', 'c78f7eaa')
  properties: {
    roleName: 'aibgen image target c78f7eaa - ${toLower(resourceGroup().name)} ${substring(guid(toLower(resourceGroup().id)), 0, 8)}'
    description: 'Allows Azure VM Image Builder to write managed images to a resource group.'
    type: 'CustomRole'
    permissions: [
      {
        actions: ['Microsoft.Compute/images/read', 'Microsoft.Compute/images/write', 'Microsoft.Compute/images/delete']
      }
    ]
    assignableScopes: [resourceGroup().id]
  }
}

resource galleryTargetAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (deployRights) {
  scope: gallery
  name: guid(toLower(gallery.id), toLower(identity.id), toLower(galleryTargetRole.id))
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: galleryTargetRole.id
  }
}

resource imageTargetAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (deployRights) {
  name: guid(toLower(resourceGroup().id), toLower(identity.id), toLower(imageTargetRole.id))
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: imageTargetRole.id
  }
}

resource imageTemplate 'Microsoft.VirtualMachineImages/imageTemplates@2022-02-14' = {
  name: 'scripts'
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    buildTimeoutInMinutes: 240
    vmProfile: { vmSize: 'Standard_D2ds_v4', osDiskSizeGB: 0 }
    source: {
      type: 'PlatformImage'
      publisher: 'Canonical'
      offer: 'ubuntu-24_04-lts'
      sku: 'server'
      version: 'latest'
    }
    customize: [
      {
        type: 'Shell'
        name: 'shell-1'
        inline: [
          'cat > /tmp/aibgen-install-packages.sh <<\'AIBGEN_SCRIPT\''
          '#!/bin/sh -e'
          '# Installs the packages that are named, once cloud-init is done with the new VM (2: done, with warnings).'
          'cloud-init status --wait || [ $? -eq 2 ]'
          'sudo apt-get update'
          'sudo DEBIAN_FRONTEND=noninteractive apt-get install -y "$@"'
          'AIBGEN_SCRIPT'
          '/bin/sh -e /tmp/aibgen-install-packages.sh nginx chrony'
          'rm -f /tmp/aibgen-install-packages.sh'
        ]
      }
      {
        type: 'Shell'
        name: 'label'
        inline: [
          'cat > /tmp/aibgen-label-image.sh <<\'AIBGEN_SCRIPT\''
          '#!/bin/bash'
          'set -euo pipefail'
          '# Writes what the image is to a file that its machines can show.'
          ': "\${LABEL_FILE:?names the file}"'
          'printf \'%s\\n\' "$1" | sudo tee "$LABEL_FILE"'
          'AIBGEN_SCRIPT'
          'aibgen_value_1=$(cat <<\'AIBGEN_VALUE\''
          release
          'AIBGEN_VALUE'
          'echo .)'
          'aibgen_value_1=\${aibgen_value_1%?.}'
          'LABEL_FILE=/etc/image-label /bin/bash /tmp/aibgen-label-image.sh \'it\'\\\'\'s \'"$aibgen_value_1"'
          'rm -f /tmp/aibgen-label-image.sh'
        ]
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
    validate: {
      continueDistributeOnFailure: false
      sourceValidationOnly: false
      inVMValidations: [
        {
          type: 'Shell'
          name: 'shell-1'
          inline: [
            'cat > /tmp/aibgen-check-services.sh <<\'AIBGEN_SCRIPT\''
            '#!/bin/sh -e'
            'for service in "$@"; do'
            '  systemctl is-enabled "$service"'
            'done'
            'AIBGEN_SCRIPT'
            '/bin/sh -e /tmp/aibgen-check-services.sh nginx chrony'
            'rm -f /tmp/aibgen-check-services.sh'
          ]
        }
      ]
    }
    distribute: [
      {
        type: 'SharedImage'
        runOutputName: 'web-scripts'
        galleryImageId: definition.id
        replicationRegions: [location]
        storageAccountType: 'Standard_LRS'
        excludeFromLatest: false
      }
    ]
  }
  dependsOn: [galleryTargetAssignment, imageTargetAssignment]
}

@description('Id of the image template.')
output imageTemplateId string = imageTemplate.id
@description('Name of the image template.')
output imageTemplateName string = imageTemplate.name
@description('Command that starts a build.')
output runCommand string = 'az resource invoke-action --action Run --ids "${imageTemplate.id}"'
@description('Ids of the run outputs, in target order.')
output runOutputIds string[] = [
  '${imageTemplate.id}/runOutputs/web-scripts'
]
