/** 3xx: what the service rejects. */
import { docs } from '../../service/docs';
import { code, shorten } from './define-code';

export const limitCodes = {
  AIB301: code<{ minutes: number }>({
    severity: 'error',
    title: 'A build timeout of 1 to 5 minutes',
    message: (p) =>
      `Invalid build timeout of ${p.minutes} minutes: the service needs at least 6, or 0 for its default.`,
    hint: 'Use 6 to 960 minutes, or omit it for 240.',
    doc: docs.timeout,
  }),
  AIB302: code<{ kind: string; os: string; source: string }>({
    severity: 'error',
    title: 'A step for another operating system',
    message: (p) => `A ${p.kind} step cannot run on ${p.os}.`,
    // The source is named in the hint: a step in a shared file is reported once for all specs.
    hint: (p) => {
      const use = p.os === 'Windows' ? 'a powershell step' : 'a shell step';
      const restart = p.kind === 'WindowsRestart' ? ' ("sudo reboot")' : '';
      return `Use ${use}${restart}: ${shorten(p.source)} is ${p.os}.`;
    },
    doc: docs.customize,
  }),
  AIB303: code<{ property: string; since: string; version: string }>({
    severity: 'error',
    title: 'A property newer than the API version',
    message: (p) =>
      `The property "${p.property}" was added in API version ${p.since}, but the spec pins ${p.version}.`,
    hint: (p) => `Use "apiVersion: ${p.since}" or newer, or remove "apiVersion".`,
    doc: docs.apiVersions,
    fixKey: () => 'apiVersion',
  }),
  AIB304: code<{ kind: string; both: boolean; keys: string }>({
    severity: 'error',
    title: 'Both or neither of script and commands',
    message: (p) =>
      `A ${p.kind} step needs exactly one of ${p.keys}; it has ${p.both ? 'both' : 'neither'}.`,
    hint: (p) => (p.both ? 'Keep one of them.' : `Add one of ${p.keys}.`),
    doc: docs.customize,
  }),
  AIB305: code({
    severity: 'error',
    title: 'runAsSystem without runElevated',
    message: () => 'A step can run as the system account only if it runs elevated.',
    hint: 'Add "elevated: true".',
    doc: docs.powershell,
  }),
  AIB306: code<{ value: string }>({
    severity: 'error',
    title: 'A malformed checksum',
    message: (p) =>
      `Invalid checksum "${shorten(p.value)}": expected 64 lowercase hexadecimal digits.`,
    hint: 'Write the output of "sha256sum FILE", or of "(Get-FileHash FILE).Hash.ToLower()" in PowerShell.',
    doc: docs.customize,
  }),
  AIB307: code<{ name: string }>({
    severity: 'error',
    title: 'Two targets with the same run output name',
    message: (p) => `Two targets have the run output name "${p.name}".`,
    hint: 'Give each target its own "runOutputName".',
    doc: docs.distribute,
  }),
  AIB308: code<{ name: string }>({
    severity: 'warning',
    title: 'Two steps with the same name',
    message: (p) => `Two steps are named "${shorten(p.name)}".`,
    hint: 'Give each step its own name, or none.',
    why: 'The log of a build names the step that failed.',
    doc: docs.customize,
  }),
  AIB309: code({
    severity: 'error',
    title: 'An unknown operating system',
    message: () => 'The operating system follows neither from the source nor from the steps.',
    hint: 'Add "os: linux" or "os: windows".',
    doc: docs.source,
    fixKey: () => 'os',
  }),
  AIB310: code<{ value: string }>({
    severity: 'error',
    title: 'A malformed restart timeout',
    message: (p) => `Invalid restart timeout "${shorten(p.value)}": expected a number with a unit.`,
    hint: 'Write it as in 5m or 2h.',
    doc: docs.restart,
  }),
  AIB311: code<{ length: number }>({
    severity: 'error',
    title: 'A string that makes too long an expression',
    message: (p) =>
      `With its parameters this string becomes an ARM expression of ${p.length} characters; Azure accepts 24,576.`,
    hint: 'Split it, or keep parameters out of the long part.',
    doc: docs.armLimits,
  }),
  AIB312: code<{ count: number }>({
    severity: 'error',
    title: 'Too many tags',
    message: (p) => `There are ${p.count} tags; Azure accepts 50.`,
    hint: 'Remove some.',
    doc: docs.tags,
  }),
  AIB313: code<{ what: string; length: number; limit: number }>({
    severity: 'error',
    title: 'A tag that is too long',
    message: (p) =>
      `The ${p.what} of the tag has ${p.length} characters; Azure accepts ${p.limit}.`,
    hint: 'Shorten it.',
    doc: docs.tags,
  }),
  AIB314: code<{ name: string }>({
    severity: 'error',
    title: 'A tag name with invalid characters',
    message: (p) =>
      `Invalid tag name "${shorten(p.name)}": the characters < > % & \\ ? / are not allowed.`,
    hint: 'Use other characters.',
    doc: docs.tags,
  }),
  AIB315: code<{ value: string }>({
    severity: 'error',
    title: 'A malformed image version',
    message: (p) => `Invalid version "${shorten(p.value)}": expected three numbers, as in 1.2.3.`,
    hint: 'Write MAJOR.MINOR.PATCH.',
    doc: docs.sharedImage,
  }),
  AIB316: code<{
    size: string;
    what: string;
    image: string;
    key: 'architecture' | 'generation';
  }>({
    severity: 'error',
    title: 'A VM size that cannot boot the source',
    message: (p) => `The VM size "${p.size}" boots ${p.what} images, but the source is ${p.image}.`,
    hint: 'Choose another size, or omit it.',
    doc: docs.generations,
    fixKey: (p) => p.key,
  }),
  AIB317: code<{ subscription: string }>({
    severity: 'error',
    title: 'A managed image in another subscription',
    message: (p) =>
      `The managed image is in the subscription ${p.subscription}; it has to be in the subscription of the template.`,
    hint: 'Use an image in the same subscription, or a gallery version.',
    doc: docs.source,
  }),
  AIB318: code({
    severity: 'error',
    title: 'versioning with an explicit version',
    message: () => 'The target has both an explicit version and "versioning".',
    hint: 'Keep either the version or "versioning".',
    doc: docs.sharedImage,
  }),
  AIB319: code({
    severity: 'error',
    title: 'versioning.major with the scheme Source',
    message: () =>
      '"major" belongs to the scheme Latest; the scheme Source takes the version of the source.',
    hint: 'Remove "major", or use the scheme Latest.',
    doc: docs.sharedImage,
  }),
  AIB320: code<{ why: string }>({
    severity: 'error',
    title: 'An invalid container subnet',
    message: (p) => `The container subnet ${p.why}.`,
    hint: 'Name two subnets of the same virtual network, and no proxy size.',
    doc: docs.vnet,
  }),
  AIB321: code<{ first: string; second: string }>({
    severity: 'error',
    title: 'Two keys that exclude each other',
    message: (p) => `The keys "${p.first}" and "${p.second}" exclude each other.`,
    hint: (p) => `Keep either "${p.first}" or "${p.second}".`,
    doc: docs.sharedImage,
  }),
  AIB322: code({
    severity: 'error',
    title: '/mode:vm on Linux',
    message: () => '"mode: vm" is an argument of Sysprep, but the image is Linux.',
    hint: 'Remove it, or write the commands with "deprovision: { inline: ... }".',
    doc: docs.generalize,
    causedBy: ['source', 'os', 'deprovision'],
  }),
  AIB360: code({
    severity: 'error',
    title: 'storageAccountType without replicationRegions',
    message: () => '"storageAccountType" applies to "replicationRegions", which is missing.',
    hint: 'Add "replicationRegions:", or set the storage account type of each of "targetRegions".',
    doc: docs.sharedImage,
  }),
  AIB361: code<{ name: string }>({
    severity: 'error',
    title: 'Two targets that write the same resource',
    message: (p) => `Two targets of the image write "${shorten(p.name)}".`,
    hint: 'Remove one of them, or give it another name.',
    doc: docs.distribute,
  }),
} as const;
