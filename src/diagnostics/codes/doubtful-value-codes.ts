/** 4xx: values that are probably wrong. */
import { docs } from '../../service/docs';
import { info, shorten, warning } from './define-code';

export const doubtfulValueCodes = () => ({
  AIB402: warning<{ region: string; near: string | undefined }>(() => ({
    title: 'A region without Image Builder',
    message: (p) =>
      `Azure VM Image Builder is not known to be available in "${shorten(p.region)}".`,
    hint: (p) =>
      p.near === undefined ? 'Check the list of regions.' : `Did you mean "${p.near}"?`,
    why: 'The service runs in some regions only. An image can still be distributed to all of them.',
    doc: docs.location,
  })),
  AIB407: warning<{ account: string; writes: boolean; first: boolean }>(() => ({
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
  })),
  AIB409: warning<{ image: string }>(() => ({
    title: 'A missing purchase plan',
    message: (p) => `Images of ${shorten(p.image)} need a purchase plan.`,
    hint: 'Write "source: { urn: ..., plan: true }", and accept the terms once.',
    why: 'Azure refuses to create a VM from a marketplace image with a plan unless the plan is given, and its terms are accepted.',
    right: ["source: { urn: 'RedHat:rhel-byos:rhel-lvm91-gen2:latest', plan: true }"],
    doc: docs.plan,
  })),
  AIB410: warning<{ value: string }>(() => ({
    title: 'A destination without a file name',
    message: (p) =>
      `The destination "${shorten(p.value)}" ends with a separator; expected the full path with the file name.`,
    hint: 'Add the file name.',
    why: 'The service copies to a file, not into a folder: the last part of the path is the name of the file.',
    doc: docs.file,
  })),
  AIB440: warning<{ key: string; value: string; source: string; expected: string }>(() => ({
    title: 'A key that contradicts the name of the source',
    message: (p) =>
      `The spec says "${p.key}: ${p.value}", but the name of the source (${shorten(p.source)}) says ${p.expected}.`,
    hint: (p) => `Remove "${p.key}", or use another source.`,
    why: 'The name of a marketplace image usually tells what it is. If the key is wrong, the build VM cannot boot or steps do not fit.',
    right: ['source: Canonical:ubuntu-24_04-lts:server:latest'],
    doc: docs.source,
  })),
  AIB441: warning<{ value: string }>(() => ({
    title: 'An invalid URI',
    message: (p) => `Invalid URI "${shorten(p.value)}": the service reads and writes over https.`,
    hint: 'Write the full URI (https://...), or in a short form a path that starts with "./" or "../".',
    why: 'The service reports an address that it cannot use only when the build reaches the step.',
    doc: docs.customize,
  })),
  AIB442: warning<{ path: string; megabytes: number }>(() => ({
    title: 'A file that is too large for a File step',
    message: (p) =>
      `The file "${shorten(p.path)}" has ${p.megabytes} MB, but a File step is for less than 20 MB.`,
    hint: 'Download it in a shell or powershell step.',
    why: 'The service passes files through its own storage, with a limit. The build fails at this step.',
    doc: docs.file,
  })),
  AIB445: warning<{ value: string; near: string | undefined }>(() => ({
    title: 'A malformed version of the source',
    message: (p) =>
      `Invalid version "${shorten(p.value)}" of the source: expected "latest" or three numbers.`,
    hint: (p) =>
      p.near === undefined
        ? 'Write "latest", or a version as in 1.2.3.'
        : `Did you mean "${p.near}"?`,
    why: 'Versions of marketplace images have three numbers. Azure does not find any other.',
    doc: docs.source,
  })),
  AIB446: warning<{ name: string }>(() => ({
    title: 'An image definition that looks like a version',
    message: (p) =>
      `"${shorten(p.name)}" is read as the name of an image definition, but looks like a version.`,
    hint: 'Write a version as three numbers: gallery/definition/1.2.3.',
    why: 'The last part of a reference is read as a version where it looks like one; here it would be the name of a definition.',
    doc: docs.sharedImage,
  })),
  AIB447: warning<{ size: string; near: string }>(() => ({
    title: 'A malformed name of a VM size',
    message: (p) => `"${shorten(p.size)}" does not look like the name of a VM size.`,
    hint: (p) => `Did you mean "${p.near}"?`,
    why: 'Azure refuses a size that does not exist when the template is deployed.',
    doc: docs.vmSize,
  })),
  AIB448: warning<{ region: string }>(() => ({
    title: 'A duplicate region',
    message: (p) => `The region "${p.region}" is listed twice.`,
    hint: 'Remove one of them.',
    why: 'The service refuses a target that names a region twice.',
    right: ['distribute:', '  - gallery: corpGallery/web', '    regions: [eastus2, westus2]'],
    doc: docs.sharedImage,
  })),
  AIB449: warning<{ region: string; near: string | undefined }>(() => ({
    title: 'An unknown Azure region',
    message: (p) => `"${shorten(p.region)}" is not a known Azure region.`,
    hint: (p) =>
      p.near === undefined ? 'Check the name of the region.' : `Did you mean "${p.near}"?`,
    why: 'The service checks the regions of a target when it distributes the image, after the whole build. The list of regions grows: silence the warning for a new one.',
    right: ['distribute:', '  - gallery: corpGallery/web', '    regions: [westeurope]'],
    doc: docs.location,
  })),
  AIB460: info<{ source: string }>(() => ({
    title: 'A purchase plan that is not known',
    message: (p) => `Whether images of ${shorten(p.source)} need a purchase plan is not known.`,
    hint: 'Look it up with "az vm image show --urn ... --query plan"; if it prints one, write "source: { urn: ..., plan: true }" and accept the terms once.',
    why: 'Images of publishers other than Microsoft may have a plan. Without it in the template the service refuses the source; with one that the image does not have, too.',
    doc: docs.plan,
  })),
  AIB461: warning<{ region: string }>(() => ({
    title: 'Zone-redundant storage in a region without zones',
    message: (p) =>
      `"Standard_ZRS" needs availability zones, and "${shorten(p.region)}" is not known to have any.`,
    hint: 'Use "Standard_LRS" for this region: "regions: [{ name: ..., storageAccountType: Standard_LRS }]".',
    why: 'The service finds out when it distributes the image, after the whole build. Azure adds zones to regions now and then: silence the warning for a region that has them by now.',
    doc: docs.regionsList,
  })),
  AIB462: warning<{ host: string; file: string | undefined; isLiteral: boolean }>(() => ({
    title: 'A web page in place of a file',
    message: (p) =>
      `The URI is that of a page of ${p.host}, not of a file: what the service downloads is HTML.`,
    hint: (p) =>
      p.file === undefined
        ? 'Write a URI that returns the file itself without a login, or name the file by its path and let "aibgen upload" put it into a storage account.'
        : `Write "${p.file}".`,
    why: 'A step that runs a page fails at its first line, some minutes into the build; a File step copies the page without a word.',
    replacement: (p) => (p.isLiteral ? p.file : undefined),
    doc: docs.customize,
  })),
  AIB463: warning(() => ({
    title: 'A file downloaded over http',
    message: () => 'The file is downloaded over http: anyone on the way can change it.',
    hint: 'Write https, or add "sha256:" so that a changed file is rejected.',
    why: 'What is downloaded becomes part of every machine that is made from the image.',
    doc: docs.customize,
  })),
  AIB464: info<{ size: string }>(() => ({
    title: 'A VM size of an unknown series',
    message: (p) =>
      `"${shorten(p.size)}" is of no series that is known here: whether it exists and boots the source is not checked.`,
    hint: 'Check the name with "az vm list-skus --resource-type virtualMachines --size ...".',
    why: 'Azure refuses a size that does not exist when the build VM is created. New series appear from time to time.',
    doc: docs.vmSize,
  })),
  AIB465: warning<{ publisher: string; near: string }>(() => ({
    title: 'A misspelled publisher',
    message: (p) => `The publisher "${shorten(p.publisher)}" of the source is not known.`,
    hint: (p) => `Did you mean "${p.near}"?`,
    why: 'The service refuses a template whose source does not exist. What the name of the source tells, such as its generation and plan, is not known for a misspelled one.',
    doc: docs.findImages,
  })),
  AIB466: warning<{ size: number; least: number; source: string }>(() => ({
    title: 'An OS disk smaller than that of the source',
    message: (p) =>
      `The OS disk of ${p.size} GB is smaller than that of the source (${shorten(p.source)}), which has ${p.least} GB.`,
    hint: (p) => `Write ${p.least} or more, or remove the key to keep the size of the source.`,
    why: 'Azure refuses a VM whose disk is smaller than its image (OperationNotAllowed), so the build fails at its beginning. Windows Server has images with a disk of 30 GB: "smalldisk" in the SKU.',
    doc: docs.osDiskSize,
  })),
  AIB467: warning<{ host: string }>(() => ({
    title: 'A URI that the service cannot reach',
    message: (p) =>
      `"${shorten(p.host)}" is a host of a private network, and the service downloads scripts and files from the Internet.`,
    hint: 'Put the file into a storage account ("aibgen upload" does), or download it in a step that runs in your network.',
    why: 'Scripts and files are downloaded when the template is created, by the service and not by the build VM: the template is refused.',
    doc: docs.customize,
  })),
  AIB470: warning<{ path: string }>(() => ({
    title: 'A shell script with Windows line endings',
    message: (p) =>
      `The script "${shorten(p.path)}" has Windows line endings (CRLF), which a Linux shell cannot run; its checksum is that of the file as it is.`,
    hint: 'Save it with LF, and add "*.sh text eol=lf" to .gitattributes.',
    why: 'The shell reads the carriage return as part of the last word: commands are not found, and files get odd names.',
    doc: docs.shell,
  })),
  AIB480: warning<{ value: string }>(() => ({
    title: 'A URI whose host is a parameter',
    message: (p) =>
      `It depends on a parameter whether "${shorten(p.value)}" is in Azure Storage, so its role assignment cannot be deployed.`,
    hint: 'Write the host of the URI, or assign Storage Blob Data Reader on the container to the identity by hand.',
    why: 'The rights of the identity are for one storage account, and the address does not say which.',
    right: [
      'customize:',
      '  - shell: https://corpscripts.blob.core.windows.net/{{ params.container }}/setup.sh',
    ],
    doc: docs.storage,
  })),
  AIB481: warning<{ account: string }>(() => ({
    title: 'A storage account that no URI uses',
    message: (p) =>
      `storageAccounts lists "${p.account}", but no URI of the spec is in that account.`,
    hint: 'Remove it, or correct its name.',
    why: 'The entry gives no right. Probably the account is misspelled here or in a URI.',
    right: [
      'storageAccounts: { corpscripts: storage-rg }',
      'customize:',
      '  - shell: https://corpscripts.blob.core.windows.net/scripts/setup.sh',
    ],
    doc: docs.storage,
  })),
  AIB482: warning(() => ({
    title: 'A text that Terraform changes',
    message: () =>
      'The text has characters in a decomposed form, which Terraform stores in the composed one.',
    hint: 'Save the text in the Unicode form NFC, or leave "terraform" out of the formats.',
    why: 'Terraform normalizes all strings to the Unicode form NFC, so the deployed text would have other bytes than that of the ARM template. Letters with accents from macOS file names are often decomposed.',
    doc: 'https://developer.hashicorp.com/terraform/language/expressions/types',
  })),
});
