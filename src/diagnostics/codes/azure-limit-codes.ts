/** 37x: names, sizes, replicas and regions that Azure refuses. */
import { docs } from '../../service/docs';
import { error, shorten } from './define-code';

export const azureLimitCodes = () => ({
  AIB370: error<{ value: string; largest: number }>(() => ({
    title: 'An image version with too large a number',
    message: (p) => `The version "${shorten(p.value)}" has a number above ${p.largest}.`,
    hint: 'Use smaller numbers: a date may be written as 2026.11.26.',
    why: 'A gallery keeps each of the three numbers as a 32-bit integer. The service finds out when it distributes the image, after the whole build.',
    doc: docs.sharedImage,
  })),
  AIB371: error<{ noun: string; name: string; rule: string }>(() => ({
    title: 'A name that Azure refuses',
    message: (p) =>
      `"${shorten(p.name)}" cannot be the name of ${/^[aeiou]/.test(p.noun) ? 'an' : 'a'} ${p.noun}.`,
    hint: (p) => `Use ${p.rule}.`,
    why: 'No resource can have this name: the deployment or the build fails.',
    doc: docs.names,
  })),
  AIB372: error<{ size: string; retirement: string; near: string | undefined }>(() => ({
    title: 'A VM size that has been retired',
    message: (p) => `The size "${p.size}" was retired on ${p.retirement}.`,
    hint: (p) => (p.near === undefined ? 'Choose another size.' : `Use "${p.near}".`),
    why: 'Azure makes no VM of a retired size: every build fails.',
    doc: docs.retirements,
  })),
  AIB373: error<{ count: number; limit: number }>(() => ({
    title: 'Too many replicas',
    message: (p) => `The image version has ${p.count} replicas; Azure takes ${p.limit}.`,
    hint: 'Lower "replicaCount", or name fewer regions.',
    why: 'The limit holds for all regions of a version together. The service finds out when it distributes the image, after the whole build.',
    doc: docs.galleryLimits,
  })),
  AIB374: error<{ region: string; regions: readonly string[] }>(() => ({
    title: 'Regions without that of the image definition',
    message: (p) =>
      `The image definition is made in "${p.region}", and the image version is not kept there.`,
    hint: (p) => `Write "regions: [${[p.region, ...p.regions].join(', ')}]".`,
    why: 'An image version belongs to the region of its definition, and that region has to be among those that it is copied to. The service finds out when it distributes the image, after the whole build.',
    doc: docs.sharedImage,
  })),
  AIB375: error(() => ({
    title: 'An image of a community gallery',
    message: () => 'The service does not build from images of community galleries.',
    hint: 'Start from a marketplace image, or from a gallery that is shared with you directly.',
    why: 'The documentation lists marketplace images, managed images, and image versions of a gallery or of a direct shared gallery.',
    doc: docs.source,
  })),
  AIB376: error<{ group: string }>(() => ({
    title: 'The resource group of the template as the staging group',
    message: (p) =>
      `The staging group "${shorten(p.group)}" is the resource group of the template, but a staging group has to be empty.`,
    hint: 'Name a group of its own, or remove the key: the service then makes one.',
    why: 'The service refuses a staging group that holds resources. It keeps the build VM, its disk and the logs there, and deletes them with the template.',
    doc: docs.stagingResourceGroup,
  })),
});
