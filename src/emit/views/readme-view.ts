/** The reviewer's README of an image. */
import type { Image } from '../../image/image';
import type { Right } from '../../rights/identity-rights';
import { field, itemsOf, literalText, type Value, valueAt } from '../../value/value';
import { type Environment, fillId, fillText } from '../../value/printers/json-printer';
import { type Cell } from '../../value/printers/markdown-printer';
import { mermaidLabel } from '../../value/printers/mermaid-printer';
import { madeNodes, prerequisiteRows } from './readme-prerequisites';
import { type RightsTables, rightsTables } from './readme-rights';
import type { RelativePath } from './roles-view';
import { deploymentName } from './run-view';
import { shortId } from './short-id';

type Rows = readonly (readonly Cell[])[];

/** The view of `README.md`. */
export interface ReadmeView extends RightsTables {
  readonly name: Cell;
  readonly specFile: string;
  readonly facts: Rows;
  readonly picture: readonly string[];
  readonly steps: readonly { readonly name: Cell; readonly kind: string; readonly what: Cell }[];
  readonly targets: Rows;
  /** What is deployed before the template. */
  readonly made: Rows | false;
  readonly parameters:
    | readonly { readonly name: Cell; readonly what: string; readonly description: Cell | false }[]
    | false;
  readonly subscription: string;
  readonly resourceGroup: string;
  readonly template: string;
  readonly location: string;
  readonly deployment: string;
  readonly providers: readonly string[];
  readonly terms: string | false;
  readonly minutes: number | string;
  readonly apiVersion: string;
  readonly runOutputs: readonly string[];
  readonly trigger: boolean;
  /** True where there are pipelines beside it. */
  readonly pipelines: boolean;
  readonly vhdNote: boolean;
}

const osNames = { linux: 'Linux', windows: 'Windows' } as const;

function show(value: Value | undefined, environment: Environment): string {
  if (!value) return '';
  switch (value.kind) {
    case 'text':
      return fillText(value, environment);
    case 'id':
      return fillId(value, environment);
    case 'number':
    case 'boolean':
      return String(value.value);
    case 'parameter':
      return String(environment.valueOf(value.parameter));
    case 'list':
      return value.items.map((item) => show(item, environment)).join(', ');
    default:
      return '';
  }
}

function sourceText(source: Value | undefined, environment: Environment): string {
  const urn = ['publisher', 'offer', 'sku', 'version'].map((key) =>
    show(field(source, key), environment),
  );
  if (urn[0] !== '') return urn.join(':');
  return shortId(field(source, 'imageId') ?? field(source, 'imageVersionId'), environment);
}

function stepSummary(step: Value, environment: Environment): string {
  const lines = itemsOf(field(step, 'inline')).map((line) => show(line, environment));
  const first = lines.find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '';
  if (lines.length > 0) return lines.length > 1 ? `${first} …` : first;
  const keys = ['scriptUri', 'sourceUri', 'restartCommand', 'searchCriteria'];
  return keys.map((key) => show(field(step, key), environment)).find((text) => text !== '') ?? '';
}

function targetRow(target: Value, environment: Environment): readonly Cell[] {
  const kind = literalText(field(target, 'type')) ?? '';
  const id = field(target, 'galleryImageId') ?? field(target, 'imageId');
  const regions = [
    ...itemsOf(field(target, 'targetRegions')).map((region) =>
      show(field(region, 'name'), environment),
    ),
    ...itemsOf(field(target, 'replicationRegions')).map((region) => show(region, environment)),
    show(field(target, 'location'), environment),
  ].filter((region) => region !== '');
  const where = id ? shortId(id, environment) : show(field(target, 'uri'), environment);
  return [
    kind,
    where === '' ? 'the staging group' : { code: where },
    regions.length === 0 ? '' : { code: regions.join(', ') },
    { code: show(field(target, 'runOutputName'), environment) },
  ];
}

function picture(image: Image, environment: Environment): readonly string[] {
  const { properties } = image;
  const source = valueAt(properties, 'source');
  const lines = [
    `source([${mermaidLabel(sourceText(source, environment))}]) --> vm`,
    `vm[${mermaidLabel(`build VM ${show(valueAt(properties, 'vmProfile', 'vmSize'), environment)}`)}]`,
  ];
  let last = 'vm';
  itemsOf(field(properties, 'customize')).forEach((step, index) => {
    const node = `step${index + 1}`;
    lines.push(`${last} --> ${node}[${mermaidLabel(show(field(step, 'name'), environment))}]`);
    last = node;
  });
  itemsOf(field(properties, 'distribute')).forEach((target, index) => {
    const id = field(target, 'galleryImageId') ?? field(target, 'imageId');
    const name = id ? shortId(id, environment) : show(field(target, 'runOutputName'), environment);
    const kind = literalText(field(target, 'type')) ?? '';
    lines.push(`${last} --> target${index + 1}[(${mermaidLabel(`${kind} ${name}`)})]`);
  });
  return [...lines, ...madeNodes(image, environment)];
}

/** The view of the README. */
export function readmeView(
  image: Image,
  rights: readonly Right[],
  environment: Environment,
  relative: RelativePath,
): ReadmeView {
  const { properties, facts } = image;
  const source = valueAt(properties, 'source');
  const sourceName = sourceText(source, environment);
  const net = valueAt(properties, 'vmProfile', 'vnetConfig');
  const containers = field(net, 'containerInstanceSubnetId');
  const minutes = show(field(properties, 'buildTimeoutInMinutes'), environment);
  const steps = itemsOf(field(properties, 'customize'));
  const targets = itemsOf(field(properties, 'distribute'));
  const name = fillText(image.name, environment);
  return {
    name: { code: name },
    specFile: image.specFile,
    facts: [
      ['What', 'Value'],
      ['Source', { code: sourceName }],
      ['Operating system', osNames[facts.os.value]],
      ['Hyper-V generation', facts.generation ? String(facts.generation.value) : 'not known'],
      ['Build VM', { code: show(valueAt(properties, 'vmProfile', 'vmSize'), environment) }],
      ...(net ? [['Subnet', { code: shortId(field(net, 'subnetId'), environment) }]] : []),
      ...(containers ? [['Container subnet', { code: shortId(containers, environment) }]] : []),
      ['Build timeout', `${minutes} minutes`],
      ['Identity', { code: shortId(image.identity.id, environment) }],
      ['Region', { code: fillText(image.location, environment) }],
      ['API version', image.apiVersion],
      ...(image.trigger ? [['Trigger', 'a new version of the source']] : []),
    ],
    picture: picture(image, environment),
    steps: steps.map((step) => ({
      name: { code: show(field(step, 'name'), environment) },
      kind: literalText(field(step, 'type')) ?? '',
      what: { code: stepSummary(step, environment) },
    })),
    targets: [
      ['Kind', 'Where', 'Regions', 'Run output'],
      ...targets.map((target) => targetRow(target, environment)),
    ],
    made: prerequisiteRows(image, environment),
    ...rightsTables(image, rights, environment, relative),
    parameters:
      image.parameters.length > 0 &&
      image.parameters.map((parameter) => ({
        name: { code: parameter.name },
        what: `${parameter.type}, ${parameter.default === undefined ? 'to be given' : 'optional'}`,
        description: parameter.description === undefined ? false : { code: parameter.description },
      })),
    subscription: environment.subscription,
    resourceGroup: environment.resourceGroup,
    template: name,
    location: fillText(image.location, environment),
    deployment: deploymentName(image),
    providers,
    terms: field(source, 'planInfo') ? sourceName : false,
    minutes,
    apiVersion: image.apiVersion,
    runOutputs: image.runOutputNames.map((output) => fillText(output, environment)),
    trigger: image.trigger !== undefined,
    pipelines: image.pipelines !== 'none',
    vhdNote: targets.some(
      (target) => literalText(field(target, 'type')) === 'VHD' && !field(target, 'uri'),
    ),
  };
}

/** Namespaces that a subscription has to have registered. */
const providers = [
  'Microsoft.VirtualMachineImages',
  'Microsoft.Compute',
  'Microsoft.KeyVault',
  'Microsoft.Storage',
  'Microsoft.Network',
  'Microsoft.ManagedIdentity',
  'Microsoft.ContainerInstance',
];
