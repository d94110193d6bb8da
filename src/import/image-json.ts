/** An image as plain JSON in which parameters and the deployment's own place are tokens. */
import { assertNever } from '../lib/assert-never';
import type { Environment } from '../value/printers/json-printer';
import { fillId, fillKey, fillText } from '../value/printers/json-printer';
import { locationParameter } from '../image/image';
import type { Image } from '../image/image';
import { entriesOf, object, type Value } from '../value/value';
import { securityFeature } from '../service/gallery-definitions';
import { isJsonList, isJsonObject } from '../lib/json';
import type { Json, JsonObject } from '../lib/json';
import { ownGroup, ownSubscription, token } from './parameter-tokens';

/** What of an image a template says. */
export interface ImageJson {
  readonly apiVersion?: string;
  readonly name?: string;
  readonly location: string;
  readonly tags?: JsonObject;
  /** The id of the identity. */
  readonly identity: string;
  readonly properties: JsonObject;
  /** The image definitions that are created, by the index of their target. */
  readonly definitions?: { readonly [target: string]: DefinitionJson };
}

/** An image definition that is created for a target. */
export type DefinitionJson = {
  readonly createGallery: boolean;
  readonly securityType: string;
  readonly location?: string;
  readonly tags?: JsonObject;
  readonly properties: JsonObject;
};

/** The JSON of an image. */
export function imageJson(image: Image): ImageJson {
  const declared = image.parameters.some(({ name }) => name === locationParameter);
  const environment: Environment = {
    subscription: image.own.subscription ?? ownSubscription,
    resourceGroup: image.own.resourceGroup ?? ownGroup,
    valueOf: (name) =>
      name === locationParameter && !declared ? fillText(image.location, environment) : token(name),
  };
  const properties = toJson(object(image.properties), environment);
  const tags = image.tags && toJson(image.tags, environment);
  return {
    apiVersion: image.apiVersion,
    name: fillText(image.name, environment),
    location: fillText(image.location, environment),
    ...(isJsonObject(tags) ? { tags } : {}),
    identity: fillId(image.identity.id, environment),
    properties: isJsonObject(properties) ? properties : {},
    definitions: definitionsJson(image, environment),
  };
}

function definitionsJson(
  image: Image,
  environment: Environment,
): NonNullable<ImageJson['definitions']> {
  const { distribute } = image.properties;
  const targets = distribute?.kind === 'list' ? distribute.items : [];
  const entries = targets.map((_, index): [string, DefinitionJson] => {
    const made = image.definitions.find(({ target }) => target === index);
    const json = made && toJson(made.properties, environment);
    const tags = made?.tags && toJson(made.tags, environment);
    const all = isJsonObject(json) && isJsonList(json.features) ? json.features : [];
    const features = all.filter((one) => !isJsonObject(one) || one.name !== securityFeature);
    return [
      String(index),
      {
        createGallery: made?.createGallery ?? false,
        securityType: made?.security.value ?? '',
        ...(made ? { location: fillText(made.location, environment) } : {}),
        ...(isJsonObject(tags) ? { tags } : {}),
        properties: isJsonObject(json) ? { ...json, features } : {},
      },
    ];
  });
  return Object.fromEntries(entries);
}

function toJson(value: Value, environment: Environment): Json {
  switch (value.kind) {
    case 'text':
      return fillText(value, environment);
    case 'number':
    case 'boolean':
      return value.value;
    case 'parameter':
      return environment.valueOf(value.parameter);
    case 'id':
      return fillId(value, environment);
    case 'list':
      return value.items.map((item) => toJson(item, environment));
    case 'object':
    case 'map':
      return Object.fromEntries(
        entriesOf(value).map(({ key, value: inner }) => [
          fillKey(key, environment),
          toJson(inner, environment),
        ]),
      );
    case 'null':
      return null;
    default:
      return assertNever(value);
  }
}
