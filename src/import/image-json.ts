/** An image as plain JSON in which parameters and the deployment's own place are tokens. */
import { type Environment, fillId, fillText, jsonOf } from '../value/printers/json-printer';
import { locationParameter, type Image } from '../image/image';
import { object } from '../value/value';
import { securityFeature } from '../service/gallery-definitions';
import { get, type JsonObject, listAt } from '../lib/json';
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
  return {
    apiVersion: image.apiVersion,
    name: fillText(image.name, environment),
    location: fillText(image.location, environment),
    ...(image.tags ? { tags: jsonOf(image.tags, environment) } : {}),
    identity: fillId(image.identity.id, environment),
    properties: jsonOf(object(image.properties), environment),
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
    const json = made && jsonOf(made.properties, environment);
    const features = listAt(json, 'features').filter((one) => get(one, 'name') !== securityFeature);
    return [
      String(index),
      {
        createGallery: made?.createGallery ?? false,
        securityType: made?.security.value ?? '',
        ...(made ? { location: fillText(made.location, environment) } : {}),
        ...(made?.tags ? { tags: jsonOf(made.tags, environment) } : {}),
        properties: json ? { ...json, features } : {},
      },
    ];
  });
  return Object.fromEntries(entries);
}
