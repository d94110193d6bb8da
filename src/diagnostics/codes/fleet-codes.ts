/** 24x: images that conflict with each other. */
import { docs } from '../../service/docs';
import { code, shorten } from './define-code';

export const fleetCodes = {
  AIB240: code<{ name: string; image: string; other: string }>({
    severity: 'error',
    title: 'Two images with one staging group',
    message: (p) =>
      `The staging group "${shorten(p.name)}" of "${p.image}" is that of "${p.other}" too; a group serves one template.`,
    hint: 'Name another group, or none: then the service makes one.',
    doc: docs.stagingResourceGroup,
  }),
  AIB241: code<{ name: string; image: string; other: string }>({
    severity: 'error',
    title: 'Two images that make one gallery version',
    message: (p) =>
      `The version "${shorten(p.name)}" is made by "${p.image}" and by "${p.other}"; a version is made once.`,
    hint: 'Name another version or definition, or leave the version out: then the service counts.',
    doc: docs.sharedImage,
  }),
  AIB242: code<{ name: string; image: string; other: string }>({
    severity: 'error',
    title: 'Two images that write to one place',
    message: (p) => `"${shorten(p.name)}" is written by "${p.image}" and by "${p.other}".`,
    hint: 'Give each image a target of its own.',
    doc: docs.distribute,
  }),
  AIB243: code<{ name: string; image: string; other: string; is: string; otherIs: string }>({
    severity: 'error',
    title: 'Two images that do not fit one definition',
    message: (p) =>
      `The definition "${shorten(p.name)}" gets "${p.image}", which is ${p.is}, and "${p.other}", which is ${p.otherIs}; a definition is for one kind.`,
    hint: 'Give each kind a definition of its own.',
    doc: docs.sharedImage,
  }),
  AIB244: code<{ what: string; name: string; image: string; other: string; path: string }>({
    severity: 'error',
    title: 'One thing made in two ways',
    message: (p) =>
      `The ${p.what} "${shorten(p.name)}" is made by "${p.image}" and by "${p.other}", with another ${p.path}.`,
    hint: 'Make it in one spec only, or in all alike (a base can say it).',
    doc: docs.definition,
  }),
  AIB245: code<{ name: string; image: string; other: string; names: string }>({
    severity: 'error',
    title: 'Two definitions of one publisher, offer and SKU',
    message: (p) =>
      `The definition "${shorten(p.name)}" of "${p.image}" has the publisher, offer and SKU of "${shorten(p.other)}" in the same gallery (${shorten(p.names)}).`,
    hint: 'Give one of them a "sku" of its own.',
    doc: docs.definition,
  }),
} as const;
