/** 4xx: what works, but usually not as intended. */
import { docs } from '../../service/docs';
import { info, shorten, warning } from './define-code';

export const adviceCodes = () => ({
  AIB401: warning<{ source: string }>(() => ({
    title: 'An unknown Hyper-V generation',
    message: (p) =>
      `The Hyper-V generation of the source (${shorten(p.source)}) is unknown, so aibgen uses a VM size that boots both.`,
    hint: 'Add "generation: 1" or "generation: 2".',
    why: 'The generation decides the default VM size and whether a size can boot the image. Azure finds a wrong one only when the build VM starts.',
    right: ['source: corp:golden:v1:latest', 'generation: 2', 'os: linux'],
    doc: docs.generations,
  })),
  AIB403: warning<{ minutes: number }>(() => ({
    title: 'A short timeout for Windows',
    message: (p) =>
      `The build timeout is ${p.minutes} minutes, but a Windows image rarely builds in less than 60.`,
    hint: 'Use 60 minutes or more.',
    why: 'Windows Update and Sysprep alone often take more than an hour. When the timeout is over, the service deletes the build VM and all that was done.',
    doc: docs.timeout,
  })),
  AIB404: warning<{ value: string }>(() => ({
    title: 'A Linux file outside of /tmp',
    message: (p) =>
      `The file is copied to "${shorten(p.value)}", but on Linux the service can write only under /tmp.`,
    hint: 'Copy it under /tmp, and move it with a shell step.',
    why: 'The service copies files as the build user, who may write to /tmp only. A later shell step can move them with sudo.',
    doc: docs.file,
  })),
  AIB405: info<{ path: string }>(() => ({
    title: 'A deprovision script written by the spec',
    message: (p) => `A step writes ${p.path}, so no default deprovision step is added.`,
    hint: 'Write "deprovision: service" to make that explicit.',
    why: 'The service runs this file to generalize the image, so the spec decides what it does. aibgen then adds no step of its own.',
    right: ['deprovision: { script: ./scripts/deprovision.sh }'],
    doc: docs.generalize,
    causedBy: ['source', 'os'],
  })),
  AIB406: warning<{ value: string }>(() => ({
    title: 'A checksum of inline commands',
    message: () => 'The checksum of inline commands is not used: it applies to a script only.',
    hint: 'Remove it.',
    why: 'A checksum protects a download. Commands that are part of the template cannot change on their way.',
    right: ['customize:', '  - shell: sudo apt-get update'],
    doc: docs.customize,
  })),
  AIB413: info(() => ({
    title: 'Updates while an installation may be pending',
    message: () =>
      'An earlier step installs something, and Windows updates fail while an installer or a restart is pending.',
    hint: 'Add "- restart: true" before the updates.',
    why: 'An installation that waits for a restart makes the next Windows update fail or hang.',
    doc: docs.windowsUpdate,
  })),
  AIB414: info<{ branch: string }>(() => ({
    title: 'A URI whose content may change',
    message: (p) =>
      `The content of the URI is that of the branch "${shorten(p.branch)}" when the template is created.`,
    hint: 'Use a commit or a tag in it, or add "sha256:" so that a changed file is rejected.',
    why: 'A branch moves: two builds of one template may run different scripts, and nothing shows it.',
    right: [
      'customize:',
      '  - shell: https://corpscripts.blob.core.windows.net/scripts/1.2.0/setup.sh',
    ],
    doc: docs.customize,
  })),
  AIB415: info(() => ({
    title: 'A script without a checksum',
    message: () => 'The script has no checksum: it may change between two builds.',
    hint: 'Add "sha256:" with the output of "sha256sum FILE", or of "(Get-FileHash FILE).Hash.ToLower()" in PowerShell.',
    why: 'Without a checksum the service runs whatever is at the address at the time of the build.',
    right: ['customize:', '  - shell: ./scripts/setup.sh'],
    doc: docs.customize,
  })),
  AIB416: info<{ version: string }>(() => ({
    title: 'A target version that can be written only once',
    message: (p) =>
      `The source is the latest version, but the target always writes the version "${shorten(p.version)}": the second build fails because it exists.`,
    hint: 'Remove the version: the service numbers the versions.',
    why: 'A gallery refuses a version that exists, after the whole build. A fixed version works once.',
    right: ['distribute:', '  - gallery: corpGallery/web'],
    doc: docs.sharedImage,
  })),
  AIB417: warning<{ size: string; retirement: string | undefined }>(() => ({
    title: 'A default size that new subscriptions cannot use',
    message: (p) =>
      `The default size for generation 1 is "${p.size}", which subscriptions created since July 2026 cannot use${p.retirement === undefined ? '' : ` and which retires on ${p.retirement}`}.`,
    hint: 'Add "vm: { size: Standard_D2ds_v5 }", which boots both generations.',
    why: 'The service picks this size when none is given. A deployment in a new subscription fails with SkuNotAvailable.',
    right: ['vm: { size: Standard_D2ds_v5 }'],
    doc: docs.retirements,
  })),
  AIB418: info<{ size: string }>(() => ({
    title: 'Windows on the default size',
    message: (p) => `Windows builds on the default size "${p.size}"; a larger one builds faster.`,
    hint: 'Set the size with "vm: { size: ... }".',
    why: 'Windows updates and Sysprep are limited by processors and memory; a small VM costs hours rather than money.',
    right: ['vm: { size: Standard_D4ds_v5 }'],
    doc: docs.vmSize,
  })),
  AIB419: warning<{ proxySize: string | undefined }>(() => ({
    title: 'A subnet without a container subnet',
    message: (p) =>
      `With a single subnet the build needs a proxy VM${p.proxySize === undefined ? '' : ` of the size "${p.proxySize}", which subscriptions created since July 2026 cannot use`}.`,
    hint: 'Add "containerSubnet:", a subnet of the same network that is delegated to Microsoft.ContainerInstance/containerGroups.',
    why: 'The proxy VM comes with a load balancer and a private link; Microsoft advises against it. A container subnet is cheaper and has fewer parts that can fail.',
    right: ['vm: { subnet: vnet/build, containerSubnet: vnet/containers }'],
    doc: docs.vnet,
  })),
  AIB420: warning(() => ({
    title: 'A proxy size without a subnet',
    message: () =>
      'The proxy size has no effect: a proxy VM is created only for a build in a subnet.',
    hint: 'Remove the proxy size, or add the subnet.',
    why: 'The service creates the proxy VM only in a subnet without a container subnet. A value without effect suggests something that is not so.',
    right: ['vm: { subnet: vnet/build, containerSubnet: vnet/containers }'],
    doc: docs.vnet,
  })),
  AIB421: warning<{ version: string }>(() => ({
    title: 'A deprecated list of regions',
    message: (p) => `"replicationRegions" is deprecated in API version ${p.version}.`,
    hint: 'Use "targetRegions", or the short form "regions".',
    why: 'The service still accepts it, but only the newer property knows replicas and storage for each region.',
    right: ['distribute:', '  - gallery: corpGallery/web', '    regions: [eastus2, westus2]'],
    doc: docs.sharedImage,
  })),
  AIB422: info(() => ({
    title: 'A VHD that is deleted with the template',
    message: () =>
      'The VHD is written to the staging resource group, which is deleted with the template.',
    hint: 'Add "uri:", or copy the VHD before you delete the template.',
    why: 'The staging resource group belongs to the template. With it goes everything in it, the VHD too.',
    right: [
      'distribute:',
      '  - vhd: web',
      '    uri: https://corpimages.blob.core.windows.net/vhds/web.vhd',
    ],
    doc: docs.vhd,
  })),
  AIB423: info(() => ({
    title: 'Distribution after a failed validation',
    message: () =>
      'The image is distributed even if a validation fails, although the run then counts as failed.',
    hint: 'Remove it to distribute only an image that passes.',
    why: 'An image that failed its own tests becomes the latest version, and machines are created from it.',
    right: ['validate:', '  - shell: systemctl is-active nginx'],
    doc: docs.validate,
  })),
  AIB424: info(() => ({
    title: 'A build VM that stays after an error',
    message: () =>
      'After an error the build VM and its network stay in the staging resource group, and cost money until someone deletes them.',
    hint: 'Use "cleanup" once the error is found.',
    why: 'It is meant for finding an error: you can log in to the VM. Nobody else deletes it.',
    right: ['errorHandling: cleanup'],
    doc: docs.errorHandling,
  })),
  AIB425: warning<{ region: string }>(() => ({
    title: 'Regions without the region of the template',
    message: (p) =>
      `The regions do not include "${shorten(p.region)}", the region of the template.`,
    hint: 'Check that the region of the image definition is in the list; if it is, suppress this warning.',
    why: 'An image version needs the region of its image definition, and the spec does not say where the definition is. The service reports the problem when it distributes the image, after the whole build.',
    right: [
      'location: eastus2',
      'distribute:',
      '  - gallery: corpGallery/web',
      '    regions: [eastus2, westus2]',
    ],
    doc: docs.sharedImage,
  })),
  AIB426: info<{ source: string }>(() => ({
    title: 'An image that can be generalized three times',
    message: (p) => `Images of ${shorten(p.source)} can be generalized only three times.`,
    hint: 'Start from the marketplace image each time, not from your previous image.',
    why: 'Windows counts how often an installation was generalized, and Sysprep refuses after the third time.',
    right: ['source: MicrosoftWindowsServer:WindowsServer:2025-datacenter-g2:latest'],
    doc: docs.generalize,
  })),
  AIB427: info<{ path: string }>(() => ({
    title: 'A step that deletes the deprovision script',
    message: (p) => `The step deletes ${p.path}, which the service runs to generalize the image.`,
    hint: 'Keep the file.',
    why: 'Without the file the service runs its own commands. What the step was meant to leave is lost.',
    right: ['customize:', '  - shell: rm -f /tmp/installer.sh'],
    doc: docs.generalize,
  })),
  AIB428: warning<{ size: string; what: string; image: string }>(() => ({
    title: 'A VM size that probably cannot boot the source',
    message: (p) =>
      `The VM size "${p.size}" boots ${p.what} images, but the source is probably ${p.image}.`,
    hint: 'Choose another size, or add the "generation:" of the source.',
    why: 'A size boots generation 1, 2 or both. The wrong one fails when the build VM is created.',
    right: ['vm: { size: Standard_D2ds_v5 }'],
    doc: docs.generations,
  })),
  AIB471: warning<{ path: string }>(() => ({
    title: 'A part that no spec uses',
    message: (p) => `No spec of this run uses "${p.path}".`,
    hint: 'Use it with "extends:" or "steps:", or delete it.',
    why: 'A part that nothing uses is not built, though it looks as if it were.',
  })),
  AIB472: warning<{ path: string }>(() => ({
    title: 'A script that no spec uses',
    message: (p) =>
      `No spec of this run uses the script "${p.path}", which is in the same folder as scripts that are used.`,
    hint: 'Use it in a step, or delete it.',
    why: 'A script that nothing uses is uploaded and reviewed for nothing, or a step was meant to use it.',
    doc: docs.customize,
  })),
});
