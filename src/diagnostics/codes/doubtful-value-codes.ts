/** 4xx: values that are probably wrong. */
import { docs } from '../../service/docs';
import { code, shorten } from './define-code';

export const doubtfulValueCodes = {
  AIB402: code<{ region: string; near: string | undefined }>({
    severity: 'warning',
    title: 'A region without Image Builder',
    message: (p) =>
      `The region "${shorten(p.region)}" is not known to have Azure VM Image Builder.`,
    hint: (p) =>
      p.near === undefined ? 'Check the list of regions.' : `Did you mean "${p.near}"?`,
    doc: docs.location,
  }),
  AIB407: code<{ account: string; writes: boolean; first: boolean }>({
    severity: 'warning',
    title: 'A storage account of unknown group',
    message: (p) =>
      `The right to ${p.writes ? 'write to' : 'read from'} the storage account "${p.account}" cannot be deployed: its resource group is not known.`,
    hint: (p) => {
      const key = /^[a-z0-9]+$/i.test(p.account) ? p.account : `"${p.account}"`;
      return p.first
        ? `Add to the spec: storageAccounts: { ${key}: <resource group> }`
        : `Add below storageAccounts: ${key}: <resource group>`;
    },
    doc: docs.storage,
  }),
  AIB409: code<{ image: string }>({
    severity: 'warning',
    title: 'A purchase plan that is missing',
    message: (p) =>
      `Images of ${shorten(p.image)} are sold with a purchase plan, and none is given.`,
    hint: 'Write "source: { urn: ..., plan: true }", and accept the terms once.',
    doc: docs.plan,
  }),
  AIB410: code<{ value: string }>({
    severity: 'warning',
    title: 'A destination without a file name',
    message: (p) =>
      `The destination "${shorten(p.value)}" ends in a separator; the full path with the file name is wanted.`,
    hint: 'Add the file name.',
    doc: docs.file,
  }),
  AIB440: code<{ key: string; value: string; source: string; told: string }>({
    severity: 'warning',
    title: 'A source that is said to be what its name denies',
    message: (p) =>
      `The spec says "${p.key}: ${p.value}", and the name of the source (${shorten(p.source)}) says ${p.told}.`,
    hint: (p) => `Take "${p.key}" out, or name another source.`,
    doc: docs.source,
  }),
  AIB441: code<{ value: string }>({
    severity: 'warning',
    title: 'An address that is none',
    message: (p) =>
      `"${shorten(p.value)}" is no address: the service fetches and writes over https.`,
    hint: 'Write the whole address (https://...), or in the short form a path that begins with "./" or "../".',
    doc: docs.customize,
  }),
  AIB442: code<{ path: string; megabytes: number }>({
    severity: 'warning',
    title: 'A file that is too large for a File step',
    message: (p) =>
      `The file "${shorten(p.path)}" has ${p.megabytes} MB; a File step is for less than 20 MB.`,
    hint: 'Fetch it in a shell or powershell step.',
    doc: docs.file,
  }),
  AIB445: code<{ value: string; near: string | undefined }>({
    severity: 'warning',
    title: 'A malformed version of the source',
    message: (p) =>
      `The version "${shorten(p.value)}" of the source is neither "latest" nor three numbers.`,
    hint: (p) =>
      p.near === undefined ? 'Write "latest", or a version as 1.2.3.' : `Did you mean "${p.near}"?`,
    doc: docs.source,
  }),
  AIB446: code<{ name: string }>({
    severity: 'warning',
    title: 'A definition that looks like a version',
    message: (p) =>
      `"${shorten(p.name)}" is read as the name of a definition, and looks like a version.`,
    hint: 'Write a version as three numbers: gallery/definition/1.2.3.',
    doc: docs.sharedImage,
  }),
  AIB447: code<{ size: string; near: string }>({
    severity: 'warning',
    title: 'A malformed name of a VM size',
    message: (p) => `The size "${shorten(p.size)}" is not written as Azure names sizes.`,
    hint: (p) => `Did you mean "${p.near}"?`,
    doc: docs.vmSize,
  }),
  AIB448: code<{ region: string }>({
    severity: 'warning',
    title: 'A region given twice',
    message: (p) => `The region "${p.region}" is given twice.`,
    hint: 'Take one of the two out.',
    doc: docs.sharedImage,
  }),
  AIB449: code<{ region: string; near: string | undefined }>({
    severity: 'warning',
    title: 'An unknown Azure region',
    message: (p) => `"${shorten(p.region)}" is not a known Azure region.`,
    hint: (p) =>
      p.near === undefined ? 'Check the name of the region.' : `Did you mean "${p.near}"?`,
    why: 'The service checks the regions of a target when it distributes the image, after the whole build. The list of regions grows: silence the warning for a new one.',
    doc: docs.location,
  }),
  AIB470: code<{ path: string }>({
    severity: 'warning',
    title: 'A shell script with Windows line endings',
    message: (p) =>
      `The script "${shorten(p.path)}" has Windows line endings (CRLF), over which a Linux shell stumbles; its checksum is that of the file as it is.`,
    hint: 'Save it with LF, and add "*.sh text eol=lf" to .gitattributes.',
    doc: docs.shell,
  }),
  AIB480: code<{ value: string }>({
    severity: 'warning',
    title: 'An address that only a parameter tells',
    message: (p) =>
      `Whether "${shorten(p.value)}" lies in Azure Storage is told only by its parameter, so that the right to it cannot be deployed.`,
    hint: 'Write the host of the address out, or let the identity be given Storage Blob Data Reader on the container by hand.',
    doc: docs.storage,
  }),
  AIB481: code<{ account: string }>({
    severity: 'warning',
    title: 'A storage account that no address names',
    message: (p) =>
      `storageAccounts says where "${p.account}" is, and no address of the spec names it.`,
    hint: 'Take it out, or mend its name.',
    doc: docs.storage,
  }),
} as const;
