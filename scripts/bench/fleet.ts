// A fleet for the benchmark: as many different specs as wanted, with shared bases, steps and scripts. The same number, the same bytes.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const parts: Readonly<Record<string, string>> = {
  'specs/_defaults.yaml': `location: eastus2
identity: images-rg/aib-identity
tags: { owner: platform }
storageAccounts: { corpscripts: scripts-rg }
scripts: { baseUri: "https://corpscripts.blob.core.windows.net/image-scripts/", root: ../scripts }
`,
  'specs/_linux.yaml': `source: Canonical:ubuntu-24_04-lts:server:latest
timeout: 90m
vm: { size: Standard_D2s_v5, osDiskSizeGB: 64 }
`,
  'specs/_windows.yaml': `source: MicrosoftWindowsServer:WindowsServer:2022-datacenter-azure-edition:latest
timeout: 3h
vm: { size: Standard_D4s_v5, subnet: network-rg/corp/images }
`,
  'specs/_harden-linux.yaml': `- name: updates
  shell: |
    sudo apt-get update
    sudo DEBIAN_FRONTEND=noninteractive apt-get upgrade -y
- name: harden
  shell: ../scripts/harden.sh
`,
  'specs/_harden-windows.yaml': `- windowsUpdate: true
- restart: true
- name: harden
  powershell: ../scripts/harden.ps1
  elevated: true
`,
  'scripts/harden.sh': '#!/bin/sh\nset -eu\nsudo sysctl -w net.ipv4.ip_forward=0\n',
  'scripts/harden.ps1':
    "Set-Service -Name RemoteRegistry -StartupType Disabled\nWrite-Host 'done'\n",
};

function linux(n: number): string {
  return `# Image ${n} of the fleet.
extends: _linux.yaml
tags:
  app: app-${n}
  tier: ${n % 2 === 0 ? 'web' : 'worker'}
customize:
  - steps: _harden-linux.yaml
  - name: app
    shell:
      - sudo apt-get install -y app-${n}
      - echo 'release ${n}' | sudo tee /etc/app-release
  - file: https://corpscripts.blob.core.windows.net/configs/app-${n}.json
    sha256: a${n.toString(16).padStart(63, '0')}
    to: /tmp/app.json
distribute:
  - gallery: galleries-rg/corpGallery/app-${n}
    regions: [eastus2, westeurope]
  - image: app-${n}-copy
    tags: { app: app-${n} }
`;
}

function windows(n: number): string {
  return `# Image ${n} of the fleet.
extends: _windows.yaml
parameters:
  ring: { type: string, default: stable, allowed: [stable, preview] }
tags:
  app: app-${n}
  ring: '{{ params.ring }}'
customize:
  - steps: _harden-windows.yaml
  - name: app
    powershell: |
      choco install app-${n} --yes
      Write-Host "ring {{ params.ring }}"
    exitCodes: [0, 3010]
  - restart: { timeout: 10m }
distribute:
  - gallery: galleries-rg/corpGallery/app-${n}
    version: 1.${n}.0
`;
}

/** Writes the fleet into a folder. */
export function writeFleet(folder: string, count: number): void {
  const files = { ...parts };
  for (let n = 1; n <= count; n += 1) {
    files[specPath(n)] = n % 3 === 0 ? windows(n) : linux(n);
  }
  for (const [name, text] of Object.entries(files)) {
    const full = path.join(folder, name);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, text);
  }
}

/** The path of a spec of the fleet. */
function specPath(n: number): string {
  return `specs/app-${n}.yaml`;
}
