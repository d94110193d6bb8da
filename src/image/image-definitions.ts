/** The image definitions that the deployment makes: what the spec does not say, the source tells. */
import { docs } from '../service/docs';
import {
  nvmeFeatures,
  securityFeature,
  type SecurityType,
  securityTypes,
} from '../service/gallery-definitions';
import { supportsNvme } from '../service/nvme-images';
import { regionType, tagsType } from '../language/common-types';
import { definitionProperties } from '../language/prerequisites';
import { child, isTrue, itemsOf, type Node, textOf } from '../spec/node';
import { fill, withDefaults } from './fill-defaults';
import type { Definition, Fact, Generation, SourceFacts } from './image';
import { sourceName } from './source-facts';
import type { Origin } from '../value/origin';
import { templateLocation } from './targets';
import { types } from '../service/resource-types';
import { ancestor } from '../value/resource-id';
import { given, toValue, type ValueContext } from './to-value';
import {
  type Fields,
  list,
  type ModelValue,
  type ResourceId,
  type Sourced,
  sourced,
  type Text,
  text,
  withoutAbsent,
} from '../value/value';
import type { DefinitionProperties, Plan, Source, Target } from './model-types';

type Facts = SourceFacts & { readonly os: NonNullable<SourceFacts['os']> };

/** Reads the `definition` of each target; the targets are those of the image, in the same order. */
export function definitionsOf(
  distribute: Node | undefined,
  targets: readonly Target[],
  source: Source | undefined,
  facts: Facts,
  context: ValueContext,
): readonly Definition[] {
  return itemsOf(distribute).flatMap((item, target): readonly Definition[] => {
    const node = child(item, 'definition');
    const made = targets[target];
    const image = made?.type === 'SharedImage' ? made.fields.galleryImageId : undefined;
    if (!node || !image) return [];
    const id = sourced(ancestor(image, types.definition), image.origin);
    const written = toValue(node, definitionProperties, context);
    const security = securityOf(child(node, 'securityType'), facts);
    const location = child(node, 'location');
    const region = location && toValue(location, regionType, context);
    const tagsNode = child(node, 'tags');
    const tags = tagsNode && toValue(tagsNode, tagsType, context);
    return [
      {
        id,
        target,
        createGallery: isTrue(child(node, 'createGallery')),
        location: region ?? templateLocation(docs.definition),
        tags,
        properties: filled(written ?? { kind: 'object', fields: {}, origin: given(node) }, {
          id,
          source,
          facts,
          security,
        }),
        security,
        origin: given(node),
      },
    ];
  });
}

function securityOf(node: Node | undefined, facts: Facts): Definition['security'] {
  const text = textOf(node)?.toLowerCase();
  const value = securityTypes.find((one) => one.toLowerCase() === text);
  return node && value !== undefined ? { value, origin: given(node) } : facts.security;
}

interface Basis {
  readonly id: ResourceId;
  readonly source: Source | undefined;
  readonly facts: Facts;
  readonly security: Definition['security'];
}

/** The properties, with what the source tells where the spec does not. */
function filled(
  said: DefinitionProperties,
  { id, source, facts, security }: Basis,
): DefinitionProperties {
  const { os, generation, architecture } = facts;
  const { features: given, ...others } = said.fields;
  const features = [
    ...(security.value === 'none'
      ? []
      : [feature(securityFeature, security.value, security.origin)]),
    ...(given?.items ?? sourceFeatures(source, generation?.value, security.value)),
  ];
  const plan = source?.type === 'PlatformImage' ? source.fields.planInfo : undefined;
  const names = said.fields.identifier ?? { kind: 'object', fields: {}, origin: said.origin };
  const derived: Fields<ModelValue> = {
    osType: word(os, os.value === 'linux' ? 'Linux' : 'Windows'),
    osState: sourced(
      text('Generalized'),
      derivedFrom(undefined, 'The service takes and makes generalized images only.'),
    ),
    hyperVGeneration: generation && word(generation, `V${generation.value}`),
    architecture: word(architecture, architecture.value === 'arm64' ? 'Arm64' : 'x64'),
    purchasePlan: plan && planOf(plan),
  };
  const fields = {
    ...others,
    identifier: fill(names, namesFrom(source, id)),
    ...(features.length > 0
      ? { features: sourced(list(features), given?.origin ?? features[0]?.origin ?? said.origin) }
      : {}),
  };
  return withDefaults(fill({ ...said, fields }, derived), definitionProperties);
}

const nameKeys = ['publisher', 'offer', 'sku'] as const;

/** The names of a marketplace image; other sources have none, and lend those of the gallery and the definition. */
function namesFrom(source: Source | undefined, id: ResourceId): Fields<ModelValue> {
  const [gallery, definition] = id.names;
  const own = [gallery, definition, definition];
  return Object.fromEntries(
    nameKeys.map((key, index) => {
      const of = source?.type === 'PlatformImage' ? source.fields[key] : undefined;
      const name = of ?? own[index];
      const reason = of
        ? `The definition is found by the names of its source: this is its ${key}.`
        : 'The source has no such name; that of the gallery or the definition stands in for it.';
      return [key, name && sourced(name, derivedFrom(of?.origin, reason))];
    }),
  );
}

/** The plan of a source under the names that a definition has for it. */
function planOf({ fields, origin: from }: Plan): ModelValue {
  const origin = derivedFrom(from, 'The plan of the source goes with its images.');
  const part = (value: Text | undefined) => value && sourced(value, origin);
  const names = {
    name: part(fields.planName),
    product: part(fields.planProduct),
    publisher: part(fields.planPublisher),
  };
  return { kind: 'object', fields: withoutAbsent(names), origin };
}

/** The features of a source that its images keep: sizes with NVMe disks. Confidential VMs have none of them. */
function sourceFeatures(
  source: Source | undefined,
  generation: Generation | undefined,
  security: SecurityType,
) {
  if (generation !== 2 || security.startsWith('ConfidentialVM')) return [];
  if (source?.type !== 'PlatformImage' || !supportsNvme(sourceName(source))) return [];
  const origin = derivedFrom(source.origin, 'Marketplace images of this system have this feature.');
  return nvmeFeatures.map(({ name, value }) => feature(name, value, origin));
}

function feature(name: string, value: string, origin: Origin) {
  const fields = { name: sourced(text(name), origin), value: sourced(text(value), origin) };
  return { kind: 'object', fields, origin } as const;
}

function word(fact: Fact<unknown>, value: string): Sourced<Text> {
  return sourced(
    text(value),
    derivedFrom(fact.origin, 'The definition is for what its source is.'),
  );
}

function derivedFrom(from: Origin | undefined, reason: string): Origin {
  const span = from?.span;
  const doc = docs.definition;
  return { kind: 'derived', rule: 'definition', reason, doc, ...(span ? { span } : {}) };
}
