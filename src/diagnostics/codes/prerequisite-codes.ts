/** 33x: image definitions and networks that aibgen deploys. */
import { docs } from '../../service/docs';
import { code, shorten } from './define-code';

export const prerequisiteCodes = {
  AIB330: code<{ source: string; is: string; otherIs: string }>({
    severity: 'error',
    title: 'An image definition that does not fit its source',
    message: (p) =>
      `The image definition is ${p.is}, but its source (${p.source}) is ${p.otherIs}.`,
    hint: 'Remove this key, so that the value of the source is used; or use another source.',
    doc: docs.definition,
  }),
  AIB331: code<{ source: string }>({
    severity: 'error',
    title: 'An image definition of unknown generation',
    message: (p) =>
      `The image definition needs a Hyper-V generation, and that of the source (${p.source}) is unknown.`,
    hint: 'Add "generation: 1" or "generation: 2" to the spec.',
    doc: docs.definition,
  }),
  AIB332: code<{ type: string }>({
    severity: 'error',
    title: 'A security type with generation 1',
    message: (p) => `The security type "${p.type}" needs generation 2.`,
    hint: 'Use a generation 2 source, or write "securityType: none".',
    doc: docs.definition,
  }),
  AIB333: code({
    severity: 'error',
    title: 'Both a new network and an existing subnet',
    message: () => 'The build VM cannot use this subnet: "network" creates one for it.',
    hint: 'Keep either "network" or the subnet.',
    doc: docs.vnet,
  }),
  AIB334: code<{ name: string }>({
    severity: 'error',
    title: 'An image definition created twice',
    message: (p) =>
      `The image definition "${shorten(p.name)}" is already created for another target.`,
    hint: 'Keep "definition" at one of the targets.',
    doc: docs.definition,
  }),
  AIB335: code<{ source: string }>({
    severity: 'error',
    title: 'A managed image for Arm64',
    message: (p) => `Managed images are x64 only, but the source (${p.source}) is Arm64.`,
    hint: 'Distribute to a gallery.',
    doc: docs.managedImage,
  }),
} as const;
