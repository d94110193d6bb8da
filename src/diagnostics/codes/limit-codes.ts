/** 3xx: what the service rejects. */
import { docs } from '../../service/docs';
import { code, shorten } from './define-code';

export const limitCodes = {
  AIB301: code<{ minutes: number }>({
    severity: 'error',
    title: 'A build timeout of 1 to 5 minutes',
    message: (p) =>
      `The build timeout is ${p.minutes} minutes; the service needs at least 6, or 0 for its default.`,
    hint: 'Use 6 to 960 minutes, or leave it out for 240.',
    doc: docs.timeout,
  }),
  AIB302: code<{ kind: string; os: string; source: string }>({
    severity: 'error',
    title: 'A step that the operating system cannot run',
    message: (p) => `A ${p.kind} step cannot run on ${p.os}, which the source is.`,
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
      `The property "${p.property}" exists since API version ${p.since}; the spec pins ${p.version}.`,
    hint: (p) => `Use "apiVersion: ${p.since}" or newer, or take the pin out.`,
    doc: docs.apiVersions,
    fixKey: () => 'apiVersion',
  }),
  AIB304: code<{ kind: string; both: boolean; keys: string }>({
    severity: 'error',
    title: 'Both or neither of script and commands',
    message: (p) =>
      `A ${p.kind} step needs exactly one of ${p.keys}; ${p.both ? 'both are' : 'none is'} given.`,
    hint: (p) => (p.both ? 'Keep one of the two.' : `Add one of ${p.keys}.`),
    doc: docs.customize,
  }),
  AIB305: code({
    severity: 'error',
    title: 'runAsSystem without runElevated',
    message: () => 'A step can run as the system account only when it runs elevated.',
    hint: 'Add "elevated: true".',
    doc: docs.powershell,
  }),
  AIB306: code<{ value: string }>({
    severity: 'error',
    title: 'A malformed checksum',
    message: (p) => `The checksum "${shorten(p.value)}" is not 64 lower-case hexadecimal digits.`,
    hint: 'Write what "sha256sum FILE" prints, in lower case.',
    doc: docs.customize,
  }),
  AIB307: code<{ name: string }>({
    severity: 'error',
    title: 'Two targets with one run output name',
    message: (p) => `The run output name "${p.name}" is given to two targets.`,
    hint: 'Give each target its own "runOutputName".',
    doc: docs.distribute,
  }),
  AIB308: code<{ name: string }>({
    severity: 'warning',
    title: 'Two steps of one name',
    message: (p) => `The name "${shorten(p.name)}" is given to two steps.`,
    hint: 'Give each step its own name, or none.',
    doc: docs.customize,
  }),
  AIB309: code({
    severity: 'error',
    title: 'An unknown operating system',
    message: () => 'Neither the source nor the steps tell the operating system.',
    hint: 'Add "os: linux" or "os: windows".',
    doc: docs.source,
    fixKey: () => 'os',
  }),
  AIB310: code<{ value: string }>({
    severity: 'error',
    title: 'A malformed restart timeout',
    message: (p) => `The restart timeout "${shorten(p.value)}" is not a number and a unit.`,
    hint: 'Write it as 5m or 2h.',
    doc: docs.restart,
  }),
  AIB311: code<{ length: number }>({
    severity: 'error',
    title: 'Text that makes too long an expression',
    message: (p) =>
      `With its parameters this text is an ARM expression of ${p.length} characters; Azure takes 24,576.`,
    hint: 'Split the text, or keep parameters out of its long part.',
    doc: docs.armLimits,
  }),
  AIB312: code<{ count: number }>({
    severity: 'error',
    title: 'Too many tags',
    message: (p) => `There are ${p.count} tags; Azure takes 50.`,
    hint: 'Take some out.',
    doc: docs.tags,
  }),
  AIB313: code<{ what: string; length: number; limit: number }>({
    severity: 'error',
    title: 'Too long a tag',
    message: (p) => `The ${p.what} of the tag has ${p.length} characters; Azure takes ${p.limit}.`,
    hint: 'Shorten it.',
    doc: docs.tags,
  }),
  AIB314: code<{ name: string }>({
    severity: 'error',
    title: 'A tag name with characters that Azure refuses',
    message: (p) => `The tag name "${shorten(p.name)}" holds one of the characters < > % & \\ ? /.`,
    hint: 'Use other characters.',
    doc: docs.tags,
  }),
  AIB315: code<{ value: string }>({
    severity: 'error',
    title: 'A malformed image version',
    message: (p) => `The version "${shorten(p.value)}" is not three numbers as in 1.2.3.`,
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
    message: (p) => `The size "${p.size}" runs ${p.what} images; the source is ${p.image}.`,
    hint: 'Choose another size, or leave it out.',
    doc: docs.generations,
    fixKey: (p) => p.key,
  }),
  AIB317: code<{ subscription: string }>({
    severity: 'error',
    title: 'A managed image of another subscription',
    message: (p) =>
      `The managed image is in the subscription ${p.subscription}; the service needs it in that of the template.`,
    hint: 'Use an image of the same subscription, or a gallery version.',
    doc: docs.source,
  }),
  AIB318: code({
    severity: 'error',
    title: 'versioning with an explicit version',
    message: () => 'The target names its version and says how versions are counted.',
    hint: 'Keep the version or "versioning".',
    doc: docs.sharedImage,
  }),
  AIB319: code({
    severity: 'error',
    title: 'versioning.major with the scheme Source',
    message: () => 'The scheme Source takes the number of the source; "major" belongs to Latest.',
    hint: 'Take "major" out, or use the scheme Latest.',
    doc: docs.sharedImage,
  }),
  AIB320: code<{ why: string }>({
    severity: 'error',
    title: 'A container subnet that does not fit',
    message: (p) => `The container subnet ${p.why}.`,
    hint: 'Name two subnets of one network, and no proxy size.',
    doc: docs.vnet,
  }),
  AIB321: code<{ first: string; second: string }>({
    severity: 'error',
    title: 'Two keys that exclude each other',
    message: (p) => `The keys "${p.first}" and "${p.second}" exclude each other.`,
    hint: (p) => `Keep "${p.first}" or "${p.second}".`,
    doc: docs.sharedImage,
  }),
  AIB322: code({
    severity: 'error',
    title: '/mode:vm on Linux',
    message: () => 'The mode "vm" is an argument of Sysprep; the image is Linux.',
    hint: 'Take it out, or write the commands with "deprovision: { inline: ... }".',
    doc: docs.generalize,
    causedBy: ['source', 'os', 'deprovision'],
  }),
  AIB360: code({
    severity: 'error',
    title: 'storageAccountType without replicationRegions',
    message: () =>
      '"storageAccountType" is the storage of "replicationRegions", and these are not given.',
    hint: 'Add "replicationRegions:", or give the storage to each of "targetRegions".',
    doc: docs.sharedImage,
  }),
  AIB361: code<{ name: string }>({
    severity: 'error',
    title: 'Two targets that write one thing',
    message: (p) => `Two targets of the image write "${shorten(p.name)}".`,
    hint: 'Take one of them out, or give it another name.',
    doc: docs.distribute,
  }),
} as const;
