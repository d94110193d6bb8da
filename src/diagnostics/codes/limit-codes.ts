/** 3xx: what the service rejects. */
import { docs } from '../../service/docs';
import { error, shorten, warning } from './define-code';

export const limitCodes = () => ({
  AIB301: error<{ minutes: number }>(() => ({
    title: 'A build timeout of 1 to 5 minutes',
    message: (p) =>
      `Invalid build timeout of ${p.minutes} minutes: the service needs at least 6, or 0 for its default.`,
    hint: 'Use 6 to 960 minutes, or omit it for 240.',
    why: 'The service takes 0, for its default of 240 minutes, and values from 6 minutes up.',
    doc: docs.timeout,
  })),
  AIB302: error<{ kind: string; os: string; source: string }>(() => ({
    title: 'A step for another operating system',
    message: (p) => `A ${p.kind} step cannot run on ${p.os}.`,
    // The source is named in the hint: a step in a shared file is reported once for all specs.
    hint: (p) => {
      const use = p.os === 'Windows' ? 'a powershell step' : 'a shell step';
      const restart = p.kind === 'WindowsRestart' ? ' ("sudo reboot")' : '';
      return `Use ${use}${restart}: ${shorten(p.source)} is ${p.os}.`;
    },
    why: 'The service refuses a template whose steps do not fit the operating system of its source.',
    doc: docs.customize,
  })),
  AIB303: error<{ property: string; since: string; version: string }>(() => ({
    title: 'A property newer than the API version',
    message: (p) =>
      `The property "${p.property}" was added in API version ${p.since}, but the spec pins ${p.version}.`,
    hint: (p) => `Use "apiVersion: ${p.since}" or newer, or remove "apiVersion".`,
    why: 'Azure refuses a property that the API version of the template does not know.',
    right: ['apiVersion: latest'],
    doc: docs.apiVersions,
    fixKey: () => 'apiVersion',
  })),
  AIB304: error<{ kind: string; both: boolean; keys: string }>(() => ({
    title: 'Both or neither of script and commands',
    message: (p) =>
      `A ${p.kind} step needs exactly one of ${p.keys}; it has ${p.both ? 'both' : 'neither'}.`,
    hint: (p) => (p.both ? 'Keep one of them.' : `Add one of ${p.keys}.`),
    why: 'A step either downloads a script or has commands of its own.',
    doc: docs.customize,
  })),
  AIB305: error(() => ({
    title: 'runAsSystem without runElevated',
    message: () => 'A step can run as the system account only if it runs elevated.',
    hint: 'Add "elevated: true".',
    why: 'The service starts the process as the system only from an elevated one.',
    right: [
      'source: MicrosoftWindowsServer:WindowsServer:2025-datacenter-g2:latest',
      'customize:',
      '  - powershell: Get-Date',
      '    elevated: true',
      '    system: true',
    ],
    doc: docs.powershell,
  })),
  AIB306: error<{ value: string }>(() => ({
    title: 'A malformed checksum',
    message: (p) =>
      `Invalid checksum "${shorten(p.value)}": expected 64 lowercase hexadecimal digits.`,
    hint: 'Write the output of "sha256sum FILE", or of "(Get-FileHash FILE).Hash.ToLower()" in PowerShell.',
    why: 'The service compares the checksum with that of the download as text. Any other form never matches.',
    doc: docs.customize,
  })),
  AIB307: error<{ name: string }>(() => ({
    title: 'Two targets with the same run output name',
    message: (p) => `Two targets have the run output name "${p.name}".`,
    hint: 'Give each target its own "runOutputName".',
    why: 'Run outputs are resources below the template, named by the target: two of one name are one.',
    right: [
      'distribute:',
      '  - image: web',
      '    runOutputName: web-image',
      '  - gallery: corpGallery/web',
      '    runOutputName: web-version',
    ],
    doc: docs.distribute,
  })),
  AIB308: warning<{ name: string }>(() => ({
    title: 'Two steps with the same name',
    message: (p) => `Two steps are named "${shorten(p.name)}".`,
    hint: 'Give each step its own name, or none.',
    why: 'The log of a build names the step that failed.',
    right: [
      'customize:',
      '  - shell: echo one',
      '    name: first',
      '  - shell: echo two',
      '    name: second',
    ],
    doc: docs.customize,
  })),
  AIB309: error(() => ({
    title: 'An unknown operating system',
    message: () => 'The operating system follows neither from the source nor from the steps.',
    hint: 'Add "os: linux" or "os: windows".',
    why: 'The operating system decides which steps are allowed and how the image is generalized.',
    right: ['source: { image: golden-image }', 'os: linux'],
    doc: docs.source,
    fixKey: () => 'os',
  })),
  AIB310: error<{ value: string }>(() => ({
    title: 'A malformed restart timeout',
    message: (p) => `Invalid restart timeout "${shorten(p.value)}": expected a number with a unit.`,
    hint: 'Write it as in 5m or 2h.',
    why: 'The service reads it as a duration of Go: a number and a unit.',
    right: [
      'source: MicrosoftWindowsServer:WindowsServer:2025-datacenter-g2:latest',
      'customize:',
      '  - restart: { timeout: 10m }',
    ],
    doc: docs.restart,
  })),
  AIB311: error<{ length: number }>(() => ({
    title: 'A string that makes too long an expression',
    message: (p) =>
      `With its parameters this string becomes an ARM expression of ${p.length} characters; Azure accepts 24,576.`,
    hint: 'Split it, or keep parameters out of the long part.',
    why: 'Azure Resource Manager limits an expression to 24,576 characters and a literal to 131,072.',
    right: ['customize:', '  - shell: ./scripts/long.sh'],
    doc: docs.armLimits,
  })),
  AIB312: error<{ count: number }>(() => ({
    title: 'Too many tags',
    message: (p) => `There are ${p.count} tags; Azure accepts 50.`,
    hint: 'Remove some.',
    why: 'Azure refuses a resource with more than 50 tags.',
    right: ['tags: { owner: platform }'],
    doc: docs.tags,
  })),
  AIB313: error<{ what: string; length: number; limit: number }>(() => ({
    title: 'A tag that is too long',
    message: (p) =>
      `The ${p.what} of the tag has ${p.length} characters; Azure accepts ${p.limit}.`,
    hint: 'Shorten it.',
    why: 'Azure limits the names of tags to 512 characters and their values to 256.',
    right: ['tags: { owner: platform }'],
    doc: docs.tags,
  })),
  AIB314: error<{ name: string }>(() => ({
    title: 'A tag name with invalid characters',
    message: (p) =>
      `Invalid tag name "${shorten(p.name)}": the characters < > % & \\ ? / are not allowed.`,
    hint: 'Use other characters.',
    why: 'Azure refuses these characters in the names of tags.',
    right: ['tags: { costCenter: platform }'],
    doc: docs.tags,
  })),
  AIB315: error<{ value: string }>(() => ({
    title: 'A malformed image version',
    message: (p) => `Invalid version "${shorten(p.value)}": expected three numbers, as in 1.2.3.`,
    hint: 'Write MAJOR.MINOR.PATCH.',
    why: 'A gallery takes three whole numbers, with dots between them.',
    doc: docs.sharedImage,
  })),
  AIB316: error<{
    size: string;
    what: string;
    image: string;
    key: 'architecture' | 'generation';
  }>(() => ({
    title: 'A VM size that cannot boot the source',
    message: (p) => `The VM size "${p.size}" boots ${p.what} images, but the source is ${p.image}.`,
    hint: 'Choose another size, or omit it.',
    why: 'The build VM would not start: Azure refuses the size, or the image does not boot.',
    right: ['vm: { size: Standard_D2ds_v5 }'],
    doc: docs.generations,
    fixKey: (p) => p.key,
  })),
  AIB317: error<{ subscription: string }>(() => ({
    title: 'A managed image in another subscription',
    message: (p) =>
      `The managed image is in the subscription ${p.subscription}; it has to be in the subscription of the template.`,
    hint: 'Use an image in the same subscription, or a gallery version.',
    why: 'The service creates managed images in the subscription of the template only.',
    right: ['distribute:', '  - image: images-rg/web'],
    doc: docs.source,
  })),
  AIB318: error(() => ({
    title: 'versioning with an explicit version',
    message: () => 'The target has both an explicit version and "versioning".',
    hint: 'Keep either the version or "versioning".',
    why: 'The version is either given or counted by the service.',
    doc: docs.sharedImage,
  })),
  AIB319: error(() => ({
    title: 'versioning.major with the scheme Source',
    message: () =>
      '"major" belongs to the scheme Latest; the scheme Source takes the version of the source.',
    hint: 'Remove "major", or use the scheme Latest.',
    why: 'The scheme Source takes the version of the source as it is, with nothing to choose.',
    right: [
      'distribute:',
      '  - gallery: corpGallery/web',
      '    versioning: { scheme: Latest, major: 2 }',
    ],
    doc: docs.sharedImage,
  })),
  AIB320: error<{ why: string }>(() => ({
    title: 'An invalid container subnet',
    message: (p) => `The container subnet ${p.why}.`,
    hint: 'Name two subnets of the same virtual network, and no proxy size.',
    why: 'The service starts a container in this subnet: it has to be in the network of the build VM, and another subnet than that of the build VM.',
    right: ['vm: { subnet: vnet/build, containerSubnet: vnet/containers }'],
    doc: docs.vnet,
  })),
  AIB321: error<{ first: string; second: string }>(() => ({
    title: 'Two keys that exclude each other',
    message: (p) => `The keys "${p.first}" and "${p.second}" exclude each other.`,
    hint: (p) => `Keep either "${p.first}" or "${p.second}".`,
    why: 'The service refuses a template that says one thing in two ways.',
    right: ['distribute:', '  - gallery: corpGallery/web', '    regions: [eastus2]'],
    doc: docs.sharedImage,
  })),
  AIB322: error(() => ({
    title: '/mode:vm on Linux',
    message: () => '"mode: vm" is an argument of Sysprep, but the image is Linux.',
    hint: 'Remove it, or write the commands with "deprovision: { inline: ... }".',
    why: 'The mode belongs to Sysprep, which is Windows.',
    right: ['deprovision: default'],
    doc: docs.generalize,
    causedBy: ['source', 'os', 'deprovision'],
  })),
  AIB360: error(() => ({
    title: 'storageAccountType without replicationRegions',
    message: () => '"storageAccountType" applies to "replicationRegions", which is missing.',
    hint: 'Add "replicationRegions:", or set the storage account type of each of "targetRegions".',
    why: 'The storage type is that of the regions: without them it has no effect.',
    right: [
      'distribute:',
      '  - gallery: corpGallery/web',
      '    regions: [eastus2]',
      '    storage: Standard_ZRS',
    ],
    doc: docs.sharedImage,
  })),
  AIB361: error<{ name: string }>(() => ({
    title: 'Two targets that write the same resource',
    message: (p) => `Two targets of the image write "${shorten(p.name)}".`,
    hint: 'Remove one of them, or give it another name.',
    why: 'The second target would overwrite the first, or fail.',
    right: ['distribute:', '  - image: web-a', '  - image: web-b'],
    doc: docs.distribute,
  })),
});
