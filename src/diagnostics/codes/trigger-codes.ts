/** 35x: triggers, the staging group and content hashes. */
import { docs } from '../../service/docs';
import { code, shorten } from './define-code';

export const triggerCodes = {
  AIB350: code({
    severity: 'error',
    title: 'A trigger on a managed image',
    message: () =>
      'The trigger waits for a new version of the source, and a managed image has no versions.',
    hint: 'Use a marketplace image or a gallery as the source, or take "trigger" out.',
    doc: docs.triggers,
  }),
  AIB351: code<{ version: string }>({
    severity: 'error',
    title: 'A trigger on a source of one version',
    message: (p) =>
      `The trigger waits for a new version of the source, which is fixed to "${shorten(p.version)}".`,
    hint: 'Use the version "latest" for the source, or take "trigger" out.',
    doc: docs.triggers,
  }),
  AIB352: code<{ version: string }>({
    severity: 'error',
    title: 'A trigger with a target of one version',
    message: (p) =>
      `The trigger builds again and again, and the target always makes the version "${shorten(p.version)}".`,
    hint: 'Take the version of the target out: the service counts.',
    doc: docs.triggers,
  }),
  AIB353: code<{ definition: string }>({
    severity: 'error',
    title: 'A trigger that would start itself',
    message: (p) =>
      `The source and the target are the same image definition, "${shorten(p.definition)}": each build would trigger the next.`,
    hint: 'Distribute to another image definition.',
    doc: docs.triggers,
  }),
  AIB354: code<{ subscription: string }>({
    severity: 'error',
    title: 'A staging group in another subscription',
    message: (p) =>
      `The staging group is in the subscription ${shorten(p.subscription)}; the service needs it in that of the template.`,
    hint: 'Use a resource group of the same subscription.',
    doc: docs.stagingResourceGroup,
  }),
  AIB355: code<{ name: string }>({
    severity: 'error',
    title: 'A parameter in what the name is a hash of',
    message: (p) =>
      `The parameter "${p.name}" is used in what the hash of the name covers: with another value the content would be another, and the name the same.`,
    hint: 'Use "matrix", or take "naming: contentHash" out.',
    doc: docs.troubleshoot,
  }),
} as const;
