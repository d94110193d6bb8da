/**
 * The registry of diagnostics. Codes are permanent: never renumbered, never used again for something else.
 * 0xx YAML, 1xx shape, 2xx references inside the spec, 3xx limits of the service, 4xx advice, 6xx import, 9xx files and environment.
 */
import { docs } from '../service/docs';
import type { Severity } from './severity';
import { quoted } from '../lib/words';

interface Code<P> {
  readonly severity: Severity;
  /** What the code is about, for the manual. */
  readonly title: string;
  /** One sentence: what is wrong. */
  readonly message: (parameters: P) => string;
  /** One imperative sentence: what to write instead; empty where there is nothing to say. */
  readonly hint: (parameters: P) => string;
  readonly doc: string;
  /** True where the place is a secret, which no format may show. */
  readonly hides?: true;
}

function code<P = Readonly<Record<string, never>>>(
  severity: Severity,
  title: string,
  message: (parameters: P) => string,
  hint: string | ((parameters: P) => string),
  doc: string = docs.template,
): Code<P> {
  return { severity, title, message, hint: typeof hint === 'string' ? () => hint : hint, doc };
}

function shorten(value: string): string {
  return value.length > 80 ? `${value.slice(0, 77)}...` : value;
}

export const codes = {
  AIB001: code<{ detail: string; hint: string }>(
    'error',
    'The file is no YAML',
    (p) => `The YAML cannot be read: ${p.detail}.`,
    (p) => p.hint,
    docs.yaml,
  ),
  AIB002: code(
    'error',
    'The file is empty',
    () => 'The file holds no spec.',
    'Write a spec, or let "aibgen init" write a first one.',
  ),
  AIB003: code<{ key: string }>(
    'error',
    'A key is given twice',
    (p) => `The key "${shorten(p.key)}" is given twice in one map.`,
    'Keep one of the two.',
    docs.yaml,
  ),
  AIB004: code<{ detail: string; hint: string }>(
    'error',
    'YAML that a spec cannot hold',
    (p) => `${p.detail}.`,
    (p) => p.hint,
    docs.yaml,
  ),
  AIB005: code<{ what: string; limit: string }>(
    'error',
    'The file is too large',
    (p) => `The file ${p.what}; the limit is ${p.limit}.`,
    'Split it, or move long scripts into files of their own.',
    docs.yaml,
  ),
  AIB006: code(
    'error',
    'The file is no text',
    () => 'The file is not valid UTF-8.',
    'Save it as UTF-8.',
    docs.yaml,
  ),
  AIB007: code<{ what: string }>(
    'error',
    'A character that no output can hold',
    (p) => `The text holds ${p.what}, which JSON and Bicep cannot carry.`,
    'Take the character out.',
    docs.yaml,
  ),

  AIB101: code<{
    key: string;
    known: readonly string[];
    near: string | undefined;
    advice?: string;
  }>(
    'error',
    'An unknown key',
    (p) => `The key "${shorten(p.key)}" is not known here.`,
    (p) => {
      if (p.advice !== undefined) return p.advice;
      if (p.near !== undefined) return `Did you mean "${p.near}"?`;
      if (p.known.length === 0) return 'Take it out.';
      return p.known.length === 1 ? `Use ${quoted(p.known)}.` : `Use one of ${quoted(p.known)}.`;
    },
  ),
  AIB102: code<{ want: string; found: string; hint?: string }>(
    'error',
    'A value of the wrong kind',
    (p) => `The value is ${p.found}; ${p.want} is wanted.`,
    (p) => p.hint ?? `Write ${p.want}.`,
  ),
  AIB103: code<{ key: string; what: string; examples?: readonly string[]; or?: string }>(
    'error',
    'A missing key',
    (p) => `The key "${p.key}" is missing from ${p.what}.`,
    (p) => {
      const lines = (p.examples ?? []).map((example) => `${p.key}: ${example}`);
      const add = lines.length === 0 ? `"${p.key}:"` : quoted(lines);
      return `Add ${add}${p.or === undefined ? '' : `, or ${p.or}`}.`;
    },
  ),
  AIB104: code<{
    value: string;
    allowed: readonly string[];
    near: string | undefined;
    otherwise?: string;
  }>(
    'error',
    'A value that is none of those allowed',
    (p) =>
      `The value "${shorten(p.value)}" is not ${p.allowed.length === 1 ? '' : 'one of '}${quoted(p.allowed)}.`,
    (p) =>
      p.near === undefined
        ? `Use ${quoted(p.allowed)}${p.otherwise === undefined ? '' : `, or ${p.otherwise}`}.`
        : `Did you mean "${p.near}"?`,
  ),
  AIB105: code<{ first: string; second: string }>(
    'error',
    'A thing said twice',
    (p) => `The keys "${p.first}" and "${p.second}" say the same thing.`,
    (p) => `Keep "${p.first}" or "${p.second}", not both.`,
  ),
  AIB106: code<{
    what: string;
    keys: readonly string[];
    kinds: readonly string[];
    near: string | undefined;
    advice?: string;
  }>(
    'error',
    'An entry of no known kind',
    (p) => `The entry is no kind of ${p.what.replace(/^an? /, '')} that is known.`,
    (p) => {
      if (p.advice !== undefined) return p.advice;
      if (p.near !== undefined) return `Did you mean "${p.near}"?`;
      const types = p.kinds.length === 0 ? '' : `, or with a "type" (${quoted(p.kinds)})`;
      return `Say what it is with ${quoted(p.keys)}${types}.`;
    },
  ),
  AIB107: code<{ raw: string }>(
    'error',
    'A number or boolean where a text belongs',
    (p) =>
      `YAML reads ${shorten(p.raw)} as a ${/^(?:true|false)$/i.test(p.raw) ? 'boolean' : 'number'}; a text is wanted.`,
    (p) => `Quote it: '${shorten(p.raw)}'.`,
    docs.yaml,
  ),
  AIB108: code<{ value: string; min: number; max: number }>(
    'error',
    'A number out of range',
    (p) =>
      p.max >= 2_147_483_647
        ? `The value ${p.value} is not a whole number from ${p.min} upwards.`
        : `The value ${p.value} is not a whole number from ${p.min} to ${p.max}.`,
    (p) =>
      p.max >= 2_147_483_647
        ? `Use a whole number from ${p.min} upwards.`
        : `Use a whole number from ${p.min} to ${p.max}.`,
  ),
  AIB109: code<{ value: string; what: string }>(
    'error',
    'A text of the wrong form',
    (p) => `The value "${shorten(p.value)}" is not ${p.what}.`,
    (p) => `Write ${p.what}.`,
  ),
  AIB110: code<{ what: string; example?: string }>(
    'error',
    'An empty value',
    (p) => `${p.what} is empty.`,
    (p) => (p.example === undefined ? 'Fill it in, or take it out.' : `Fill it in: ${p.example}.`),
  ),
  AIB111: code<{ keys: readonly string[]; what: string; inList: boolean }>(
    'error',
    'Two kinds at once',
    (p) => `The keys ${quoted(p.keys, 'and')} make two kinds of ${p.what.replace(/^an? /, '')}.`,
    (p) => (p.inList ? 'Make an entry of its own of each.' : 'Keep one of them.'),
  ),

  AIB201: code<{ value: string; short: string; id: string }>(
    'error',
    'A reference that names nothing',
    (p) => `The reference "${shorten(p.value)}" has the wrong number or kind of segments.`,
    (p) => `Write ${p.short}, or a full id: ${p.id}.`,
  ),
  AIB202: code<{ value: string }>(
    'error',
    'A reference that is one parameter',
    (p) =>
      `The reference "${p.value}" is one parameter and nothing else: its scope could not be known.`,
    'Write the segments out, each a text that may hold parameters.',
  ),
  AIB203: code<{ name: string; near: string | undefined }>(
    'error',
    'An undeclared parameter',
    (p) => `The parameter "${shorten(p.name)}" is not declared.`,
    (p) =>
      p.near === undefined
        ? `Declare it below "parameters:", or write {{{{ params.${shorten(p.name)} }}}} for the text itself.`
        : `Did you mean "${p.near}"?`,
    docs.bicepParameters,
  ),
  AIB204: code<{ name: string; type: string; want: string }>(
    'error',
    'A parameter of the wrong type',
    (p) => `The parameter "${p.name}" has the type ${p.type}; ${p.want} is wanted.`,
    (p) => `Use a parameter that is ${p.want}.`,
    docs.bicepParameters,
  ),
  AIB205: code<{ name: string }>(
    'error',
    'A parameter where none may stand',
    (p) => `The parameter "${p.name}" cannot be used here: the value decides what is written.`,
    'Write the value itself.',
    docs.bicepParameters,
  ),
  AIB206: code<{ name: string; why: string }>(
    'error',
    'A name that a parameter cannot have',
    (p) => `A parameter cannot be called "${shorten(p.name)}": it ${p.why}.`,
    'Choose another name of letters, digits and "_".',
    docs.bicepParameters,
  ),
  AIB207: code<{ name: string; type: string; found: string }>(
    'error',
    'A value that the parameter cannot have',
    (p) =>
      `The value "${shorten(p.found)}" does not have the type of the parameter "${p.name}", ${p.type}.`,
    (p) =>
      `Write ${p.type === 'string' ? 'a text (quote numbers and booleans)' : p.type === 'int' ? 'a whole number' : 'true or false'}.`,
    docs.bicepParameters,
  ),
  AIB208: code<{ name: string; found: string; allowed: readonly string[] }>(
    'error',
    'A value that is not allowed for the parameter',
    (p) => `The value "${shorten(p.found)}" is not allowed for the parameter "${p.name}".`,
    (p) => `Use ${quoted(p.allowed)}.`,
    docs.bicepParameters,
  ),
  AIB209: code<{ name: string; why: string }>(
    'error',
    'A parameter without a value',
    (p) => `The parameter "${p.name}" has no value, and ${p.why} needs one.`,
    (p) => `Give it a "default:", or set it with --set ${p.name}=VALUE.`,
    docs.bicepParameters,
  ),
  AIB210: code<{ name: string }>(
    'warning',
    'A parameter that nothing uses',
    (p) => `The parameter "${p.name}" is declared and not used.`,
    (p) => `Use it as {{ params.${p.name} }}, or take it out.`,
    docs.bicepParameters,
  ),
  AIB211: code<{ name: string; value: string; want: string }>(
    'error',
    'A parameter that may have a wrong value',
    (p) => `The parameter "${p.name}" may be "${shorten(p.value)}", which is not ${p.want}.`,
    (p) => `Let its default and its allowed values be ${p.want}.`,
    docs.bicepParameters,
  ),
  AIB212: code<{ what: string; name: string }>(
    'error',
    'A name that Azure does not take',
    (p) => `The ${p.what} "${shorten(p.name)}" cannot be the name of a resource.`,
    'Use up to 90 letters, digits, "-", "_", "." and parentheses.',
    docs.names,
  ),
  AIB213: code<{ value: string }>(
    'error',
    'A source of no known form',
    (p) =>
      `The source "${shorten(p.value)}" is neither publisher:offer:sku:version nor the id of an image.`,
    'Write publisher:offer:sku:version, "image: <name>", "gallery: <gallery>/<definition>", or a resource id.',
    docs.source,
  ),
  AIB214: code<{ name: string }>(
    'error',
    'A created identity outside of the deployment',
    (p) => `The identity "${p.name}" cannot be created: it lives in another group.`,
    'Give only its name with "create: true", or leave "create" out.',
    docs.identity,
  ),
  AIB215: code<{ count: number }>(
    'error',
    'More or less than one template identity',
    (p) => `The template has ${p.count} identities; the service takes exactly one.`,
    'Name one identity.',
    docs.identity,
  ),
  AIB216: code<{ path: string }>(
    'error',
    'A script file that is not there',
    (p) => `The file "${shorten(p.path)}" cannot be read.`,
    'Correct the path; it is relative to the file that names it.',
    docs.generalize,
  ),
  AIB217: code<{ name: string; other: string | undefined }>(
    'error',
    'Two images of one name',
    (p) =>
      p.other === undefined
        ? `Two variants of the matrix are called "${p.name}", and have the same output folder.`
        : `The image "${p.name}" has the same output folder as the one of "${p.other}".`,
    (p) =>
      p.other === undefined
        ? 'Use values that tell them apart in "name:", or take one of them out of the matrix.'
        : 'Give one of them another "name:" or file name.',
  ),
  AIB218: code<{ name: string }>(
    'error',
    'A name that no folder can have',
    (p) =>
      `The image cannot be called "${shorten(p.name)}": no folder can have that name everywhere.`,
    'Choose another name.',
    docs.names,
  ),
  AIB219: code<{ path: string }>(
    'error',
    'A script by path without its address',
    (p) => `The script "${shorten(p.path)}" is named by its path, and nothing tells its address.`,
    'Add "scripts: { baseUri: https://… }" with the address that the scripts are uploaded to, or write the whole address here.',
    docs.customize,
  ),

  AIB220: code<{ path: string; what: 'base' | 'step file' }>(
    'error',
    'A base or step file that is not there',
    (p) => `The ${p.what} "${shorten(p.path)}" is not there.`,
    'Correct the path; it is relative to the file that names it.',
  ),
  AIB221: code<{ chain: readonly string[] }>(
    'error',
    'A file that uses itself',
    (p) => `The file uses itself: ${p.chain.join(' -> ')}.`,
    'Take one of these uses out.',
  ),
  AIB223: code<{ name: string }>(
    'error',
    'A name that a list of the matrix cannot have',
    (p) => `"${shorten(p.name)}" cannot be used as {{ matrix.${shorten(p.name)} }}.`,
    'Use letters, digits, "_" and "-", a letter first.',
  ),
  AIB224: code<{ name: string }>(
    'error',
    'A list or map inside of a text',
    (p) => `The value of "matrix.${shorten(p.name)}" is a list or a map; in a text it has no form.`,
    'Use it as a value of its own, or make it a text.',
  ),
  AIB225: code<{ count: number; limit: number }>(
    'error',
    'A matrix of too many variants',
    (p) => `The matrix makes ${p.count} variants; the limit is ${p.limit}.`,
    'Split the spec.',
  ),
  AIB226: code(
    'error',
    'A matrix without variants',
    () => 'The matrix leaves no variant.',
    'Exclude less, or take the matrix out.',
  ),
  AIB227: code<{ name: string; near: string | undefined }>(
    'error',
    'A value that the matrix does not have',
    (p) => `The matrix has no value "${shorten(p.name)}" for this image.`,
    (p) =>
      p.near === undefined
        ? `Add it below "matrix:", or write {{{{ matrix.${shorten(p.name)} }}}} for the text itself.`
        : `Did you mean "${p.near}"?`,
  ),
  AIB228: code<{ path: string; root: string }>(
    'error',
    'A script outside of the folder of scripts',
    (p) => `The script "${shorten(p.path)}" is not below "${p.root}", the root of the scripts.`,
    'Move it there, or say another "scripts: { root: ... }".',
    docs.customize,
  ),
  AIB229: code<{ path: string; hash: string }>(
    'error',
    'A checksum that is not that of the file',
    (p) => `The checksum is not that of "${shorten(p.path)}".`,
    (p) => `Take it out (it is computed), or write ${p.hash}.`,
    docs.customize,
  ),

  AIB240: code<{ name: string; image: string; other: string }>(
    'error',
    'Two images with one staging group',
    (p) =>
      `The staging group "${shorten(p.name)}" of "${p.image}" is that of "${p.other}" too; a group serves one template.`,
    'Name another group, or none: then the service makes one.',
    docs.stagingResourceGroup,
  ),
  AIB241: code<{ name: string; image: string; other: string }>(
    'error',
    'Two images that make one gallery version',
    (p) =>
      `The version "${shorten(p.name)}" is made by "${p.image}" and by "${p.other}"; a version is made once.`,
    'Name another version or definition, or leave the version out: then the service counts.',
    docs.sharedImage,
  ),
  AIB242: code<{ name: string; image: string; other: string }>(
    'error',
    'Two images that write to one place',
    (p) => `"${shorten(p.name)}" is written by "${p.image}" and by "${p.other}".`,
    'Give each image a target of its own.',
    docs.distribute,
  ),
  AIB243: code<{ name: string; image: string; other: string; is: string; otherIs: string }>(
    'error',
    'Two images that do not fit one definition',
    (p) =>
      `The definition "${shorten(p.name)}" gets "${p.image}", which is ${p.is}, and "${p.other}", which is ${p.otherIs}; a definition is for one kind.`,
    'Give each kind a definition of its own.',
    docs.sharedImage,
  ),
  AIB244: code<{ what: string; name: string; image: string; other: string; path: string }>(
    'error',
    'One thing made in two ways',
    (p) =>
      `The ${p.what} "${shorten(p.name)}" is made by "${p.image}" and by "${p.other}", with another ${p.path}.`,
    'Make it in one spec only, or in all alike (a base can say it).',
    docs.definition,
  ),
  AIB245: code<{ name: string; image: string; other: string; names: string }>(
    'error',
    'Two definitions of one publisher, offer and SKU',
    (p) =>
      `The definition "${shorten(p.name)}" of "${p.image}" has the publisher, offer and SKU of "${shorten(p.other)}" in the same gallery (${shorten(p.names)}).`,
    'Give one of them a "sku" of its own.',
    docs.definition,
  ),
  AIB250: code<{ account: string; value: string; swapped: boolean }>(
    'error',
    'A storage account that is nowhere',
    (p) =>
      p.swapped
        ? `The subscription has to stand before the group of the storage account "${p.account}", and "${shorten(p.value)}" has it behind.`
        : `"${shorten(p.value)}" does not say where the storage account "${p.account}" is.`,
    (p) =>
      p.swapped
        ? `Write ${p.account}: ${p.value.split('/').toReversed().join('/')}`
        : `Write the resource group (${p.account}: storage-rg), or subscription/group.`,
    docs.storage,
  ),
  AIB251: code<{ name: string; other: string }>(
    'error',
    'A storage account given twice',
    (p) => `The storage account "${p.name}" is given already, as "${p.other}".`,
    'Keep one of the two: names of storage accounts have no case.',
    docs.storage,
  ),
  AIB301: code<{ minutes: number }>(
    'error',
    'A build timeout of 1 to 5 minutes',
    (p) =>
      `The build timeout is ${p.minutes} minutes; the service needs at least 6, or 0 for its default.`,
    'Use 6 to 960 minutes, or leave it out for 240.',
    docs.timeout,
  ),
  AIB302: code<{ kind: string; os: string; source: string }>(
    'error',
    'A step that the operating system cannot run',
    (p) => `A ${p.kind} step cannot run on ${p.os}, which the source is.`,
    // The source is in the hint: a step of a file that specs share is said once.
    (p) => {
      const use = p.os === 'Windows' ? 'a powershell step' : 'a shell step';
      const restart = p.kind === 'WindowsRestart' ? ' ("sudo reboot")' : '';
      return `Use ${use}${restart}: ${shorten(p.source)} is ${p.os}.`;
    },
    docs.customize,
  ),
  AIB303: code<{ property: string; since: string; version: string }>(
    'error',
    'A property newer than the API version',
    (p) =>
      `The property "${p.property}" exists since API version ${p.since}; the spec pins ${p.version}.`,
    (p) => `Use "apiVersion: ${p.since}" or newer, or take the pin out.`,
    docs.apiVersions,
  ),
  AIB304: code<{ kind: string; both: boolean; keys: string }>(
    'error',
    'Both or neither of script and commands',
    (p) =>
      `A ${p.kind} step needs exactly one of ${p.keys}; ${p.both ? 'both are' : 'none is'} given.`,
    (p) => (p.both ? 'Keep one of the two.' : `Add one of ${p.keys}.`),
    docs.customize,
  ),
  AIB305: code(
    'error',
    'runAsSystem without runElevated',
    () => 'A step can run as the system account only when it runs elevated.',
    'Add "elevated: true".',
    docs.powershell,
  ),
  AIB306: code<{ value: string }>(
    'error',
    'A malformed checksum',
    (p) => `The checksum "${shorten(p.value)}" is not 64 lower-case hexadecimal digits.`,
    'Write what "sha256sum FILE" prints, in lower case.',
    docs.customize,
  ),
  AIB307: code<{ name: string }>(
    'error',
    'Two targets with one run output name',
    (p) => `The run output name "${p.name}" is given to two targets.`,
    'Give each target its own "runOutputName".',
    docs.distribute,
  ),
  AIB308: code<{ name: string }>(
    'warning',
    'Two steps of one name',
    (p) => `The name "${shorten(p.name)}" is given to two steps.`,
    'Give each step its own name, or none.',
    docs.customize,
  ),
  AIB309: code(
    'error',
    'An unknown operating system',
    () => 'Neither the source nor the steps tell the operating system.',
    'Add "os: linux" or "os: windows".',
    docs.source,
  ),
  AIB310: code<{ value: string }>(
    'error',
    'A malformed restart timeout',
    (p) => `The restart timeout "${shorten(p.value)}" is not a number and a unit.`,
    'Write it as 5m or 2h.',
    docs.restart,
  ),
  AIB311: code<{ length: number }>(
    'error',
    'Text that makes too long an expression',
    (p) =>
      `With its parameters this text is an ARM expression of ${p.length} characters; Azure takes 24,576.`,
    'Split the text, or keep parameters out of its long part.',
    docs.armLimits,
  ),
  AIB312: code<{ count: number }>(
    'error',
    'Too many tags',
    (p) => `There are ${p.count} tags; Azure takes 50.`,
    'Take some out.',
    docs.tags,
  ),
  AIB313: code<{ what: string; length: number; limit: number }>(
    'error',
    'Too long a tag',
    (p) => `The ${p.what} of the tag has ${p.length} characters; Azure takes ${p.limit}.`,
    'Shorten it.',
    docs.tags,
  ),
  AIB314: code<{ name: string }>(
    'error',
    'A tag name with characters that Azure refuses',
    (p) => `The tag name "${shorten(p.name)}" holds one of the characters < > % & \\ ? /.`,
    'Use other characters.',
    docs.tags,
  ),
  AIB315: code<{ value: string }>(
    'error',
    'A malformed image version',
    (p) => `The version "${shorten(p.value)}" is not three numbers as in 1.2.3.`,
    'Write MAJOR.MINOR.PATCH.',
    docs.sharedImage,
  ),
  AIB316: code<{ size: string; what: string; image: string }>(
    'error',
    'A VM size that cannot boot the source',
    (p) => `The size "${p.size}" runs ${p.what} images; the source is ${p.image}.`,
    'Choose another size, or leave it out.',
    docs.generations,
  ),
  AIB317: code<{ subscription: string }>(
    'error',
    'A managed image of another subscription',
    (p) =>
      `The managed image is in the subscription ${p.subscription}; the service needs it in that of the template.`,
    'Use an image of the same subscription, or a gallery version.',
    docs.source,
  ),
  AIB318: code(
    'error',
    'versioning with an explicit version',
    () => 'The target names its version and says how versions are counted.',
    'Keep the version or "versioning".',
    docs.sharedImage,
  ),
  AIB319: code(
    'error',
    'versioning.major with the scheme Source',
    () => 'The scheme Source takes the number of the source; "major" belongs to Latest.',
    'Take "major" out, or use the scheme Latest.',
    docs.sharedImage,
  ),
  AIB320: code<{ why: string }>(
    'error',
    'A container subnet that does not fit',
    (p) => `The container subnet ${p.why}.`,
    'Name two subnets of one network, and no proxy size.',
    docs.vnet,
  ),
  AIB321: code<{ first: string; second: string }>(
    'error',
    'Two keys that exclude each other',
    (p) => `The keys "${p.first}" and "${p.second}" exclude each other.`,
    (p) => `Keep "${p.first}" or "${p.second}".`,
    docs.sharedImage,
  ),
  AIB322: code(
    'error',
    '/mode:vm on Linux',
    () => 'The mode "vm" is an argument of Sysprep; the image is Linux.',
    'Take it out, or write the commands with "deprovision: { inline: ... }".',
    docs.generalize,
  ),

  AIB330: code<{ source: string; is: string; otherIs: string }>(
    'error',
    'A definition that does not fit its source',
    (p) => `The definition is ${p.is}, and its source (${p.source}) is ${p.otherIs}.`,
    'Take it out, and what the source is is filled in; or take another source.',
    docs.definition,
  ),
  AIB331: code<{ source: string }>(
    'error',
    'A definition of no known generation',
    (p) =>
      `The definition needs a Hyper-V generation, and that of the source (${p.source}) is not known.`,
    'Add "generation: 1" or "generation: 2" to the spec.',
    docs.definition,
  ),
  AIB332: code<{ type: string }>(
    'error',
    'A security type of generation 1',
    (p) => `The security type "${p.type}" needs generation 2.`,
    'Take a source of generation 2, or write "securityType: none".',
    docs.definition,
  ),
  AIB333: code(
    'error',
    'A network that is made, and a subnet that exists',
    () => 'The build VM cannot be in this subnet: "network" makes one for it.',
    'Keep "network" or the subnet.',
    docs.vnet,
  ),
  AIB334: code<{ name: string }>(
    'error',
    'A definition made twice',
    (p) => `The definition "${shorten(p.name)}" is made for another target already.`,
    'Say "definition" at one of the targets.',
    docs.definition,
  ),
  AIB335: code<{ source: string }>(
    'error',
    'A managed image for Arm64',
    (p) => `Managed images are for x64 only, and the source (${p.source}) is for Arm64.`,
    'Distribute to a gallery.',
    docs.managedImage,
  ),

  AIB348: code<{ code: string; near: string | undefined }>(
    'error',
    'A code that is not there',
    (p) => `There is no diagnostic with the code "${p.code}".`,
    (p) => (p.near === undefined ? 'The manual lists all codes.' : `Did you mean "${p.near}"?`),
  ),
  AIB349: code<{ path: string; near: string | undefined; known: readonly string[] }>(
    'error',
    'A path that the image does not have',
    (p) => `The image has no value at "${shorten(p.path)}".`,
    (p) => {
      if (p.near !== undefined) return `Did you mean "${p.near}"?`;
      return p.known.length > 0 && p.known.length <= 12
        ? `Use one of ${quoted(p.known)}.`
        : 'Leave the path out to see all values with their paths.';
    },
  ),

  AIB350: code(
    'error',
    'A trigger on a managed image',
    () => 'The trigger waits for a new version of the source, and a managed image has no versions.',
    'Use a marketplace image or a gallery as the source, or take "trigger" out.',
    docs.triggers,
  ),
  AIB351: code<{ version: string }>(
    'error',
    'A trigger on a source of one version',
    (p) =>
      `The trigger waits for a new version of the source, which is fixed to "${shorten(p.version)}".`,
    'Use the version "latest" for the source, or take "trigger" out.',
    docs.triggers,
  ),
  AIB352: code<{ version: string }>(
    'error',
    'A trigger with a target of one version',
    (p) =>
      `The trigger builds again and again, and the target always makes the version "${shorten(p.version)}".`,
    'Take the version of the target out: the service counts.',
    docs.triggers,
  ),
  AIB353: code<{ definition: string }>(
    'error',
    'A trigger that would start itself',
    (p) =>
      `The source and the target are the same image definition, "${shorten(p.definition)}": each build would trigger the next.`,
    'Distribute to another image definition.',
    docs.triggers,
  ),
  AIB354: code<{ subscription: string }>(
    'error',
    'A staging group in another subscription',
    (p) =>
      `The staging group is in the subscription ${shorten(p.subscription)}; the service needs it in that of the template.`,
    'Use a resource group of the same subscription.',
    docs.stagingResourceGroup,
  ),
  AIB355: code<{ name: string }>(
    'error',
    'A parameter in what the name is a hash of',
    (p) =>
      `The parameter "${p.name}" is used in what the hash of the name covers: with another value the content would be another, and the name the same.`,
    'Use "matrix", or take "naming: contentHash" out.',
    docs.troubleshoot,
  ),

  AIB360: code(
    'error',
    'storageAccountType without replicationRegions',
    () => '"storageAccountType" is the storage of "replicationRegions", and these are not given.',
    'Add "replicationRegions:", or give the storage to each of "targetRegions".',
    docs.sharedImage,
  ),
  AIB361: code<{ name: string }>(
    'error',
    'Two targets that write one thing',
    (p) => `Two targets of the image write "${shorten(p.name)}".`,
    'Take one of them out, or give it another name.',
    docs.distribute,
  ),

  AIB401: code<{ source: string }>(
    'warning',
    'An unknown Hyper-V generation',
    (p) =>
      `The Hyper-V generation of the source (${shorten(p.source)}) cannot be told from its name; a size that boots both is written.`,
    'Add "generation: 1" or "generation: 2".',
    docs.generations,
  ),
  AIB402: code<{ region: string; near: string | undefined }>(
    'warning',
    'A region without Image Builder',
    (p) => `The region "${shorten(p.region)}" is not known to have Azure VM Image Builder.`,
    (p) => (p.near === undefined ? 'Check the list of regions.' : `Did you mean "${p.near}"?`),
    docs.location,
  ),
  AIB403: code<{ minutes: number }>(
    'warning',
    'A short timeout for Windows',
    (p) =>
      `The build timeout is ${p.minutes} minutes; Windows images rarely build in less than 60.`,
    'Use 60 minutes or more.',
    docs.timeout,
  ),
  AIB404: code<{ value: string }>(
    'warning',
    'A Linux file outside of /tmp',
    (p) =>
      `The file goes to "${shorten(p.value)}"; on Linux the service can write only below /tmp.`,
    'Copy it below /tmp, and move it with a shell step.',
    docs.file,
  ),
  AIB405: code<{ path: string }>(
    'info',
    'A deprovision script of the spec itself',
    (p) => `A step writes ${p.path} itself, so that no default deprovision step is added.`,
    'Say "deprovision: service" to make that plain.',
    docs.generalize,
  ),
  AIB406: code<{ value: string }>(
    'warning',
    'A checksum of commands',
    () => 'A checksum beside inline commands is not used: it belongs to a script.',
    'Take it out.',
    docs.customize,
  ),
  AIB407: code<{ account: string; writes: boolean; first: boolean }>(
    'warning',
    'A storage account of unknown group',
    (p) =>
      `The right to ${p.writes ? 'write to' : 'read from'} the storage account "${p.account}" cannot be deployed: its resource group is not known.`,
    (p) => {
      const key = /^[a-z0-9]+$/i.test(p.account) ? p.account : `"${p.account}"`;
      return p.first
        ? `Add to the spec: storageAccounts: { ${key}: <resource group> }`
        : `Add below storageAccounts: ${key}: <resource group>`;
    },
    docs.storage,
  ),
  AIB408: code<{ name: string }>(
    'warning',
    'A parameter that looks like a secret',
    (p) =>
      `The parameter "${p.name}" looks like a secret; its value would be readable in the template and the deployment.`,
    'Fetch secrets in a step, with an identity of the build VM, from a key vault.',
    docs.customize,
  ),
  AIB409: code<{ image: string }>(
    'warning',
    'A purchase plan that is missing',
    (p) => `Images of ${shorten(p.image)} are sold with a purchase plan, and none is given.`,
    'Write "source: { urn: ..., plan: true }", and accept the terms once.',
    docs.plan,
  ),
  AIB410: code<{ value: string }>(
    'warning',
    'A destination without a file name',
    (p) =>
      `The destination "${shorten(p.value)}" ends in a separator; the full path with the file name is wanted.`,
    'Add the file name.',
    docs.file,
  ),
  AIB411: {
    ...code<{ what: string }>(
      'warning',
      'A secret in commands',
      (p) => `The commands hold ${p.what}: everyone who can read the template can read them.`,
      'Put the secret into a key vault, and fetch it in the step with an identity of the build VM.',
      docs.secrets,
    ),
    hides: true,
  },
  AIB412: {
    ...code<{ what: string }>(
      'warning',
      'A secret in an address',
      (p) => `The address holds ${p.what}: everyone who can read the template can read it.`,
      'Take it out; the identity of the template gets the right to read from Azure Storage.',
      docs.secrets,
    ),
    hides: true,
  },
  AIB413: code(
    'info',
    'Updates while an installation may be pending',
    () =>
      'Windows updates fail while an installer or a restart is pending, and a step before installs something.',
    'Put "- restart: true" before the updates.',
    docs.windowsUpdate,
  ),
  AIB414: code<{ branch: string }>(
    'info',
    'An address whose content may change',
    (p) =>
      `The address holds whatever the branch "${shorten(p.branch)}" holds when the template is made.`,
    'Name a commit or a tag in it, or add "sha256:" so that a changed file is refused.',
    docs.customize,
  ),
  AIB415: code(
    'info',
    'A script without a checksum',
    () => 'The script is not checked: it may change between two builds.',
    'Add "sha256:" with what "sha256sum FILE" prints.',
    docs.customize,
  ),
  AIB416: code<{ version: string }>(
    'info',
    'A target version that can be made once',
    (p) =>
      `The source is the latest one, and the target is always the version "${shorten(p.version)}": the second build fails, for it exists.`,
    'Take the version out: the service counts.',
    docs.sharedImage,
  ),
  AIB417: code<{ size: string; retirement: string | undefined }>(
    'info',
    'A default size that new subscriptions do not get',
    (p) =>
      `The default size for generation 1 is "${p.size}", which subscriptions made since July 2026 cannot use${p.retirement === undefined ? '' : ` and which retires on ${p.retirement}`}.`,
    'Add "vm: { size: Standard_D2ds_v5 }", which boots both generations.',
    docs.retirements,
  ),
  AIB418: code<{ size: string }>(
    'info',
    'Windows on the default size',
    (p) => `Windows builds on "${p.size}", as no size is given; a larger one builds faster.`,
    'Say which size the build needs with "vm: { size: ... }".',
    docs.vmSize,
  ),
  AIB419: code(
    'info',
    'A subnet without a container subnet',
    () =>
      'The build goes through a proxy VM, a load balancer and a private link, as only one subnet is given.',
    'Add "containerSubnet:", a subnet of the same network that is delegated to Microsoft.ContainerInstance/containerGroups.',
    docs.vnet,
  ),
  AIB420: code(
    'warning',
    'A proxy size without a subnet',
    () => 'A proxy VM is made only for a build in a subnet, and none is given.',
    'Take the proxy size out, or add the subnet.',
    docs.vnet,
  ),
  AIB421: code<{ version: string }>(
    'warning',
    'Regions in the older form',
    (p) => `"replicationRegions" is deprecated in the API version ${p.version}.`,
    'Use "targetRegions", or "regions" in the short form.',
    docs.sharedImage,
  ),
  AIB422: code(
    'info',
    'A VHD that goes with the template',
    () => 'The VHD is made in the staging group, which is deleted with the template.',
    'Add "uri:", or copy the VHD before the template is deleted.',
    docs.vhd,
  ),
  AIB423: code(
    'info',
    'Distribution after a failed validation',
    () =>
      'The image is distributed although a validation failed, and the run counts as failed all the same.',
    'Leave it out to distribute only what passed.',
    docs.validate,
  ),
  AIB424: code(
    'info',
    'A build VM that stays after an error',
    () =>
      'After an error the build VM and its network stay in the staging group, and cost, until somebody deletes them.',
    'Use "cleanup" when the error is found.',
    docs.errorHandling,
  ),
  AIB425: code<{ region: string }>(
    'info',
    'Regions without that of the template',
    (p) =>
      `The regions lack "${shorten(p.region)}", the one of the template; those of an image version must include that of its gallery.`,
    'Check that the region of the gallery is among them.',
    docs.sharedImage,
  ),
  AIB426: code<{ source: string }>(
    'info',
    'An image that can be generalized three times',
    (p) => `Images of ${shorten(p.source)} can be generalized only three times.`,
    'Start from the marketplace image each time, not from your last one.',
    docs.generalize,
  ),
  AIB427: code<{ path: string }>(
    'info',
    'A step that deletes the deprovision script',
    (p) => `The step deletes ${p.path}, with which the service generalizes the image.`,
    'Leave the file where it is.',
    docs.generalize,
  ),
  AIB428: code<{ size: string; what: string; image: string }>(
    'warning',
    'A VM size that probably cannot boot the source',
    (p) => `The size "${p.size}" runs ${p.what} images; the source is probably ${p.image}.`,
    'Choose another size, or tell the "generation:" of the source.',
    docs.generations,
  ),
  AIB430: code<{ code: string }>(
    'warning',
    'A silenced code that is not there',
    (p) => `Nothing on the next line has the code "${shorten(p.code)}".`,
    'Take the comment out.',
    docs.comments,
  ),
  AIB431: code<{ code: string }>(
    'warning',
    'A silenced code without a reason',
    (p) => `The comment silences ${p.code} and does not say why.`,
    (p) => `Write the reason behind the code: # aibgen-disable-next-line ${p.code} <reason>`,
    docs.comments,
  ),
  AIB432: code<{ code: string; why: string }>(
    'warning',
    'A code that cannot be silenced',
    (p) => `"${shorten(p.code)}" cannot be silenced: ${p.why}.`,
    'Take the comment out, and mend the error where there is one.',
    docs.comments,
  ),
  AIB440: code<{ key: string; value: string; source: string; told: string }>(
    'warning',
    'A source that is said to be what its name denies',
    (p) =>
      `The spec says "${p.key}: ${p.value}", and the name of the source (${shorten(p.source)}) says ${p.told}.`,
    (p) => `Take "${p.key}" out, or name another source.`,
    docs.source,
  ),
  AIB441: code<{ value: string }>(
    'warning',
    'An address that is none',
    (p) => `"${shorten(p.value)}" is no address: the service fetches and writes over https.`,
    'Write the whole address (https://...), or in the short form a path that begins with "./" or "../".',
    docs.customize,
  ),
  AIB442: code<{ path: string; megabytes: number }>(
    'warning',
    'A file that is too large for a File step',
    (p) =>
      `The file "${shorten(p.path)}" has ${p.megabytes} MB; a File step is for less than 20 MB.`,
    'Fetch it in a shell or powershell step.',
    docs.file,
  ),
  AIB443: {
    ...code<{ what: string; where: 'tag' | 'default' }>(
      'warning',
      'A secret in a tag or in the default of a parameter',
      (p) =>
        `The ${p.where === 'tag' ? 'tag' : 'default of the parameter'} holds ${p.what}: everyone who can read the deployment can read it.`,
      'Take it out; what the build needs, fetch from a key vault with an identity of the build VM.',
      docs.secrets,
    ),
    hides: true,
  },
  AIB444: code<{ path: string; what: string; line: number }>(
    'warning',
    'A secret in a script',
    (p) => `The script "${shorten(p.path)}" holds ${p.what} in line ${p.line}.`,
    'Put the secret into a key vault, and fetch it in the script with an identity of the build VM.',
    docs.secrets,
  ),
  AIB445: code<{ value: string; near: string | undefined }>(
    'warning',
    'A malformed version of the source',
    (p) => `The version "${shorten(p.value)}" of the source is neither "latest" nor three numbers.`,
    (p) =>
      p.near === undefined ? 'Write "latest", or a version as 1.2.3.' : `Did you mean "${p.near}"?`,
    docs.source,
  ),
  AIB446: code<{ name: string }>(
    'warning',
    'A definition that looks like a version',
    (p) => `"${shorten(p.name)}" is read as the name of a definition, and looks like a version.`,
    'Write a version as three numbers: gallery/definition/1.2.3.',
    docs.sharedImage,
  ),
  AIB447: code<{ size: string; near: string }>(
    'warning',
    'A malformed name of a VM size',
    (p) => `The size "${shorten(p.size)}" is not written as Azure names sizes.`,
    (p) => `Did you mean "${p.near}"?`,
    docs.vmSize,
  ),
  AIB448: code<{ region: string }>(
    'warning',
    'A region given twice',
    (p) => `The region "${p.region}" is given twice.`,
    'Take one of the two out.',
    docs.sharedImage,
  ),
  AIB470: code<{ path: string }>(
    'warning',
    'A shell script with Windows line endings',
    (p) =>
      `The script "${shorten(p.path)}" has Windows line endings (CRLF), over which a Linux shell stumbles; its checksum is that of the file as it is.`,
    'Save it with LF, and add "*.sh text eol=lf" to .gitattributes.',
    docs.shell,
  ),
  AIB471: code<{ path: string }>(
    'warning',
    'A part that no spec uses',
    (p) => `No spec of the run uses "${p.path}".`,
    'Use it with "extends:" or "steps:", or remove it.',
  ),
  AIB472: code<{ path: string }>(
    'warning',
    'A script that no spec uses',
    (p) =>
      `No spec of the run uses the script "${p.path}", which stands beside others that are used.`,
    'Use it in a step, or remove it.',
    docs.customize,
  ),

  AIB480: code<{ value: string }>(
    'warning',
    'An address that only a parameter tells',
    (p) =>
      `Whether "${shorten(p.value)}" lies in Azure Storage is told only by its parameter, so that the right to it cannot be deployed.`,
    'Write the host of the address out, or let the identity be given Storage Blob Data Reader on the container by hand.',
    docs.storage,
  ),
  AIB481: code<{ account: string }>(
    'warning',
    'A storage account that no address names',
    (p) => `storageAccounts says where "${p.account}" is, and no address of the spec names it.`,
    'Take it out, or mend its name.',
    docs.storage,
  ),

  AIB601: code<{ reason: string }>(
    'error',
    'A template that cannot be imported',
    (p) => p.reason,
    'Give an image template, an ARM template, compiled Bicep, or what "az image builder show" prints.',
  ),
  AIB602: code<{ reason: string }>(
    'warning',
    'Something of a template that an import cannot be sure of',
    (p) => p.reason,
    '',
  ),
  AIB603: code<{ reason: string }>(
    'info',
    'Something to know about a template that is imported',
    (p) => p.reason,
    '',
  ),
  AIB604: code<{ what: string; reason: string }>(
    'error',
    'A part of a template that no spec can say',
    (p) => `"${shorten(p.what)}" cannot be imported: ${p.reason}`,
    'Change it in the template and import again, or add it to the spec by hand.',
  ),
  AIB605: code<{ names: readonly string[] }>(
    'error',
    'Several image templates in one document',
    (p) => `The document holds ${p.names.length} image templates: ${quoted(p.names, 'and')}.`,
    'Name a folder for their specs with -o.',
  ),
  AIB606: code<{ path: string; why: string }>(
    'error',
    'A Bicep file that cannot be compiled',
    (p) => `The Bicep file "${p.path}" cannot be compiled: ${p.why}`,
    'Install the Bicep CLI ("az bicep install"), name it in AIBGEN_BICEP, or import the compiled JSON.',
    docs.bicepParameters,
  ),
  AIB607: code<{ path: string }>(
    'error',
    'A spec that is there already',
    (p) => `The file "${p.path}" is there already and says something else.`,
    'Take another folder or --name, or overwrite it with --force.',
  ),
  AIB901: code<{ path: string }>(
    'error',
    'A file that is not there',
    (p) => `There is no file "${p.path}".`,
    'Correct the path.',
  ),
  AIB902: code<{ path: string }>(
    'error',
    'A folder without specs',
    (p) =>
      `There is no spec in "${p.path}": no .yaml or .yml file whose name does not begin with "_".`,
    'Name a spec, or let "aibgen init" write one.',
  ),
  AIB903: code<{ path: string; why: string }>(
    'error',
    'A file that cannot be read',
    (p) => `The file "${p.path}" cannot be read: ${p.why}.`,
    'Check the path and its permissions.',
  ),
  AIB904: code<{ path: string }>(
    'error',
    'A file edited by hand',
    (p) => `The file "${p.path}" was edited by hand since it was written.`,
    'Move the edit into the spec, or overwrite it with --force.',
  ),
  AIB905: code<{ path: string; why: string }>(
    'error',
    'An output that cannot be written',
    (p) => `The file "${p.path}" cannot be written: ${p.why}.`,
    'Check the folder and its permissions.',
  ),
  AIB906: code<{ path: string; changed: readonly string[]; command: string }>(
    'error',
    'A stale file',
    (p) =>
      `The file "${p.path}" is not what the spec makes${p.changed.length === 0 ? '' : `: changed since ${p.changed.length === 1 ? 'is' : 'are'} ${quoted(p.changed, 'and')}`}.`,
    (p) => `Run: ${p.command}`,
  ),
  AIB907: code<{ path: string; command: string }>(
    'error',
    'A missing file',
    (p) => `The file "${p.path}" is missing.`,
    (p) => `Run: ${p.command}`,
  ),
  AIB908: code<{ path: string; command: string }>(
    'error',
    'A left-over file',
    (p) => `The file "${p.path}" belongs to no spec.`,
    (p) => `Run: ${p.command}`,
  ),
  AIB909: code<{ name: string; near: string | undefined }>(
    'error',
    'A --set that no spec declares',
    (p) => `No spec declares the parameter "${p.name}" that --set names.`,
    (p) =>
      p.near === undefined
        ? 'Declare it below "parameters:", or take it out.'
        : `Did you mean "${p.near}"?`,
  ),
  AIB910: code<{ name: string; value: string; want: string }>(
    'error',
    'A --set value that the parameter cannot have',
    (p) => `The value "${shorten(p.value)}" that --set gives to "${p.name}" is not ${p.want}.`,
    (p) => `Use ${p.want}.`,
  ),
  AIB911: code<{ path: string; why: string }>(
    'error',
    'A path that leaves the output folder',
    (p) => `The file "${p.path}" is not written: ${p.why}.`,
    'Make the output folder and what is in it plain files and folders.',
  ),
  AIB912: code<{ path: string; command: string }>(
    'error',
    'A file edited by hand, found by --check',
    (p) => `The file "${p.path}" was edited by hand, or comes from somewhere else.`,
    (p) => `Move the edit into the spec, or run: ${p.command}`,
  ),
  AIB913: code<{ name: string; count: number }>(
    'error',
    'A --stdout of more than one image',
    (p) => `--stdout prints one file, and ${p.count} images have a "${p.name}".`,
    'Name one spec.',
  ),
  AIB914: code<{ name: string; known: readonly string[] }>(
    'error',
    'A --stdout of no output',
    (p) => `The image has no output "${p.name}".`,
    (p) => `Use one of ${quoted(p.known)}.`,
  ),

  AIB920: code<{ ref: string }>(
    'error',
    'A commit that is not there',
    (p) => `There is no commit "${shorten(p.ref)}", or no git repository.`,
    'Name a commit, branch or tag that was fetched; in a pipeline, fetch the history too.',
  ),

  AIB921: code(
    'error',
    'No spec is named',
    () => 'No spec is named, and there is no folder "specs".',
    'Name a spec, a folder or a glob, or let "aibgen init" write a first spec.',
  ),
  AIB930: code<{ detail: string }>(
    'error',
    'A template that cannot be used',
    (p) => `The template cannot be used: ${p.detail}.`,
    'Mend it at this place.',
    docs.handlebars,
  ),
  AIB931: code<{ what: string; name: string; known: readonly string[]; near: string | undefined }>(
    'error',
    'A template names a helper or a partial that is not there',
    (p) => `There is no ${p.what} "${p.name}".`,
    (p) =>
      p.near !== undefined
        ? `Did you mean "${p.near}"?`
        : p.known.length === 0
          ? 'Take it out.'
          : `Use one of ${quoted(p.known)}.`,
    docs.handlebars,
  ),
  AIB932: code<{ name: string; near: string | undefined }>(
    'error',
    'A template asks for a value that is not there',
    (p) => `There is no "${p.name}" here.`,
    (p) =>
      p.near === undefined
        ? `Correct the name; where it is there for some images only, ask first with {{#if ${p.name}}}.`
        : `Did you mean "${p.near}"?`,
    docs.handlebars,
  ),
  AIB933: code<{ helper: string; wants: string; got: string }>(
    'error',
    'A template gives a helper what it does not take',
    (p) => `The helper "${p.helper}" wants ${p.wants}, and is given ${p.got}.`,
    'Give it that; "json" prints any value.',
    docs.handlebars,
  ),
  AIB934: code<{ path: string; why: string }>(
    'error',
    'A template whose output has no place',
    (p) => `The template cannot write "${p.path}": ${p.why}.`,
    'Give the template another name.',
  ),
  AIB935: code<{ path: string }>(
    'warning',
    'A file between templates that is none',
    (p) => `The file "${p.path}" is no template: its name does not end in ".hbs".`,
    (p) => `Rename it to "${p.path}.hbs", or move it out of the folder.`,
  ),
  AIB936: code<{ path: string }>(
    'error',
    'A folder of templates that is not there',
    (p) => `There is no folder "${p.path}".`,
    'Correct what --templates names.',
  ),
  AIB937: code<{ name: string; got: string }>(
    'error',
    'A template prints what is no text',
    (p) => `The value "${p.name}" is ${p.got}, no text.`,
    (p) => `Print it with {{json ${p.name}}}, or go through it with {{#each ${p.name}}}.`,
    docs.handlebars,
  ),
  AIB940: code<{ path: string }>(
    'error',
    "Somebody else's file in place of a pipeline",
    (p) => `The file "${p.path}" is there already, and aibgen did not write it.`,
    'Rename that file, or overwrite it with --force.',
  ),
  AIB941: code<{ path: string }>(
    'error',
    'A folder of pipelines among the outputs',
    (p) => `The folder "${p.path}" that --pipelines names is in the output folder.`,
    'Name another folder: .github/workflows, or one that Azure Pipelines are read from.',
  ),
  AIB942: code<{ path: string }>(
    'error',
    'Two pipelines in one file',
    (p) => `Two pipelines would be written to "${p.path}".`,
    'Give one of the images another name.',
  ),
  AIB950: code<{ flag: string; value: string; why: string; hint: string }>(
    'error',
    'A flag of init that makes no spec',
    (p) => `--${p.flag} cannot be "${shorten(p.value)}": ${p.why}`,
    (p) => p.hint,
  ),
  AIB951: code<{ path: string }>(
    'error',
    'A first spec where there is one',
    (p) => `The file "${p.path}" is there already.`,
    'Give the image another --name, or overwrite the file with --force.',
  ),
} as const;

/** A registered code. */
export type CodeName = keyof typeof codes;
