/** The image definitions that the deployment makes: what the spec does not say, the source tells. */
import { docs } from '../service/docs';
import { securityFeature, securityTypes } from '../service/gallery-definitions';
import { regionType, tagsType } from '../language/azure';
import { definitionProperties } from '../language/prerequisites';
import { child, isTrue, itemsOf, type Node, textOf } from '../spec/node';
import { fill } from './fill-defaults';
import type { Definition, Fact, SourceFacts } from './image';
import type { Origin } from '../value/origin';
import { templateLocation } from './targets';
import { given, toValue, type ValueContext } from './to-value';
import {
  field,
  itemsOf as valuesOf,
  list,
  object,
  type ObjectValue,
  type ResourceId,
  text,
  type Value,
  withField,
} from '../value/value';

type Facts = SourceFacts & { readonly os: NonNullable<SourceFacts['os']> };

/** Reads the `definition` of each target; the targets are those of the image, in the same order. */
export function definitionsOf(
  distribute: Node | undefined,
  targets: readonly ObjectValue[],
  source: Value | undefined,
  facts: Facts,
  context: ValueContext,
): readonly Definition[] {
  return itemsOf(distribute).flatMap((item, target): readonly Definition[] => {
    const node = child(item, 'definition');
    const image = field(targets[target], 'galleryImageId');
    if (!node || image?.kind !== 'id') return [];
    const id: ResourceId = {
      ...image,
      type: 'Microsoft.Compute/galleries/images',
      names: image.names.slice(0, 2),
    };
    const value = toValue(node, definitionProperties, context);
    const said: ObjectValue = value?.kind === 'object' ? value : object({});
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
        location: region?.kind === 'text' ? region : templateLocation(docs.definition),
        tags: tags?.kind === 'object' ? tags : undefined,
        properties: filled(said, { id, source, facts, security }),
        security,
        origin: given(node),
      },
    ];
  });
}

function securityOf(node: Node | undefined, facts: Facts): Definition['security'] {
  const said = textOf(node)?.toLowerCase();
  const value = securityTypes.find((one) => one.toLowerCase() === said);
  return node && value !== undefined ? { value, origin: given(node) } : facts.security;
}

interface Basis {
  readonly id: ResourceId;
  readonly source: Value | undefined;
  readonly facts: Facts;
  readonly security: Definition['security'];
}

/** The properties, with what the source tells where the spec does not. */
function filled(said: ObjectValue, { id, source, facts, security }: Basis): ObjectValue {
  const { os, generation, architecture } = facts;
  const features = [
    ...(security.value === 'none' ? [] : [featureOf(security)]),
    ...valuesOf(field(said, 'features')),
  ];
  const plan = field(source, 'planInfo');
  const identifier = field(said, 'identifier');
  const names = identifier?.kind === 'object' ? identifier : object({});
  const derived: Readonly<Record<string, Value | undefined>> = {
    osType: word(os, os.value === 'linux' ? 'Linux' : 'Windows'),
    osState: {
      ...text('Generalized'),
      origin: derivedFrom(undefined, 'The service takes and makes generalized images only.'),
    },
    hyperVGeneration: generation && word(generation, `V${generation.value}`),
    architecture: word(architecture, architecture.value === 'arm64' ? 'Arm64' : 'x64'),
    purchasePlan: plan && planOf(plan),
  };
  const named = withField(said, 'identifier', fill(names, nameKeys, namesFrom(source, id)));
  const whole = features.length > 0 ? withField(named, 'features', list(features)) : named;
  return fill(whole, Object.keys(definitionProperties.fields), derived);
}

const nameKeys = ['publisher', 'offer', 'sku'];

/** The names of a marketplace image; other sources have none, and lend those of the gallery and the definition. */
function namesFrom(
  source: Value | undefined,
  id: ResourceId,
): Readonly<Record<string, Value | undefined>> {
  const [gallery, definition] = id.names;
  const own = [gallery, definition, definition];
  return Object.fromEntries(
    nameKeys.map((key, index) => {
      const of = field(source, key);
      const name = of?.kind === 'text' ? of : own[index];
      const reason = of
        ? `The definition is found by the names of its source: this is its ${key}.`
        : 'The source has no such name; that of the gallery or the definition stands in for it.';
      return [key, name && { ...name, origin: derivedFrom(of?.origin, reason) }];
    }),
  );
}

/** The plan of a source under the names that a definition has for it. */
function planOf(plan: Value): Value {
  const origin = derivedFrom(plan.origin, 'The plan of the source goes with its images.');
  const part = (key: string): Value | undefined => {
    const value = field(plan, key);
    return value && { ...value, origin };
  };
  return {
    ...object({
      name: part('planName'),
      product: part('planProduct'),
      publisher: part('planPublisher'),
    }),
    origin,
  };
}

function featureOf({ value, origin }: Definition['security']): Value {
  return {
    ...object({ name: text(securityFeature), value: { ...text(value), origin } }),
    origin,
  };
}

function word(fact: Fact<unknown>, value: string): Value {
  return {
    ...text(value),
    origin: derivedFrom(fact.origin, 'The definition is for what its source is.'),
  };
}

function derivedFrom(from: Origin | undefined, reason: string): Origin {
  const span = from?.span;
  const doc = docs.definition;
  return { kind: 'derived', rule: 'definition', reason, doc, ...(span ? { span } : {}) };
}
