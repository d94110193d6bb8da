/** 2xx: references, parameters and files that a spec names. */
import { docs } from '../../service/docs';
import { quoted } from '../../lib/words';
import { error, shorten, warning } from './define-code';

export const referenceCodes = () => ({
  AIB201: error<{ value: string; short: string; id: string }>(() => ({
    title: 'A malformed reference',
    message: (p) =>
      `Invalid reference "${shorten(p.value)}": it has the wrong number or type of segments.`,
    hint: (p) => `Write ${p.short}, or a full resource ID: ${p.id}.`,
    why: 'A reference names a resource: its parts are counted, and none can be left out.',
  })),
  AIB202: error<{ value: string }>(() => ({
    title: 'A reference that is a single parameter',
    message: (p) =>
      `The reference "${p.value}" is a single parameter, so its resource group cannot be determined.`,
    hint: 'Write the segments separately; each may contain parameters.',
    why: 'Roles are assigned in the resource group of each reference, so the group has to be known when the deployment is written.',
    right: ['distribute:', "  - gallery: 'corpGallery/{{ params.name }}'"],
  })),
  AIB203: error<{ name: string; near: string | undefined }>(() => ({
    title: 'An undeclared parameter',
    message: (p) => `The parameter "${shorten(p.name)}" is not declared.`,
    hint: (p) =>
      p.near === undefined
        ? `Declare it under "parameters:", or write {{{{ params.${shorten(p.name)} }}}} for the literal text.`
        : `Did you mean "${p.near}"?`,
    why: 'An undeclared parameter has no value in any output.',
    right: [
      'parameters:',
      '  env: { type: string, default: dev }',
      "tags: { env: '{{ params.env }}' }",
    ],
    doc: docs.bicepParameters,
  })),
  AIB204: error<{ name: string; type: string; expected: string }>(() => ({
    title: 'A parameter of the wrong type',
    message: (p) => `The parameter "${p.name}" has the type ${p.type}; expected ${p.expected}.`,
    hint: (p) => `Use a parameter whose value is ${p.expected}.`,
    why: 'Azure checks the type of a parameter before it deploys.',
    right: [
      'parameters:',
      '  size: { type: int, default: 128 }',
      "vm: { osDiskSizeGB: '{{ params.size }}' }",
    ],
    doc: docs.bicepParameters,
  })),
  AIB205: error<{ name: string }>(() => ({
    title: 'A parameter where none is allowed',
    message: (p) =>
      `The parameter "${p.name}" cannot be used here: aibgen needs the value when it writes the outputs.`,
    hint: 'Write the value itself.',
    why: 'This value decides what is written, so it has to be known when the outputs are made.',
    right: ['generation: 2'],
    doc: docs.bicepParameters,
  })),
  AIB206: error<{ name: string; why: string }>(() => ({
    title: 'An invalid parameter name',
    message: (p) => `Invalid parameter name "${shorten(p.name)}": it ${p.why}.`,
    hint: 'Choose another name, of letters, digits and "_".',
    why: 'Parameters become parameters of Bicep and ARM, which take identifiers and reserve some words.',
    right: ['parameters:', '  envName: { type: string, default: dev }'],
    doc: docs.bicepParameters,
  })),
  AIB207: error<{ name: string; type: string; found: string }>(() => ({
    title: 'A parameter value of the wrong type',
    message: (p) =>
      `The value "${shorten(p.found)}" of the parameter "${p.name}" is not of its type, ${p.type}.`,
    hint: (p) =>
      `Write ${p.type === 'string' ? 'a string (quote numbers and booleans)' : p.type === 'int' ? 'an integer' : 'true or false'}.`,
    why: 'Azure refuses a value that does not have the type of its parameter.',
    right: ['parameters:', '  size: { type: int, default: 128 }'],
    doc: docs.bicepParameters,
  })),
  AIB208: error<{ name: string; found: string; allowed: readonly string[] }>(() => ({
    title: 'A parameter value that is not allowed',
    message: (p) => `The value "${shorten(p.found)}" is not allowed for the parameter "${p.name}".`,
    hint: (p) => `Use ${quoted(p.allowed)}.`,
    why: '"allowed" is checked by Azure at each deployment.',
    right: ['parameters:', '  env: { type: string, default: dev, allowed: [dev, prod] }'],
    doc: docs.bicepParameters,
  })),
  AIB209: error<{ name: string; why: string }>(() => ({
    title: 'A parameter without a value',
    message: (p) => `The parameter "${p.name}" has no value, but ${p.why} needs one.`,
    hint: (p) => `Add a "default:", or set it with --set ${p.name}=VALUE.`,
    why: 'The image template without parameters (imageTemplate.json) needs a value for each; only a string without allowed values can be replaced by a placeholder.',
    doc: docs.bicepParameters,
    causedBy: ['parameters'],
  })),
  AIB210: warning<{ name: string }>(() => ({
    title: 'An unused parameter',
    message: (p) => `The parameter "${p.name}" is declared but not used.`,
    hint: (p) => `Use it as {{ params.${p.name} }}, or remove it.`,
    why: 'Every deployment would ask for a value that has no effect.',
    right: [
      'parameters:',
      '  env: { type: string, default: dev }',
      "tags: { env: '{{ params.env }}' }",
    ],
    doc: docs.bicepParameters,
    causedBy: 'any',
    reportedFor: 'every-variant',
  })),
  AIB211: error<{ name: string; value: string; expected: string }>(() => ({
    title: 'A parameter that may have an invalid value',
    message: (p) =>
      `The parameter "${p.name}" may be "${shorten(p.value)}"; expected ${p.expected}.`,
    hint: (p) => `Change its default and its allowed values to ${p.expected}.`,
    why: 'The deployment would be accepted with one value and refused with another.',
    right: [
      'parameters:',
      '  storage: { type: string, default: Standard_LRS, allowed: [Standard_LRS, Standard_ZRS] }',
    ],
    doc: docs.bicepParameters,
  })),
  AIB212: error<{ what: string; name: string }>(() => ({
    title: 'An invalid resource name',
    message: (p) =>
      `Invalid name "${shorten(p.name)}" for ${/^[aeiou]/.test(p.what) ? 'an' : 'a'} ${p.what}.`,
    hint: 'Use up to 90 letters, digits, "-", "_", "." and parentheses.',
    why: 'Azure has rules for the names of each type of resource, and refuses others at deployment.',
    right: ['distribute:', '  - gallery: corpGallery/web-base'],
    doc: docs.names,
  })),
  AIB213: error<{ value: string }>(() => ({
    title: 'A source of unknown format',
    message: (p) =>
      `Invalid source "${shorten(p.value)}": expected publisher:offer:sku:version or the resource ID of an image.`,
    hint: 'Write publisher:offer:sku:version, "image: <name>", "gallery: <gallery>/<definition>", or a resource ID.',
    why: 'The form of the source tells what it is: a marketplace image, a managed image or a gallery version.',
    right: ['source: Canonical:ubuntu-24_04-lts:server:latest'],
    doc: docs.source,
  })),
  AIB214: error<{ name: string }>(() => ({
    title: 'An identity to create in another resource group',
    message: (p) =>
      `The identity "${p.name}" cannot be created: it is in a resource group other than the deployment's.`,
    hint: 'With "create: true" write only its name, or remove "create".',
    why: 'The deployment creates the identity where the template is. For another group its scope would have to be known.',
    right: ['identity: { name: aib-identity, create: true }'],
    doc: docs.identity,
  })),
  AIB215: error<{ count: number }>(() => ({
    title: 'Not exactly one identity of the template',
    message: (p) => `The template has ${p.count} identities; the service accepts exactly one.`,
    hint: 'Name one identity.',
    why: 'The service works as exactly one user-assigned identity.',
    right: ['identity: aib-identity'],
    doc: docs.identity,
  })),
  AIB216: error<{ path: string }>(() => ({
    title: 'A missing script file',
    message: (p) => `The file "${shorten(p.path)}" cannot be read.`,
    hint: 'Correct the path; it is relative to the file that contains it.',
    why: 'Its checksum and content are part of the template.',
    right: ['customize:', '  - shell: ./scripts/setup.sh'],
    doc: docs.generalize,
  })),
  AIB217: error<{ name: string; other: string | undefined }>(() => ({
    title: 'Two images with the same name',
    message: (p) =>
      p.other === undefined
        ? `Two variants of the matrix are named "${p.name}" and would share an output folder.`
        : `The image "${p.name}" would share its output folder with the image of "${p.other}".`,
    hint: (p) =>
      p.other === undefined
        ? 'Use values in "name:" that differ between them, or exclude one of them.'
        : 'Give one of them another "name:" or file name.',
    why: 'Both would be written to one folder, and deployed over each other.',
    right: ['name: web-base-2'],
  })),
  AIB218: error<{ name: string }>(() => ({
    title: 'An image name that is not a valid folder name',
    message: (p) =>
      `Invalid image name "${shorten(p.name)}": it is not a valid folder name on every operating system.`,
    hint: 'Choose another name.',
    why: 'The name is also that of a folder in the output folder, on every operating system.',
    right: ['name: web-base'],
    doc: docs.names,
  })),
  AIB219: error<{ path: string }>(() => ({
    title: 'A script by path without a URI',
    message: (p) => `The URI of the script "${shorten(p.path)}" is unknown.`,
    hint: 'Add "scripts: { baseUri: https://… }" with the URI that the scripts are uploaded to, or write the full URI of the script here.',
    why: 'The build VM downloads scripts, so each needs a URI; aibgen computes the checksum from the file.',
    right: ['scripts: { embed: true }', 'customize:', '  - shell: ./scripts/setup.sh'],
    doc: docs.customize,
    causedBy: ['scripts'],
  })),
  AIB228: error<{ path: string; root: string }>(() => ({
    title: 'A script outside the script folder',
    message: (p) =>
      `The script "${shorten(p.path)}" is not in "${p.root}", the root folder of the scripts.`,
    hint: 'Move it there, or set another root: "scripts: { root: ... }".',
    why: 'The address of a script is its path below the folder that is uploaded.',
    right: [
      'scripts: { root: ../scripts, baseUri: https://corpscripts.blob.core.windows.net/scripts/ }',
      'customize:',
      '  - shell: ../scripts/setup.sh',
    ],
    doc: docs.customize,
  })),
  AIB229: error<{ path: string; hash: string }>(() => ({
    title: 'A checksum that does not match the file',
    message: (p) => `The checksum does not match "${shorten(p.path)}".`,
    hint: (p) => `Remove it (aibgen computes it), or write ${p.hash}.`,
    why: 'The service stops the build if the download does not have this checksum.',
    right: ['customize:', '  - shell: ./scripts/setup.sh'],
    doc: docs.customize,
  })),
  AIB250: error<{ account: string; value: string; swapped: boolean }>(() => ({
    title: 'A storage account without a resource group',
    message: (p) =>
      p.swapped
        ? `Invalid location "${shorten(p.value)}" of the storage account "${p.account}": the subscription comes before the resource group.`
        : `Invalid location "${shorten(p.value)}" of the storage account "${p.account}".`,
    hint: (p) =>
      p.swapped
        ? `Write ${p.account}: ${p.value.split('/').toReversed().join('/')}`
        : `Write its resource group (${p.account}: storage-rg), or subscription/group.`,
    why: 'The identity gets the right to read the scripts on the storage account, whose resource group the address does not tell.',
    right: ['storageAccounts: { corpscripts: storage-rg }'],
    doc: docs.storage,
  })),
  AIB251: error<{ name: string; other: string }>(() => ({
    title: 'A duplicate storage account',
    message: (p) => `The storage account "${p.name}" is already listed as "${p.other}".`,
    hint: 'Remove one of them: names of storage accounts are case-insensitive.',
    why: 'Names of storage accounts are unique in Azure; two entries contradict each other.',
    right: ['storageAccounts: { corpscripts: storage-rg }'],
    doc: docs.storage,
  })),
  AIB252: warning<{ written: string; instead: string | undefined }>(() => ({
    title: 'Double braces that refer to nothing',
    message: (p) => `"${shorten(p.written)}" is not a placeholder and stays as it is.`,
    hint: (p) =>
      p.instead === undefined
        ? 'Write {{ params.name }} for a parameter or {{ matrix.name }} for a value of the matrix; silence the warning where the braces are meant.'
        : `Write ${p.instead}.`,
    why: 'Only {{ params.name }} and {{ matrix.name }} are replaced. Everything else in braces is text, so a misspelled placeholder would reach Azure as it stands.',
    right: ["tags: { env: '{{ params.env }}' }"],
    doc: docs.bicepParameters,
  })),
  AIB253: warning<{ written: string }>(() => ({
    title: 'A placeholder that is not filled in',
    message: (p) => `"${shorten(p.written)}" is still to be filled in.`,
    hint: 'Write the value, or a parameter: {{ params.name }}.',
    why: 'Templates and their documentation write <name> where the reader has to put a value of their own. Left as it is, it becomes part of a name, and the deployment fails.',
    right: ['identity: aib-identity'],
  })),
});
