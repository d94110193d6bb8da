// Made by aibgen. Change the spec, not this file.

@description('Region of the template and its targets.')
param location string = 'eastus2'
@description('Assign the rights that the image needs.')
param deployRights bool = true

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'aib-identity'
}

resource gallery 'Microsoft.Compute/galleries@2024-03-03' existing = {
  name: 'corpGallery'
}

resource definition 'Microsoft.Compute/galleries/images@2024-03-03' existing = {
  parent: gallery
  name: 'docker-host'
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

resource imageTemplate 'Microsoft.VirtualMachineImages/imageTemplates@2021-10-01' = {
  name: 'docker-host'
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
        name: 'updates'
        inline: [
          'set -eu'
          'cloud-init status --wait'
          'for package in ; do'
          '  sudo apt-mark hold "$package"'
          'done'
          'sudo apt-get update'
          'sudo DEBIAN_FRONTEND=noninteractive apt-get -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold dist-upgrade -y'
          'sudo DEBIAN_FRONTEND=noninteractive apt-get autoremove -y'
          'sudo apt-get clean'
        ]
      }
      {
        type: 'Shell'
        name: 'docker'
        inline: [
          'set -eu'
          'cloud-init status --wait'
          'sudo apt-get update'
          'sudo DEBIAN_FRONTEND=noninteractive apt-get install -y ca-certificates curl gpg'
          'key=$(mktemp)'
          'curl -fsSL https://download.docker.com/linux/ubuntu/gpg -o "$key"'
          'found=$(gpg --show-keys --with-colons "$key" | awk -F: \'/^fpr:/ { print $10; exit }\')'
          'if [ "$found" != \'9DC858229FC7DD38854AE2D88D81803C0EBFCD88\' ]; then'
          '  echo "The key has the fingerprint $found." >&2'
          '  exit 1'
          'fi'
          'sudo install -D -m 0644 "$key" /etc/apt/keyrings/docker.asc'
          'rm -f "$key"'
          '. /etc/os-release'
          'echo "deb [arch=$(dpkg --print-architecture) signed-by=/etc/apt/keyrings/docker.asc] https://download.docker.com/linux/ubuntu $VERSION_CODENAME stable" | sudo tee /etc/apt/sources.list.d/docker.list > /dev/null'
          'sudo apt-get update'
          'version=\'\''
          'sudo DEBIAN_FRONTEND=noninteractive apt-get install -y "docker-ce\${version:+=$version}" "docker-ce-cli\${version:+=$version}" containerd.io docker-buildx-plugin docker-compose-plugin'
          'user=\'azureuser\''
          'if [ -n "$user" ]; then'
          '  sudo usermod -aG docker "$user"'
          'fi'
          'sudo docker version'
        ]
      }
      {
        type: 'Shell'
        name: 'cis-kernel'
        inline: [
          'set -eu'
          'sudo tee /etc/sysctl.d/60-cis.conf > /dev/null <<\'END\''
          'fs.suid_dumpable = 0'
          'kernel.dmesg_restrict = 1'
          'kernel.kptr_restrict = 2'
          'kernel.randomize_va_space = 2'
          'kernel.yama.ptrace_scope = 1'
          'net.ipv4.conf.all.accept_redirects = 0'
          'net.ipv4.conf.all.accept_source_route = 0'
          'net.ipv4.conf.all.log_martians = 1'
          'net.ipv4.conf.all.secure_redirects = 0'
          'net.ipv4.conf.all.send_redirects = 0'
          'net.ipv4.conf.default.accept_redirects = 0'
          'net.ipv4.conf.default.accept_source_route = 0'
          'net.ipv4.conf.default.send_redirects = 0'
          'net.ipv4.icmp_echo_ignore_broadcasts = 1'
          'net.ipv4.icmp_ignore_bogus_error_responses = 1'
          'net.ipv4.tcp_syncookies = 1'
          'net.ipv6.conf.all.accept_redirects = 0'
          'net.ipv6.conf.default.accept_redirects = 0'
          'END'
          'for module in cramfs freevxfs hfs hfsplus jffs2 dccp rds sctp tipc; do'
          '  printf \'install %s /bin/false\\nblacklist %s\\n\' "$module" "$module" | sudo tee "/etc/modprobe.d/cis-$module.conf" > /dev/null'
          'done'
          'printf \'* hard core 0\\n\' | sudo tee /etc/security/limits.d/60-cis.conf > /dev/null'
        ]
      }
      {
        type: 'Shell'
        name: 'cis-ssh'
        inline: [
          'set -eu'
          'printf \'%s\\n\' \'Authorized use only. Activity may be monitored.\' | sudo tee /etc/issue /etc/issue.net > /dev/null'
          'sudo mkdir -p /etc/ssh/sshd_config.d'
          'sudo tee /etc/ssh/sshd_config.d/10-cis.conf > /dev/null <<\'END\''
          'Banner /etc/issue.net'
          'ClientAliveCountMax 3'
          'ClientAliveInterval 15'
          'HostbasedAuthentication no'
          'IgnoreRhosts yes'
          'LoginGraceTime 60'
          'LogLevel INFO'
          'MaxAuthTries 3'
          'MaxStartups 10:30:60'
          'PermitEmptyPasswords no'
          'PermitRootLogin no'
          'PermitUserEnvironment no'
          'X11Forwarding no'
          'END'
          'sudo chmod 600 /etc/ssh/sshd_config.d/10-cis.conf'
          'sudo sshd -t'
        ]
      }
      {
        type: 'Shell'
        name: 'cis-files'
        inline: [
          'set -eu'
          'sudo chown root:root /etc/passwd /etc/group /etc/issue /etc/issue.net'
          'sudo chmod 644 /etc/passwd /etc/group /etc/issue /etc/issue.net'
          'for file in /etc/crontab /etc/ssh/sshd_config; do'
          '  if [ -e "$file" ]; then'
          '    sudo chown root:root "$file"'
          '    sudo chmod 600 "$file"'
          '  fi'
          'done'
          'for folder in /etc/cron.hourly /etc/cron.daily /etc/cron.weekly /etc/cron.monthly; do'
          '  if [ -d "$folder" ]; then'
          '    sudo chown root:root "$folder"'
          '    sudo chmod 700 "$folder"'
          '  fi'
          'done'
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
    distribute: [
      {
        type: 'SharedImage'
        runOutputName: 'docker-host'
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
  '${imageTemplate.id}/runOutputs/docker-host'
]
