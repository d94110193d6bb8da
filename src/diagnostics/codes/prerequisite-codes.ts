/** 33x: image definitions and networks that aibgen deploys. */
import { docs } from '../../service/docs';
import { code, shorten } from './define-code';

export const prerequisiteCodes = {
  AIB330: code<{ source: string; is: string; otherIs: string }>({
    severity: 'error',
    title: 'A definition that does not fit its source',
    message: (p) => `The definition is ${p.is}, and its source (${p.source}) is ${p.otherIs}.`,
    hint: 'Take it out, and what the source is is filled in; or take another source.',
    doc: docs.definition,
  }),
  AIB331: code<{ source: string }>({
    severity: 'error',
    title: 'A definition of no known generation',
    message: (p) =>
      `The definition needs a Hyper-V generation, and that of the source (${p.source}) is not known.`,
    hint: 'Add "generation: 1" or "generation: 2" to the spec.',
    doc: docs.definition,
  }),
  AIB332: code<{ type: string }>({
    severity: 'error',
    title: 'A security type of generation 1',
    message: (p) => `The security type "${p.type}" needs generation 2.`,
    hint: 'Take a source of generation 2, or write "securityType: none".',
    doc: docs.definition,
  }),
  AIB333: code({
    severity: 'error',
    title: 'A network that is made, and a subnet that exists',
    message: () => 'The build VM cannot be in this subnet: "network" makes one for it.',
    hint: 'Keep "network" or the subnet.',
    doc: docs.vnet,
  }),
  AIB334: code<{ name: string }>({
    severity: 'error',
    title: 'A definition made twice',
    message: (p) => `The definition "${shorten(p.name)}" is made for another target already.`,
    hint: 'Say "definition" at one of the targets.',
    doc: docs.definition,
  }),
  AIB335: code<{ source: string }>({
    severity: 'error',
    title: 'A managed image for Arm64',
    message: (p) => `Managed images are for x64 only, and the source (${p.source}) is for Arm64.`,
    hint: 'Distribute to a gallery.',
    doc: docs.managedImage,
  }),
} as const;
