/** Each value of an image, and where it came from. */
import { positionAt } from '../diagnostics/source';
import type { Image } from '../image/image';
import type { Origin } from '../value/origin';
import type { Fields, ModelValue } from '../value/value';
import { joinPath } from '../lib/value-path';
import { environmentOf } from '../emit/output-context';
import {
  type Environment,
  fillId,
  fillKey,
  fillText,
  jsonOf,
} from '../value/printers/json-printer';

/** A value with its origin, as `aibgen explain --format json` prints it. */
export interface Explained {
  /** As in `vmProfile.vmSize`. */
  readonly path: string;
  readonly value: unknown;
  readonly origin: Origin['kind'];
  readonly rule?: string;
  readonly reason?: string;
  readonly doc?: string;
  readonly file?: string;
  readonly line?: number;
  /** Where the spec has it, as in `vm.size`. */
  readonly specPath?: string;
}

/** A value of an image with its origin. */
export interface ValueInForce {
  /** As in `vmProfile.vmSize`. */
  readonly path: string;
  readonly value: unknown;
  readonly origin: Origin;
}

/** The values of an image as `aibgen explain` prints them. */
export function explain(image: Image): readonly Explained[] {
  return valuesInForce(image).map(({ path, value, origin }) => ({
    path,
    value,
    ...described(origin),
  }));
}

/** The values of an image in the order of the output; a list of scalars is one value. */
export function valuesInForce(image: Image): readonly ValueInForce[] {
  const environment = environmentOf(image);
  const found: ValueInForce[] = [];
  const add = (path: string, value: unknown, origin: Origin): void => {
    found.push({ path, value, origin });
  };
  add('apiVersion', image.apiVersion, image.apiVersionOrigin);
  add('name', fillText(image.name, environment), image.name.origin);
  add('location', fillText(image.location, environment), image.location.origin);
  if (image.tags) walk('tags', image.tags, environment, add);
  add('identity', fillId(image.identity.id, environment), image.identity.origin);
  walkFields('', image.properties, environment, add);
  for (const definition of image.definitions) {
    const { id, target, location, tags, properties, createGallery, origin } = definition;
    const path = `distribute[${target}].definition`;
    add(`${path}.id`, fillId(id, environment), id.origin);
    add(`${path}.createGallery`, createGallery, origin);
    walkFields(path, { location, tags, properties }, environment, add);
  }
  if (image.network) {
    const { id, subnet, containerSubnet, address, tags } = image.network;
    walkFields('network', { id, address, subnet, containerSubnet, tags }, environment, add);
  }
  if (image.trigger) {
    const { name, kind } = image.trigger;
    walkFields('trigger', { name, kind }, environment, add);
  }
  return found;
}

type Add = (path: string, value: unknown, origin: Origin) => void;

function walkFields(
  path: string,
  fields: Fields<ModelValue>,
  environment: Environment,
  add: Add,
): void {
  for (const [key, value] of Object.entries(fields)) {
    if (value) walk(joinPath(path, key), value, environment, add);
  }
}

function walk(path: string, value: ModelValue, environment: Environment, add: Add): void {
  if (value.kind === 'object' && Object.keys(value.fields).length > 0) {
    walkFields(path, value.fields, environment, add);
  } else if (value.kind === 'map' && value.entries.length > 0) {
    for (const { key, value: inner } of value.entries) {
      walk(joinPath(path, fillKey(key, environment)), inner, environment, add);
    }
  } else if (value.kind === 'list' && value.items.some((item) => item.kind === 'object')) {
    value.items.forEach((item, index) => walk(`${path}[${index}]`, item, environment, add));
  } else {
    add(path, jsonOf(value, environment), value.origin);
  }
}

function described(origin: Origin): Omit<Explained, 'path' | 'value'> {
  const { span } = origin;
  const place = span && { file: span.source.path, line: positionAt(span.source, span.start).line };
  if (origin.kind === 'spec') {
    return { origin: 'spec', ...place, ...(origin.path === '' ? {} : { specPath: origin.path }) };
  }
  const { rule, reason, doc } = origin;
  return { origin: origin.kind, rule, reason, doc, ...place };
}
