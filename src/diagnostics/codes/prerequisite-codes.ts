/** 33x: image definitions and networks that aibgen deploys. */
import { docs } from '../../service/docs';
import { error, shorten } from './define-code';

export const prerequisiteCodes = () => ({
  AIB330: error<{ source: string; is: string; otherIs: string }>(() => ({
    title: 'An image definition that does not fit its source',
    message: (p) =>
      `The image definition is ${p.is}, but its source (${p.source}) is ${p.otherIs}.`,
    hint: 'Remove this key, so that the value of the source is used; or use another source.',
    why: 'Azure refuses to publish a version into a definition with another operating system, generation or architecture.',
    right: [
      'distribute:',
      '  - gallery: corpGallery/web',
      "    definition: { publisher: Contoso, offer: web, sku: '1' }",
    ],
    doc: docs.definition,
  })),
  AIB331: error<{ source: string }>(() => ({
    title: 'An image definition of unknown generation',
    message: (p) =>
      `The image definition needs a Hyper-V generation, and that of the source (${p.source}) is unknown.`,
    hint: 'Add "generation: 1" or "generation: 2" to the spec.',
    why: 'The generation of a definition cannot change, and a wrong one makes every build fail when it distributes.',
    right: ['generation: 2'],
    doc: docs.definition,
  })),
  AIB332: error<{ type: string }>(() => ({
    title: 'A security type with generation 1',
    message: (p) => `The security type "${p.type}" needs generation 2.`,
    hint: 'Use a generation 2 source, or write "securityType: none".',
    why: 'Trusted launch and confidential VMs need UEFI, which generation 1 does not have.',
    right: ['source: Canonical:ubuntu-24_04-lts:server:latest'],
    doc: docs.definition,
  })),
  AIB333: error(() => ({
    title: 'Both a new network and an existing subnet',
    message: () => 'The build VM cannot use this subnet: "network" creates one for it.',
    hint: 'Keep either "network" or the subnet.',
    why: 'The build VM is in one subnet.',
    right: ['vm: { subnet: vnet/build }'],
    doc: docs.vnet,
  })),
  AIB334: error<{ name: string }>(() => ({
    title: 'An image definition created twice',
    message: (p) =>
      `The image definition "${shorten(p.name)}" is already created for another target.`,
    hint: 'Keep "definition" at one of the targets.',
    why: 'Two deployments of one resource with different properties overwrite each other.',
    right: ['distribute:', '  - gallery: corpGallery/web', '  - gallery: corpGallery/web-test'],
    doc: docs.definition,
  })),
  AIB335: error<{ source: string }>(() => ({
    title: 'A managed image for Arm64',
    message: (p) => `Managed images are x64 only, but the source (${p.source}) is Arm64.`,
    hint: 'Distribute to a gallery.',
    why: 'Azure knows no managed images for Arm64; a gallery takes them.',
    right: ['distribute:', '  - gallery: corpGallery/web-arm64'],
    doc: docs.managedImage,
  })),
});
