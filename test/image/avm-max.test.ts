/**
 * `specs/avm-max.yaml` against the image template that the "max" test of the Azure Verified Module for image templates
 * deploys: what `main.bicep` of Azure/bicep-registry-modules (avm/res/virtual-machine-images/image-template, commit
 * 2ea25f9a) makes of the parameters of `tests/e2e/max/main.test.bicep` (commit 3479c7ed).
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { outFolder } from '../support/images';

/** The token, the time and the version that the module's test leaves open, as the spec's defaults have them. */
const prefix = 'avmx';
const baseTime = '2026-11-23-10-00-00';
const sigImageVersion = '2026.11.23';
const location = 'westeurope';

const group = '/subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>';
const short = 'vmiitmax';
const identity = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/dep-${prefix}-imsi-${short}`;
const assets = `https://dep${prefix}ast${short}.blob.core.windows.net/assets`;
const images = `${group}/providers/Microsoft.Compute`;
const definition = `dep-${prefix}-imgd-${short}`;
const gallery = `${images}/galleries/dep${prefix}sig${short}`;

/** Tags that the module gives to each artifact; those without a value are left out. */
const artifactTags = {
  sourceType: 'PlatformImage',
  sourcePublisher: 'canonical',
  sourceOffer: 'ubuntu-24_04-lts',
  sourceSku: 'server',
  sourceVersion: 'latest',
  creationTime: baseTime,
};

const wanted = {
  type: 'Microsoft.VirtualMachineImages/imageTemplates',
  apiVersion: '2024-02-01',
  name: `${prefix}${short}001-${baseTime}`,
  location,
  tags: {
    'hidden-title': 'This is visible in the resource name',
    Environment: 'Non-Prod',
    Role: 'DeploymentValidation',
  },
  identity: { type: 'UserAssigned', userAssignedIdentities: { [identity]: {} } },
  properties: {
    buildTimeoutInMinutes: 60,
    vmProfile: {
      // The module says Standard_D2s_v3, which is going to be retired.
      vmSize: 'Standard_D2s_v5',
      osDiskSizeGB: 127,
      userAssignedIdentities: [identity],
      vnetConfig: {
        subnetId: `${group}/providers/Microsoft.Network/virtualNetworks/dep-${prefix}-vnet-${short}/subnets/imageSubnet`,
      },
    },
    source: {
      type: 'PlatformImage',
      publisher: 'canonical',
      offer: 'ubuntu-24_04-lts',
      sku: 'server',
      version: 'latest',
    },
    customize: [
      {
        type: 'Shell',
        name: 'PowerShell installation',
        scriptUri: `${assets}/Install-LinuxPowerShell.sh`,
      },
      {
        type: 'File',
        name: 'Initialize-LinuxSoftware',
        sourceUri: `${assets}/Initialize-LinuxSoftware.ps1`,
        destination: 'Initialize-LinuxSoftware.ps1',
      },
      {
        type: 'Shell',
        name: 'Software installation',
        inline: ["pwsh 'Initialize-LinuxSoftware.ps1'"],
      },
    ],
    // The test names its group after itself; here it is the deployment's own.
    stagingResourceGroup: `/subscriptions/<subscriptionId>/resourceGroups/dep-${prefix}-virtualmachineimages.imagetemplates-${short}-rg-staging`,
    distribute: [
      {
        type: 'ManagedImage',
        artifactTags,
        runOutputName: `${prefix}-mi-${short}-001-${baseTime}-ManagedImage`,
        location,
        imageId: `${images}/images/${prefix}-mi-${short}-001-${baseTime}`,
      },
      { type: 'VHD', artifactTags, runOutputName: `${prefix}-umi-${short}-001-VHD` },
      {
        type: 'SharedImage',
        artifactTags,
        runOutputName: `${definition}-SharedImage`,
        galleryImageId: `${gallery}/images/${definition}/versions/${sigImageVersion}`,
        excludeFromLatest: false,
        replicationRegions: [location],
        storageAccountType: 'Standard_LRS',
      },
    ],
    validate: {
      continueDistributeOnFailure: true,
      sourceValidationOnly: false,
      inVMValidations: [
        {
          type: 'Shell',
          name: 'Validate-Software',
          inline: ['echo "Software validation successful."'],
        },
      ],
    },
    optimize: { vmBoot: { state: 'Enabled' } },
  },
};

test('the spec makes the same image template', () => {
  const file = path.join(outFolder, 'avm-max', 'imageTemplate.json');
  const { properties, ...rest } = JSON.parse(readFileSync(file, 'utf8'));
  const { vmProfile } = properties;
  const { vnetConfig } = vmProfile;
  // The module leaves it to the service, whose default is closed to new subscriptions.
  expect(vnetConfig.proxyVmSize).toBe('Standard_D2s_v5');
  delete vnetConfig.proxyVmSize;
  expect({ ...rest, properties }).toEqual(wanted);
});
