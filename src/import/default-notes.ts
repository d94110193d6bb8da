/** What of a template the spec leaves out, since aibgen writes the same by itself. */
import type { Image } from '../image/image';
import { getOwn } from '../lib/get-own';
import type { Origin } from '../value/origin';
import { field, type ModelValue } from '../value/value';
import type { ArmPath } from '../arm/document';
import { isJsonList, isJsonObject, type Json } from '../lib/json';
import type { ImageJson } from './image-json';
import type { Notes } from './import-notes';

/** Notes each value that is a default, or follows from another. */
export function noteDefaults(source: ImageJson, image: Image, notes: Notes['ofImage']): void {
  if (source.apiVersion === image.apiVersion) {
    noteOrigin(image.apiVersionOrigin, source.apiVersion, ['apiVersion'], notes);
  }
  noteOrigin(image.name.origin, source.name, ['name'], notes);
  const { properties } = image;
  for (const [key, value] of Object.entries(source.properties)) {
    walk(value, getOwn<ModelValue | undefined>(properties, key), ['properties', key], notes);
  }
}

function noteOrigin(
  origin: Origin | undefined,
  from: Json | undefined,
  path: ArmPath,
  { note }: Notes['ofImage'],
): boolean {
  if (!origin || origin.kind === 'spec' || from === undefined) return false;
  note('default', path, origin.reason, { from });
  return true;
}

function walk(
  source: Json | undefined,
  value: ModelValue | undefined,
  path: ArmPath,
  notes: Notes['ofImage'],
): void {
  if (source === undefined || !value) return;
  const container = path.at(-1) === 'customize';
  if (!container && noteOrigin(value.origin, source, path, notes)) return;
  if (isJsonList(source)) {
    const items = value.kind === 'list' ? value.items : [];
    source.forEach((item, index) => walk(item, items[index], [...path, index], notes));
  } else if (isJsonObject(source)) {
    for (const [key, inner] of Object.entries(source)) {
      if (value.kind === 'object') walk(inner, field(value, key), [...path, key], notes);
    }
  }
}
