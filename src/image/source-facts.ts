/** What the source is: operating system, Hyper-V generation, architecture; from its name, its steps or the spec. */
import { docs } from '../service/docs';
import type { SecurityType } from '../service/gallery-definitions';
import { describeMarketplaceImage, type MarketplaceFacts } from '../service/marketplace';
import { child, type Node, textOf } from '../spec/node';
import type { Architecture, Fact, Generation, Os, SourceFacts } from './image';
import type { Origin } from '../value/origin';
import { given } from './to-value';
import { assertNever } from '../lib/assert-never';
import type { Source, Step, Validator } from './model-types';
import { type Text, textKey } from '../value/value';

/** The source in a few words. */
function sourceLabel(source: Source | undefined): string {
  switch (source?.type) {
    case 'PlatformImage': {
      const { publisher, offer, sku } = sourceName(source);
      return publisher === '' ? 'the source' : [publisher, offer, sku].join(':');
    }
    case 'ManagedImage':
    case 'SharedImageVersion':
      return sourceId(source)?.names.map(textKey).join('/') ?? 'the source';
    case undefined:
      return 'the source';
    default:
      return assertNever(source);
  }
}

/** The id of the managed image or gallery version that is the source. */
export function sourceId(source: Source | undefined) {
  switch (source?.type) {
    case 'ManagedImage':
      return source.fields.imageId;
    case 'SharedImageVersion':
      return source.fields.imageVersionId;
    case 'PlatformImage':
    case undefined:
      return undefined;
    default:
      return assertNever(source);
  }
}

/** The version of the source; a managed image has none. */
export function sourceVersion(source: Source | undefined): Text | undefined {
  switch (source?.type) {
    case 'PlatformImage':
      return source.fields.version;
    case 'SharedImageVersion':
      return source.fields.imageVersionId?.names.at(-1);
    case 'ManagedImage':
    case undefined:
      return undefined;
    default:
      return assertNever(source);
  }
}

/** What a marketplace source is called; empty texts for another one. */
export function sourceName(source: Source | undefined) {
  const { publisher, offer, sku } = source?.type === 'PlatformImage' ? source.fields : {};
  return { publisher: textKey(publisher), offer: textKey(offer), sku: textKey(sku) };
}

/** The operating system that a kind of step needs; `undefined` for one that runs on both. */
export function osOfStep(step: Step | Validator): Os | undefined {
  switch (step.type) {
    case 'Shell':
      return 'linux';
    case 'PowerShell':
    case 'WindowsRestart':
    case 'WindowsUpdate':
      return 'windows';
    case 'File':
      return undefined;
    default:
      return assertNever(step);
  }
}

/** Finds out what the source is. */
export function sourceFacts(
  root: Node,
  source: Source | undefined,
  steps: readonly Step[],
): SourceFacts {
  const label = sourceLabel(source);
  const marketplace = describeMarketplaceImage(sourceName(source));
  const derived = (rule: string, reason: string): Origin => ({
    kind: 'derived',
    rule,
    reason,
    doc: docs.generations,
    ...(source?.origin.kind === 'spec' ? { span: source.origin.span } : {}),
  });
  const fromName = derived('source-image', `It follows from the name of the source (${label}).`);

  const osNode = child(root, 'os');
  const osGiven = textOf(osNode)?.toLowerCase();
  const ofSteps = steps.map(osOfStep).find((os) => os !== undefined);
  const os: Fact<Os> | undefined =
    osNode && (osGiven === 'linux' || osGiven === 'windows')
      ? { value: osGiven, origin: given(osNode) }
      : marketplace.os
        ? { value: marketplace.os, origin: fromName }
        : ofSteps && {
            value: ofSteps,
            origin: derived('steps', 'It follows from the type of the steps.'),
          };

  const generationNode = child(root, 'generation');
  const generationGiven = generationNode?.kind === 'scalar' ? generationNode.value : undefined;
  // A weakly sourced Gen1 counts as unknown: its size would not boot a Gen2 image, the other one boots both.
  const isKnown = marketplace.generationSure || marketplace.generation === 2;
  const generation: Fact<Generation> | undefined =
    generationNode && (generationGiven === 1 || generationGiven === 2)
      ? { value: generationGiven, origin: given(generationNode) }
      : isKnown && marketplace.generation !== undefined
        ? { value: marketplace.generation, origin: fromName }
        : undefined;

  const architectureNode = child(root, 'architecture');
  const architectureGiven = textOf(architectureNode)?.toLowerCase();
  const architecture: Fact<Architecture> =
    architectureNode && (architectureGiven === 'x64' || architectureGiven === 'arm64')
      ? { value: architectureGiven, origin: given(architectureNode) }
      : {
          value: marketplace.architecture ?? 'x64',
          origin: marketplace.architecture
            ? fromName
            : {
                kind: 'default',
                rule: 'architecture',
                reason: 'Nothing indicates Arm64.',
                doc: docs.source,
              },
        };
  const finalGeneration: Fact<Generation> | undefined =
    generation ??
    (architecture.value === 'arm64'
      ? { value: 2, origin: derived('arm64', 'All Arm64 images are generation 2.') }
      : undefined);
  const security = securityOf(marketplace, finalGeneration?.value, source);
  return {
    os,
    generation: finalGeneration,
    security: { value: security.value, origin: derived('security-type', security.reason) },
    securitySure: security.sure,
    probableGeneration: marketplace.generation,
    generationSure: generationNode !== undefined || marketplace.generationSure,
    architecture,
    plan: marketplace.plan,
    label,
  };
}

/** The security type of a source, and why. */
function securityOf(
  marketplace: MarketplaceFacts,
  generation: Generation | undefined,
  source: Source | undefined,
): { readonly value: SecurityType; readonly sure: boolean; readonly reason: string } {
  if (generation === 1) {
    return { value: 'none', sure: true, reason: 'Security types need generation 2.' };
  }
  if (source?.type === 'ManagedImage') {
    return { value: 'none', sure: true, reason: 'Managed images have no security type.' };
  }
  const known = marketplace.securityType;
  if (known !== undefined && known !== 'none') {
    return { value: known, sure: true, reason: 'It follows from the name of the source.' };
  }
  return marketplace.trustedLaunch === 'probable'
    ? {
        value: 'TrustedLaunchSupported',
        sure: false,
        reason:
          'Images of this operating system support Trusted Launch, so this one probably does.',
      }
    : { value: 'none', sure: false, reason: 'Nothing indicates that the source has one.' };
}
