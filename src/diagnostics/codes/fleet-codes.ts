/** 24x: images that conflict with each other. */
import { docs } from '../../service/docs';
import { error, shorten, warning } from './define-code';

export const fleetCodes = () => ({
  AIB240: error<{ name: string; image: string; other: string }>(() => ({
    title: 'Two images with the same staging resource group',
    message: (p) =>
      `The staging resource group "${shorten(p.name)}" of "${p.image}" is also used by "${p.other}"; each template needs its own.`,
    hint: 'Name another group, or none: then the service creates one.',
    why: 'The service owns the staging group of a template and deletes it with the template. Two templates cannot share one.',
    doc: docs.stagingResourceGroup,
  })),
  AIB241: error<{ name: string; image: string; other: string }>(() => ({
    title: 'Two images that write the same gallery version',
    message: (p) =>
      `The version "${shorten(p.name)}" is written by both "${p.image}" and "${p.other}"; a version can be created only once.`,
    hint: 'Use another version or definition, or omit the version: then the service numbers it.',
    why: 'The second build fails when it distributes, because a gallery version can be written once.',
    doc: docs.sharedImage,
  })),
  AIB242: error<{ name: string; image: string; other: string }>(() => ({
    title: 'Two images that write to the same target',
    message: (p) => `"${shorten(p.name)}" is written by both "${p.image}" and "${p.other}".`,
    hint: 'Give each image its own target.',
    why: 'Each build overwrites what the other one has written.',
    doc: docs.distribute,
  })),
  AIB243: error<{ name: string; image: string; other: string; is: string; otherIs: string }>(
    () => ({
      title: 'Two images that do not fit one image definition',
      message: (p) =>
        `The image definition "${shorten(p.name)}" is shared by "${p.image}", which is ${p.is}, and "${p.other}", which is ${p.otherIs}.`,
      hint: 'Use a separate image definition for each.',
      why: 'The operating system, generation and architecture of an image definition hold for all of its versions.',
      doc: docs.sharedImage,
    }),
  ),
  AIB244: error<{ what: string; name: string; image: string; other: string; path: string }>(() => ({
    title: 'A resource created with different settings',
    message: (p) =>
      `The ${p.what} "${shorten(p.name)}" is created by both "${p.image}" and "${p.other}", with a different ${p.path}.`,
    hint: 'Create it in one spec only, or with the same settings in all (in a base, for example).',
    why: 'Each deployment would change the resource back to its own settings.',
    doc: docs.definition,
  })),
  AIB245: error<{ name: string; image: string; other: string; names: string }>(() => ({
    title: 'Two image definitions with the same publisher, offer and SKU',
    message: (p) =>
      `The image definition "${shorten(p.name)}" of "${p.image}" has the same publisher, offer and SKU as "${shorten(p.other)}" in the same gallery (${shorten(p.names)}).`,
    hint: 'Give one of them a different "sku".',
    why: 'A gallery refuses two definitions with the same publisher, offer and SKU.',
    doc: docs.definition,
  })),
  AIB247: warning<{ region: string; count: number; limit: number }>(() => ({
    title: 'More triggers than a region takes',
    message: (p) =>
      `${p.count} images of the region "${shorten(p.region)}" have a trigger; a subscription may have ${p.limit} in a region.`,
    hint: 'Build some of them on the schedule of the pipeline instead, or in another region or subscription.',
    why: 'The service refuses the triggers beyond its limit when they are deployed.',
    doc: docs.triggers,
  })),
});
