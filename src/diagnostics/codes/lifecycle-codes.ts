/** 45x: sizes and images at the end of their life, and what an image needs of the VMs that are made of it. */
import { docs } from '../../service/docs';
import { info, shorten, warning } from './define-code';

export const lifecycleCodes = () => ({
  AIB450: warning<{
    size: string;
    retirement: string | undefined;
    blocked: boolean;
    near: string | undefined;
  }>(() => ({
    title: 'A VM size that is going to be retired',
    message: (p) => {
      const what = [
        ...(p.retirement === undefined ? [] : [`retires on ${p.retirement}`]),
        ...(p.blocked ? ['cannot be used by subscriptions made since July 2026'] : []),
      ];
      return `The size "${p.size}" ${what.join(' and ')}.`;
    },
    hint: (p) => (p.near === undefined ? 'Choose another size.' : `Use "${p.near}".`),
    why: 'New subscriptions are refused sizes of these series (SkuNotAvailable), existing ones get no more quota, and from the retirement date on every build fails.',
    doc: docs.retirements,
  })),
  AIB451: info<{ source: string; type: string | undefined }>(() => ({
    title: 'A security type that is a guess',
    message: (p) =>
      `The image definition is made ${p.type === undefined ? 'without a security type' : `with the security type "${p.type}"`}, which is not certain for the source (${shorten(p.source)}).`,
    hint: 'Look it up with "az vm image show --urn ... --query features", and write it as "securityType:".',
    why: 'A definition keeps its security type. Where it is another one than that of the source, the service cannot put the image there, or VMs of the image have no Trusted Launch.',
    doc: docs.securityTypes,
  })),
  AIB452: warning<{ size: string }>(() => ({
    title: 'A definition without NVMe for a size that needs it',
    message: (p) =>
      `The size "${p.size}" has NVMe disks only, and the image definition does not say that its images support them.`,
    hint: 'Use a v5 size, or write "features: [{ name: DiskControllerTypes, value: \'SCSI, NVMe\' }]" in the definition if the source has it.',
    why: 'Only images that are tagged for NVMe start on such a size, and the disk of such a VM can only go into a definition that has the tag. A definition keeps its features.',
    doc: docs.nvme,
  })),
  AIB453: info<{ source: string }>(() => ({
    title: 'A managed image of a Trusted Launch source',
    message: (p) =>
      `The source (${shorten(p.source)}) supports Trusted Launch; VMs of a managed image never have it.`,
    hint: 'Distribute to a gallery.',
    why: 'Managed images have no security type. Windows 11, for example, then starts without a virtual TPM.',
    doc: docs.trustedLaunch,
  })),
  AIB454: warning<{ source: string; system: string; end: string; successor: string }>(() => ({
    title: 'A source that is out of support',
    message: (p) =>
      `The source (${shorten(p.source)}) is ${p.system}, which was supported until ${p.end}.`,
    hint: (p) => `Start from "${p.successor}:latest".`,
    why: 'The system gets no security fixes. Publishers remove such images from the marketplace, and the service then refuses the template.',
    doc: docs.findImages,
  })),
  AIB455: info<{ version: string }>(() => ({
    title: 'A version of the source that goes away',
    message: (p) =>
      `The version "${shorten(p.version)}" of the source is one that its publisher removes some time after newer ones.`,
    hint: 'Use "latest", or keep the image in a gallery of your own and start from that.',
    why: 'Publishers keep some versions only; Canonical, for example, about the last 20, or those of six months. The service then refuses the template.',
    doc: docs.findImages,
  })),
  AIB456: info(() => ({
    title: 'What existing subnets must have',
    message: () =>
      'The build uses a subnet that exists, which must have a way out to the Internet and network rules that let the build through.',
    hint: 'Check it with the list in the README of the image, or let "network: true" make the network.',
    why: 'Networks made since 2026-03-31 have no way out by default. A build that cannot get out ends with its timeout, after hours.',
    doc: docs.vnet,
  })),
  AIB457: info(() => ({
    title: 'A source that is shared directly',
    message: () => 'The gallery of the source is shared directly: no right on it can be deployed.',
    hint: 'Let the owner of the gallery share it with your subscription or tenant.',
    why: 'A direct shared gallery belongs to someone else and has no role assignments of yours; being shared with is all that is needed.',
    doc: docs.sharedDirectly,
  })),
  AIB458: info(() => ({
    title: 'A definition for confidential VMs only',
    message: () =>
      'The security type "ConfidentialVM" is for images that were captured from a confidential VM with its encrypted disk; the service builds none of them.',
    hint: 'Write "ConfidentialVMSupported" for images of which confidential VMs are made.',
    why: 'Definitions of "ConfidentialVM" take encrypted images. The service builds from sources that are "ConfidentialVMSupported", and their images are that too.',
    doc: docs.securityTypes,
  })),
  AIB459: info<{ what: 'network' | 'gallery'; name: string }>(() => ({
    title: 'A created resource that each deployment writes again',
    message: (p) =>
      `Each deployment writes the ${p.what} "${shorten(p.name)}" as the spec has it: ${
        p.what === 'network'
          ? 'subnets and settings that others added to it are removed'
          : 'its description, sharing and other settings that others changed are reset'
      }.`,
    hint: (p) =>
      p.what === 'network'
        ? 'Let nothing else use this network; or deploy it once, then remove "network" and name its subnets under "vm".'
        : 'Once the gallery exists, remove "createGallery" where others change it.',
    why: 'A deployment puts each of its resources as a whole. What it does not name gets the default of Azure again, and the subnets of a network are part of it.',
    doc: docs.resourceUpdates,
  })),
});
