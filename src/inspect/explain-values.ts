/** Each value of an image, and where it came from. */
import { positionAt } from '../diagnostics/source';
import { docs } from '../service/docs';
import type { Image } from '../image/image';
import type { Origin } from '../value/origin';
import { object, type Value } from '../value/value';
import { environmentOf } from '../emit/output-context';
import { type Environment, fillId, fillText, printJson } from '../value/printers/json-printer';

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
}

/** All values of an image in the order in which they are printed; a list of scalars is one value. */
export function explain(image: Image): readonly Explained[] {
  const environment = environmentOf(image);
  const found: Explained[] = [];
  const add = (path: string, value: unknown, origin: Origin): void => {
    found.push({ path, value, ...described(origin) });
  };
  add('apiVersion', image.apiVersion, image.apiVersionOrigin);
  add('name', fillText(image.name, environment), image.name.origin ?? unknown);
  add('location', fillText(image.location, environment), image.location.origin ?? unknown);
  if (image.tags) walk('tags', image.tags, unknown, environment, add);
  add('identity', fillId(image.identity.id, environment), image.identity.origin);
  for (const { key, value } of image.properties.entries) {
    walk(keyText(key, environment), value, unknown, environment, add);
  }
  for (const {
    id,
    target,
    location,
    tags,
    properties,
    createGallery,
    origin,
  } of image.definitions) {
    const path = `distribute[${target}].definition`;
    add(`${path}.id`, fillId(id, environment), id.origin ?? origin);
    add(`${path}.createGallery`, createGallery, origin);
    const rest = object({ location, tags, properties });
    for (const { key, value } of rest.entries) {
      walk(`${path}.${keyText(key, environment)}`, value, origin, environment, add);
    }
  }
  if (image.network) {
    const { id, subnet, containerSubnet, address, tags, origin } = image.network;
    add('network.id', fillId(id, environment), id.origin ?? origin);
    const rest = object({ address, subnet, containerSubnet, tags });
    for (const { key, value } of rest.entries) {
      walk(`network.${keyText(key, environment)}`, value, origin, environment, add);
    }
  }
  if (image.trigger) {
    const { name, kind, origin } = image.trigger;
    add('trigger.name', fillText(name, environment), name.origin ?? origin);
    add('trigger.kind', fillText(kind, environment), kind.origin ?? origin);
  }
  return found;
}

/** Of what has no origin of its own nor of what it stands in; none is known. */
const unknown: Origin = {
  kind: 'derived',
  rule: 'shape',
  reason: 'It belongs to the shape of the values around it.',
  doc: docs.template,
};

type Add = (path: string, value: unknown, origin: Origin) => void;

function walk(path: string, value: Value, around: Origin, env: Environment, add: Add): void {
  const origin = value.origin ?? around;
  if (value.kind === 'object' && value.entries.length > 0) {
    for (const { key, value: inner } of value.entries) {
      walk(joined(path, keyText(key, env)), inner, origin, env, add);
    }
  } else if (value.kind === 'list' && value.items.some((item) => item.kind === 'object')) {
    value.items.forEach((item, index) => walk(`${path}[${index}]`, item, origin, env, add));
  } else {
    const first = value.kind === 'list' ? value.items[0]?.origin : undefined;
    add(path, JSON.parse(printJson(value, env)), value.origin ?? first ?? around);
  }
}

function keyText(key: Value & { kind: 'text' | 'id' }, env: Environment): string {
  return key.kind === 'text' ? fillText(key, env) : fillId(key, env);
}

function joined(path: string, key: string): string {
  return /^[A-Za-z_$][\w$-]*$/.test(key) ? `${path}.${key}` : `${path}["${key}"]`;
}

function described(origin: Origin): Omit<Explained, 'path' | 'value'> {
  const { span } = origin;
  const place = span && { file: span.source.path, line: positionAt(span.source, span.start).line };
  if (origin.kind === 'spec') return { origin: 'spec', ...place };
  const { rule, reason, doc } = origin;
  return { origin: origin.kind, rule, reason, doc, ...place };
}
