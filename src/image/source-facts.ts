/** What the source is: operating system, Hyper-V generation, architecture; from its name, its steps or the spec. */
import { docs } from '../service/docs';
import type { SecurityType } from '../service/gallery-definitions';
import { describeMarketplaceImage, type MarketplaceFacts } from '../service/marketplace';
import { child, type Node, textOf } from '../spec/node';
import type { Architecture, Fact, Generation, Os, SourceFacts } from './image';
import type { Origin } from '../value/origin';
import { given } from './to-value';
import { itemsOf, literalText, textKey, type Value, valueAt } from '../value/value';

/** The source in a few words. */
export function sourceLabel(source: Value | undefined): string {
  const parts = ['publisher', 'offer', 'sku'].map((key) => part(source, key));
  if (parts[0] !== '') return parts.join(':');
  const id = valueAt(source, 'imageId') ?? valueAt(source, 'imageVersionId');
  return id?.kind === 'id' ? id.names.map(textKey).join('/') : 'the source';
}

function part(source: Value | undefined, key: string): string {
  const value = valueAt(source, key);
  return value?.kind === 'text' ? textKey(value) : '';
}

const kinds: Readonly<Record<string, Os>> = {
  Shell: 'linux',
  PowerShell: 'windows',
  WindowsRestart: 'windows',
  WindowsUpdate: 'windows',
};

/** What a marketplace source is called; empty texts for another one. */
export function sourceName(source: Value | undefined) {
  return {
    publisher: part(source, 'publisher'),
    offer: part(source, 'offer'),
    sku: part(source, 'sku'),
  };
}

/** The operating system that a kind of step needs; File steps run on both. */
export function osOfStep(step: Value): Os | undefined {
  return kinds[literalText(valueAt(step, 'type')) ?? ''];
}

/** Finds out what the source is. */
export function sourceFacts(
  root: Node,
  source: Value | undefined,
  steps: readonly Value[],
): SourceFacts {
  const label = sourceLabel(source);
  const marketplace = describeMarketplaceImage(sourceName(source));
  const derived = (rule: string, reason: string): Origin => ({
    kind: 'derived',
    rule,
    reason,
    doc: docs.generations,
    ...(source?.origin?.kind === 'spec' ? { span: source.origin.span } : {}),
  });
  const fromName = derived('source-image', `The name of the source (${label}) tells it.`);

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
            origin: derived('steps', 'The kind of the steps tells it.'),
          };

  const generationNode = child(root, 'generation');
  const generationGiven = generationNode?.kind === 'scalar' ? generationNode.value : undefined;
  // A weakly sourced Gen1 counts as unknown: its size would not boot a Gen2 image, the other one boots both.
  const told = marketplace.generationSure || marketplace.generation === 2;
  const generation: Fact<Generation> | undefined =
    generationNode && (generationGiven === 1 || generationGiven === 2)
      ? { value: generationGiven, origin: given(generationNode) }
      : told && marketplace.generation !== undefined
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
                reason: 'Nothing says Arm64.',
                doc: docs.source,
              },
        };
  const finalGeneration: Fact<Generation> | undefined =
    generation ??
    (architecture.value === 'arm64'
      ? { value: 2, origin: derived('arm64', 'All Arm64 images are of generation 2.') }
      : undefined);
  const security = securityOf(marketplace, finalGeneration?.value, valueAt(source, 'imageId'));
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
  managedImage: Value | undefined,
): { readonly value: SecurityType; readonly sure: boolean; readonly reason: string } {
  if (generation === 1) {
    return { value: 'none', sure: true, reason: 'Security types need generation 2.' };
  }
  if (managedImage) {
    return { value: 'none', sure: true, reason: 'Managed images have no security type.' };
  }
  const known = marketplace.securityType;
  if (known !== undefined && known !== 'none') {
    return { value: known, sure: true, reason: 'The name of the source tells it.' };
  }
  return marketplace.trustedLaunch === 'probable'
    ? {
        value: 'TrustedLaunchSupported',
        sure: false,
        reason: 'Images of this system support Trusted Launch; that this one does is probable.',
      }
    : { value: 'none', sure: false, reason: 'Nothing tells that the source has one.' };
}

/** True where the steps of an image are for different operating systems. */
export function stepsDisagree(steps: Value | undefined): boolean {
  return new Set(itemsOf(steps).flatMap((step) => osOfStep(step) ?? [])).size > 1;
}
