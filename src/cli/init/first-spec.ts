/** The text of a first spec: short, commented, and built without a change. */
import { stringify } from 'yaml';
import type { Os } from '../../image/image';
import { currentSources } from '../../service/current-sources';
import { describeMarketplaceImage } from '../../service/marketplace';
import type { InitSettings } from './settings';

/** The operating system of a URN; `undefined` if it is unknown, or for anything else. */
export function osOfSource(source: string): Os | undefined {
  const [publisher, offer, sku, version, ...more] = source.split(':');
  if (!publisher || !offer || !sku || !version || more.length > 0) return undefined;
  return describeMarketplaceImage({ publisher, offer, sku }).os;
}

/** Fills in defaults. */
export function withDefaults(given: Partial<InitSettings>): InitSettings {
  const os =
    given.os ?? (given.source === undefined ? undefined : osOfSource(given.source)) ?? 'linux';
  const name = given.name ?? `${os}-base`;
  const source = currentSources.find((one) => one.os === os)?.urn ?? '';
  return {
    ...given,
    name,
    os,
    source: given.source ?? source,
    location: given.location ?? 'eastus2',
    identity: given.identity ?? 'aib-identity',
    targets: given.targets ?? [{ kind: 'gallery', reference: `corpGallery/${name}` }],
  };
}

/**
 * Writes the spec.
 * @param schema the path of the JSON Schema, from the folder of the spec
 */
export function firstSpec(settings: InitSettings, schema: string): string {
  const { name, os, source, location, identity, targets } = settings;
  return [
    `# yaml-language-server: $schema=${schema}`,
    `# The image ${name}. "aibgen build" writes all that Azure needs for it to out/${name}/.`,
    '',
    '# The region in which the image is built.',
    `location: ${scalar(location)}`,
    '',
    '# The user-assigned identity that builds it: a name, or group/name. It gets exactly the rights that this image needs.',
    '# With { name: aib-identity, create: true } the deployment makes it.',
    `identity: ${scalar(identity)}`,
    '',
    ...place(settings),
    '# What the image is made from.',
    `source: ${scalar(source)}`,
    ...(osOfSource(source) === os ? [] : [`os: ${os}`]),
    '',
    ...(os === 'windows'
      ? [
          '# The VM that builds it: Windows takes long on a small one.',
          'vm: { size: Standard_D4ds_v5 }',
          '',
        ]
      : []),
    '# What is done to it, step by step. Further steps: a script by its path, file, restart, steps.',
    'customize:',
    ...steps(os, source),
    '',
    ...(os === 'windows'
      ? [
          '# Sysprep gets 30 minutes; then the build fails and says why, instead of waiting for hours.',
          'deprovision: { limit: 30m }',
          '',
        ]
      : []),
    '# Where it goes. Further targets: gallery, image, vhd.',
    'distribute:',
    ...targets.map(({ kind, reference }) => `  - ${kind}: ${scalar(reference)}`),
    '',
  ].join('\n');
}

function place({ subscription, resourceGroup }: InitSettings): readonly string[] {
  const lines = [
    ...(subscription === undefined ? [] : [`subscription: ${scalar(subscription)}`]),
    ...(resourceGroup === undefined ? [] : [`resourceGroup: ${scalar(resourceGroup)}`]),
  ];
  return lines.length === 0 ? [] : ['# Where the image template will live.', ...lines, ''];
}

function steps(os: Os, source: string): readonly string[] {
  if (os === 'windows') {
    return [
      '  - windowsUpdate: true',
      '  - powershell: |',
      "      Write-Output 'Install here what the image needs.'",
    ];
  }
  const known = currentSources.find((one) => one.urn.toLowerCase() === source.toLowerCase());
  const lines = [...(known?.update ?? []), "echo 'Install here what the image needs.'"];
  return ['  - shell: |', ...lines.map((line) => `      ${line}`)];
}

/** A string as a YAML scalar on one line. */
function scalar(text: string): string {
  return stringify(text, { lineWidth: 0, singleQuote: true, blockQuote: false }).trimEnd();
}

/**
 * The text of a first configuration file, beside the folder of the specs.
 * @param pipelines folders in which CI systems read pipelines
 */
export function firstConfig(specs: string, pipelines: readonly string[]): string {
  return [
    '# Settings of this project: commands find this file from every folder below. "aibgen config" prints what is in force.',
    `specs: ${scalar(specs === '' ? '.' : specs)}`,
    'out: out',
    ...(pipelines.length === 0
      ? []
      : ['pipelines:', `  folders: [${pipelines.map(scalar).join(', ')}]`]),
    '',
  ].join('\n');
}
