/** 4xx: what works, and usually not as intended. */
import { docs } from '../../service/docs';
import { code, shorten } from './define-code';

export const adviceCodes = {
  AIB401: code<{ source: string }>({
    severity: 'warning',
    title: 'An unknown Hyper-V generation',
    message: (p) =>
      `The Hyper-V generation of the source (${shorten(p.source)}) cannot be told from its name; a size that boots both is written.`,
    hint: 'Add "generation: 1" or "generation: 2".',
    doc: docs.generations,
  }),
  AIB403: code<{ minutes: number }>({
    severity: 'warning',
    title: 'A short timeout for Windows',
    message: (p) =>
      `The build timeout is ${p.minutes} minutes; Windows images rarely build in less than 60.`,
    hint: 'Use 60 minutes or more.',
    doc: docs.timeout,
  }),
  AIB404: code<{ value: string }>({
    severity: 'warning',
    title: 'A Linux file outside of /tmp',
    message: (p) =>
      `The file goes to "${shorten(p.value)}"; on Linux the service can write only below /tmp.`,
    hint: 'Copy it below /tmp, and move it with a shell step.',
    doc: docs.file,
  }),
  AIB405: code<{ path: string }>({
    severity: 'info',
    title: 'A deprovision script of the spec itself',
    message: (p) => `A step writes ${p.path} itself, so that no default deprovision step is added.`,
    hint: 'Say "deprovision: service" to make that plain.',
    doc: docs.generalize,
    causedBy: ['source', 'os'],
  }),
  AIB406: code<{ value: string }>({
    severity: 'warning',
    title: 'A checksum of commands',
    message: () => 'A checksum beside inline commands is not used: it belongs to a script.',
    hint: 'Take it out.',
    doc: docs.customize,
  }),
  AIB413: code({
    severity: 'info',
    title: 'Updates while an installation may be pending',
    message: () =>
      'Windows updates fail while an installer or a restart is pending, and a step before installs something.',
    hint: 'Put "- restart: true" before the updates.',
    doc: docs.windowsUpdate,
  }),
  AIB414: code<{ branch: string }>({
    severity: 'info',
    title: 'An address whose content may change',
    message: (p) =>
      `The address holds whatever the branch "${shorten(p.branch)}" holds when the template is made.`,
    hint: 'Name a commit or a tag in it, or add "sha256:" so that a changed file is refused.',
    doc: docs.customize,
  }),
  AIB415: code({
    severity: 'info',
    title: 'A script without a checksum',
    message: () => 'The script is not checked: it may change between two builds.',
    hint: 'Add "sha256:" with what "sha256sum FILE" prints.',
    doc: docs.customize,
  }),
  AIB416: code<{ version: string }>({
    severity: 'info',
    title: 'A target version that can be made once',
    message: (p) =>
      `The source is the latest one, and the target is always the version "${shorten(p.version)}": the second build fails, for it exists.`,
    hint: 'Take the version out: the service counts.',
    doc: docs.sharedImage,
  }),
  AIB417: code<{ size: string; retirement: string | undefined }>({
    severity: 'warning',
    title: 'A default size that new subscriptions do not get',
    message: (p) =>
      `The default size for generation 1 is "${p.size}", which subscriptions made since July 2026 cannot use${p.retirement === undefined ? '' : ` and which retires on ${p.retirement}`}.`,
    hint: 'Add "vm: { size: Standard_D2ds_v5 }", which boots both generations.',
    doc: docs.retirements,
  }),
  AIB418: code<{ size: string }>({
    severity: 'info',
    title: 'Windows on the default size',
    message: (p) =>
      `Windows builds on "${p.size}", as no size is given; a larger one builds faster.`,
    hint: 'Say which size the build needs with "vm: { size: ... }".',
    doc: docs.vmSize,
  }),
  AIB419: code<{ proxySize: string | undefined }>({
    severity: 'warning',
    title: 'A subnet without a container subnet',
    message: (p) =>
      `Only one subnet is given, so the build goes through a proxy VM${p.proxySize === undefined ? '' : ` of the size "${p.proxySize}", which subscriptions made since July 2026 cannot use`}.`,
    hint: 'Add "containerSubnet:", a subnet of the same network that is delegated to Microsoft.ContainerInstance/containerGroups.',
    why: 'The proxy VM comes with a load balancer and a private link; Microsoft advises against it. A container subnet is cheaper and has fewer parts that can fail.',
    doc: docs.vnet,
  }),
  AIB420: code({
    severity: 'warning',
    title: 'A proxy size without a subnet',
    message: () => 'A proxy VM is made only for a build in a subnet, and none is given.',
    hint: 'Take the proxy size out, or add the subnet.',
    doc: docs.vnet,
  }),
  AIB421: code<{ version: string }>({
    severity: 'warning',
    title: 'Regions in the older form',
    message: (p) => `"replicationRegions" is deprecated in the API version ${p.version}.`,
    hint: 'Use "targetRegions", or "regions" in the short form.',
    doc: docs.sharedImage,
  }),
  AIB422: code({
    severity: 'info',
    title: 'A VHD that goes with the template',
    message: () => 'The VHD is made in the staging group, which is deleted with the template.',
    hint: 'Add "uri:", or copy the VHD before the template is deleted.',
    doc: docs.vhd,
  }),
  AIB423: code({
    severity: 'info',
    title: 'Distribution after a failed validation',
    message: () =>
      'The image is distributed although a validation failed, and the run counts as failed all the same.',
    hint: 'Leave it out to distribute only what passed.',
    doc: docs.validate,
  }),
  AIB424: code({
    severity: 'info',
    title: 'A build VM that stays after an error',
    message: () =>
      'After an error the build VM and its network stay in the staging group, and cost, until somebody deletes them.',
    hint: 'Use "cleanup" when the error is found.',
    doc: docs.errorHandling,
  }),
  AIB425: code<{ region: string }>({
    severity: 'warning',
    title: 'Regions without that of the template',
    message: (p) => `The regions lack "${shorten(p.region)}", the region of the template.`,
    hint: 'Check that the region of the image definition is among them; if it is, silence this warning.',
    why: 'The region of the image definition has to be among those of its versions, and the spec does not say where the definition is. The service finds out when it distributes the image, after the whole build.',
    doc: docs.sharedImage,
  }),
  AIB426: code<{ source: string }>({
    severity: 'info',
    title: 'An image that can be generalized three times',
    message: (p) => `Images of ${shorten(p.source)} can be generalized only three times.`,
    hint: 'Start from the marketplace image each time, not from your last one.',
    doc: docs.generalize,
  }),
  AIB427: code<{ path: string }>({
    severity: 'info',
    title: 'A step that deletes the deprovision script',
    message: (p) => `The step deletes ${p.path}, with which the service generalizes the image.`,
    hint: 'Leave the file where it is.',
    doc: docs.generalize,
  }),
  AIB428: code<{ size: string; what: string; image: string }>({
    severity: 'warning',
    title: 'A VM size that probably cannot boot the source',
    message: (p) =>
      `The size "${p.size}" runs ${p.what} images; the source is probably ${p.image}.`,
    hint: 'Choose another size, or tell the "generation:" of the source.',
    doc: docs.generations,
  }),
  AIB471: code<{ path: string }>({
    severity: 'warning',
    title: 'A part that no spec uses',
    message: (p) => `No spec of the run uses "${p.path}".`,
    hint: 'Use it with "extends:" or "steps:", or remove it.',
  }),
  AIB472: code<{ path: string }>({
    severity: 'warning',
    title: 'A script that no spec uses',
    message: (p) =>
      `No spec of the run uses the script "${p.path}", which stands beside others that are used.`,
    hint: 'Use it in a step, or remove it.',
    doc: docs.customize,
  }),
} as const;
