/** The reviewer's README of an image. */
import type { Image } from '../../image/image';
import { assertNever } from '../../lib/assert-never';
import { sourceId } from '../../image/source-facts';
import { inlineOf } from '../../image/step-content';
import { inStagingGroup } from '../../image/target-place';
import type { Source, Step, Target } from '../../image/model-types';
import type { Value } from '../../value/value';
import { type Environment, fillId, fillText } from '../../value/printers/json-printer';
import { mermaidLabel } from '../../value/printers/mermaid-printer';
import { madeNodes, prerequisiteRows } from './readme-prerequisites';
import { rightsTables } from './readme-rights';
import { existingSubnets, featuresOf } from './readme-network';
import type { RelativePath } from './roles-view';
import { deploymentName } from '../../deployment/deployment-name';
import type { PrincipalRights } from '../../deployment/operator-rights';
import type { Deployment } from '../../deployment/plan-deployment';
import { shortId } from './short-id';
import { variableNames } from './terraform-names';

const osNames = { linux: 'Linux', windows: 'Windows' } as const;

/** Text, an id, a number or a boolean as people read it; empty for nothing. */
function show(
  value: Extract<Value, { readonly kind: 'text' | 'id' | 'number' | 'parameter' }> | undefined,
  environment: Environment,
): string {
  switch (value?.kind) {
    case 'text':
      return fillText(value, environment);
    case 'id':
      return fillId(value, environment);
    case 'number':
      return String(value.value);
    case 'parameter':
      return String(environment.valueOf(value.parameter));
    case undefined:
      return '';
    default:
      return assertNever(value);
  }
}

function sourceText(source: Source | undefined, environment: Environment): string {
  if (source?.type !== 'PlatformImage') return shortId(sourceId(source), environment);
  const { publisher, offer, sku, version } = source.fields;
  return [publisher, offer, sku, version].map((part) => show(part, environment)).join(':');
}

function stepSummary(step: Step, environment: Environment): string {
  switch (step.type) {
    case 'Shell':
    case 'PowerShell': {
      const lines = inlineOf(step).map((line) => show(line, environment));
      const first = lines.find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '';
      if (lines.length > 0) return lines.length > 1 ? `${first} …` : first;
      return show(step.fields.scriptUri, environment);
    }
    case 'File':
      return show(step.fields.sourceUri, environment);
    case 'WindowsRestart':
      return show(step.fields.restartCommand, environment);
    case 'WindowsUpdate':
      return show(step.fields.searchCriteria, environment);
    default:
      return assertNever(step);
  }
}

/** Where a target puts the image, and the regions of it. */
function placeOf(
  target: Target,
  environment: Environment,
): { readonly where: string; readonly regions: readonly string[] } {
  switch (target.type) {
    case 'SharedImage': {
      const { galleryImageId, targetRegions, replicationRegions } = target.fields;
      const regions = [
        ...(targetRegions?.items ?? []).map(({ fields }) => fields.name),
        ...(replicationRegions?.items ?? []),
      ];
      return {
        where: shortId(galleryImageId, environment),
        regions: regions.map((region) => show(region, environment)),
      };
    }
    case 'ManagedImage': {
      const { imageId, location } = target.fields;
      return { where: shortId(imageId, environment), regions: [show(location, environment)] };
    }
    case 'VHD':
      return { where: show(target.fields.uri, environment), regions: [] };
    default:
      return assertNever(target);
  }
}

/** A target as the README lists it. */
function targetView(target: Target, environment: Environment) {
  const { where, regions } = placeOf(target, environment);
  return {
    type: target.type,
    where: where !== '' && { code: where },
    regions: regions.length > 0 && { code: regions.join(', ') },
    runOutput: { code: show(target.fields.runOutputName, environment) },
  };
}

/** True for versions that only `promote` makes part of `latest`. */
function isExcluded(target: Target): boolean {
  if (target.type !== 'SharedImage') return false;
  const { excludeFromLatest } = target.fields;
  return excludeFromLatest?.kind === 'parameter' || excludeFromLatest?.value === true;
}

function picture(image: Image, environment: Environment): readonly string[] {
  const { source, vmProfile, customize, distribute } = image.properties;
  const lines = [
    `source([${mermaidLabel(sourceText(source, environment))}]) --> vm[${mermaidLabel(`build VM ${show(vmProfile.fields.vmSize, environment)}`)}]`,
  ];
  let last = 'vm';
  customize?.items.forEach((step, index) => {
    const node = `step${index + 1}`;
    const label = `${show(step.fields.name, environment)}: ${stepSummary(step, environment)}`;
    lines.push(`${last} --> ${node}[${mermaidLabel(label)}]`);
    last = node;
  });
  distribute.items.forEach((target, index) => {
    const name =
      target.type === 'VHD'
        ? show(target.fields.runOutputName, environment)
        : placeOf(target, environment).where;
    lines.push(`${last} --> target${index + 1}[(${mermaidLabel(`${target.type} ${name}`)})]`);
  });
  return [...lines, ...madeNodes(image, environment)];
}

/** The view of the README. */
export function readmeView(
  deployment: Deployment,
  others: PrincipalRights,
  environment: Environment,
  relative: RelativePath,
) {
  const { image, rights } = deployment;
  const { properties, facts } = image;
  const { source, vmProfile } = properties;
  const sourceName = sourceText(source, environment);
  const net = vmProfile.fields.vnetConfig?.fields;
  const containers = net?.containerInstanceSubnetId;
  const minutes = show(properties.buildTimeoutInMinutes, environment);
  const targets = properties.distribute.items;
  const name = fillText(image.name, environment);
  return {
    name: { code: name },
    specFile: { code: image.specFile },
    os: osNames[facts.os.value],
    generation: facts.generation ? String(facts.generation.value) : 'unknown',
    region: { code: fillText(image.location, environment) },
    identity: { code: shortId(image.identity.id, environment) },
    subnet: net ? { code: shortId(net.subnetId, environment) } : false,
    containerSubnet: containers ? { code: shortId(containers, environment) } : false,
    picture: picture(image, environment),
    targets: targets.map((target) => targetView(target, environment)),
    made: prerequisiteRows(image, environment),
    network: image.network !== undefined,
    ...rightsTables(deployment, others, environment, relative),
    parameters:
      image.parameters.length > 0 &&
      image.parameters.map((parameter) => ({
        name: { code: parameter.name },
        what: `${parameter.type}, ${parameter.default === undefined ? 'required' : 'optional'}`,
        description: parameter.description === undefined ? false : { code: parameter.description },
      })),
    subscription: environment.subscription,
    resourceGroup: environment.resourceGroup,
    template: name,
    deployment: deploymentName(image),
    arm: image.formats.includes('arm'),
    terraform: image.formats.includes('terraform') && {
      resourceGroup: variableNames(image.parameters.map(({ name: own }) => own)).resourceGroup,
    },
    deployed: image.formats.some((format) => format !== 'terraform'),
    terms: source?.type === 'PlatformImage' && source.fields.planInfo ? sourceName : false,
    minutes,
    apiVersion: image.apiVersion,
    runOutputs: image.runOutputNames.map((output) => fillText(output, environment)),
    trigger: image.trigger !== undefined,
    features: featuresOf(image),
    subnets: existingSubnets(image, environment),
    folder: image.folder,
    scripts: rights.some(({ capability }) => capability === 'scripts'),
    promotes: targets.some(isExcluded),
    prunes: image.keeps.some((keep) => keep !== undefined),
    guarded: image.trigger !== undefined || targets.some(inStagingGroup),
    vhdNote: targets.some(inStagingGroup),
  };
}
