/** 35x: triggers, the staging resource group and content hashes. */
import { docs } from '../../service/docs';
import { error, shorten } from './define-code';

export const triggerCodes = () => ({
  AIB350: error(() => ({
    title: 'A trigger on a managed image',
    message: () =>
      'The trigger waits for a new version of the source, but a managed image has no versions.',
    hint: 'Use a marketplace image or a gallery as the source, or remove "trigger".',
    why: 'A managed image has no versions that could be new.',
    right: ['source: Canonical:ubuntu-24_04-lts:server:latest', 'trigger: true'],
    doc: docs.triggers,
  })),
  AIB351: error<{ version: string }>(() => ({
    title: 'A trigger on a pinned source version',
    message: (p) =>
      `The trigger waits for a new version of the source, which is pinned to "${shorten(p.version)}".`,
    hint: 'Use the version "latest" for the source, or remove "trigger".',
    why: 'A pinned version never changes, so that the trigger never starts a build.',
    doc: docs.triggers,
  })),
  AIB352: error<{ version: string }>(() => ({
    title: 'A trigger with a pinned target version',
    message: (p) =>
      `The trigger starts many builds, but the target always writes the version "${shorten(p.version)}".`,
    hint: 'Remove the version of the target: the service numbers the versions.',
    why: 'The second build that the trigger starts fails: the version exists.',
    right: ['distribute:', '  - gallery: corpGallery/web', 'trigger: true'],
    doc: docs.triggers,
  })),
  AIB353: error<{ definition: string }>(() => ({
    title: 'A trigger that would start itself',
    message: (p) =>
      `The source and the target are the same image definition, "${shorten(p.definition)}", so each build would trigger the next.`,
    hint: 'Distribute to another image definition.',
    why: 'Each build would publish a new version of its own source, and so start the next one, for ever.',
    right: [
      'source: { gallery: corpGallery/base }',
      'distribute:',
      '  - gallery: corpGallery/web',
      'trigger: true',
    ],
    doc: docs.triggers,
  })),
  AIB354: error<{ subscription: string }>(() => ({
    title: 'A staging resource group in another subscription',
    message: (p) =>
      `The staging resource group is in the subscription ${shorten(p.subscription)}; it has to be in the subscription of the template.`,
    hint: 'Use a resource group in the same subscription.',
    why: 'The service creates the build VM in the subscription of the template.',
    right: ['stagingResourceGroup: staging-rg'],
    doc: docs.stagingResourceGroup,
  })),
  AIB355: error<{ name: string }>(() => ({
    title: 'A parameter in content whose hash is the name',
    message: (p) =>
      `The parameter "${p.name}" is part of the content whose hash names the template: another value would change the content but not the name.`,
    hint: 'Use "matrix", or remove "naming: contentHash".',
    why: 'The name would be the same for two contents, or its hash would not be known before the deployment.',
    right: ['naming: contentHash', 'vm: { size: Standard_D2ds_v5 }'],
    doc: docs.troubleshoot,
  })),
});
