/** 4xx: values that are probably wrong. */
import { docs } from '../../service/docs';
import { code, shorten } from './define-code';

export const doubtfulValueCodes = {
  AIB402: code<{ region: string; near: string | undefined }>({
    severity: 'warning',
    title: 'A region without Image Builder',
    message: (p) =>
      `Azure VM Image Builder is not known to be available in "${shorten(p.region)}".`,
    hint: (p) =>
      p.near === undefined ? 'Check the list of regions.' : `Did you mean "${p.near}"?`,
    doc: docs.location,
  }),
  AIB407: code<{ account: string; writes: boolean; first: boolean }>({
    severity: 'warning',
    title: 'A storage account of unknown resource group',
    message: (p) =>
      `The role assignment to ${p.writes ? 'write to' : 'read from'} the storage account "${p.account}" cannot be deployed: its resource group is unknown.`,
    hint: (p) => {
      const key = /^[a-z0-9]+$/i.test(p.account) ? p.account : `"${p.account}"`;
      return p.first
        ? `Add to the spec: storageAccounts: { ${key}: <resource group> }`
        : `Add under storageAccounts: ${key}: <resource group>`;
    },
    why: 'A role assignment is deployed into the resource group of the account, which its URI does not contain.',
    doc: docs.storage,
  }),
  AIB409: code<{ image: string }>({
    severity: 'warning',
    title: 'A missing purchase plan',
    message: (p) => `Images of ${shorten(p.image)} need a purchase plan.`,
    hint: 'Write "source: { urn: ..., plan: true }", and accept the terms once.',
    doc: docs.plan,
  }),
  AIB410: code<{ value: string }>({
    severity: 'warning',
    title: 'A destination without a file name',
    message: (p) =>
      `The destination "${shorten(p.value)}" ends with a separator; expected the full path with the file name.`,
    hint: 'Add the file name.',
    doc: docs.file,
  }),
  AIB440: code<{ key: string; value: string; source: string; expected: string }>({
    severity: 'warning',
    title: 'A key that contradicts the name of the source',
    message: (p) =>
      `The spec says "${p.key}: ${p.value}", but the name of the source (${shorten(p.source)}) says ${p.expected}.`,
    hint: (p) => `Remove "${p.key}", or use another source.`,
    doc: docs.source,
  }),
  AIB441: code<{ value: string }>({
    severity: 'warning',
    title: 'An invalid URI',
    message: (p) => `Invalid URI "${shorten(p.value)}": the service reads and writes over https.`,
    hint: 'Write the full URI (https://...), or in a short form a path that starts with "./" or "../".',
    doc: docs.customize,
  }),
  AIB442: code<{ path: string; megabytes: number }>({
    severity: 'warning',
    title: 'A file that is too large for a File step',
    message: (p) =>
      `The file "${shorten(p.path)}" has ${p.megabytes} MB, but a File step is for less than 20 MB.`,
    hint: 'Download it in a shell or powershell step.',
    doc: docs.file,
  }),
  AIB445: code<{ value: string; near: string | undefined }>({
    severity: 'warning',
    title: 'A malformed version of the source',
    message: (p) =>
      `Invalid version "${shorten(p.value)}" of the source: expected "latest" or three numbers.`,
    hint: (p) =>
      p.near === undefined
        ? 'Write "latest", or a version as in 1.2.3.'
        : `Did you mean "${p.near}"?`,
    doc: docs.source,
  }),
  AIB446: code<{ name: string }>({
    severity: 'warning',
    title: 'An image definition that looks like a version',
    message: (p) =>
      `"${shorten(p.name)}" is read as the name of an image definition, but looks like a version.`,
    hint: 'Write a version as three numbers: gallery/definition/1.2.3.',
    doc: docs.sharedImage,
  }),
  AIB447: code<{ size: string; near: string }>({
    severity: 'warning',
    title: 'A malformed name of a VM size',
    message: (p) => `"${shorten(p.size)}" does not look like the name of a VM size.`,
    hint: (p) => `Did you mean "${p.near}"?`,
    doc: docs.vmSize,
  }),
  AIB448: code<{ region: string }>({
    severity: 'warning',
    title: 'A duplicate region',
    message: (p) => `The region "${p.region}" is listed twice.`,
    hint: 'Remove one of them.',
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
      `The script "${shorten(p.path)}" has Windows line endings (CRLF), which a Linux shell cannot run; its checksum is that of the file as it is.`,
    hint: 'Save it with LF, and add "*.sh text eol=lf" to .gitattributes.',
    doc: docs.shell,
  }),
  AIB480: code<{ value: string }>({
    severity: 'warning',
    title: 'A URI whose host is a parameter',
    message: (p) =>
      `It depends on a parameter whether "${shorten(p.value)}" is in Azure Storage, so its role assignment cannot be deployed.`,
    hint: 'Write the host of the URI, or assign Storage Blob Data Reader on the container to the identity by hand.',
    doc: docs.storage,
  }),
  AIB481: code<{ account: string }>({
    severity: 'warning',
    title: 'A storage account that no URI uses',
    message: (p) =>
      `storageAccounts lists "${p.account}", but no URI of the spec is in that account.`,
    hint: 'Remove it, or correct its name.',
    doc: docs.storage,
  }),
} as const;
