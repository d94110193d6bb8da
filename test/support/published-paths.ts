/** The properties of an image template as each of three sources has them, written as paths of one form. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { propertySince, valueSince } from '../../src/language/since';
import { imageTemplateProperties } from '../../src/language/image-template';
import type { Type } from '../../src/language/type';

const schemas = path.join(__dirname, '..', 'data', 'schemas');

/** What is read of a Bicep type. */
interface BicepType {
  readonly $type: string;
  readonly name?: string;
  readonly value?: string;
  readonly properties?: Readonly<Record<string, BicepField>>;
  readonly baseProperties?: Readonly<Record<string, BicepField>>;
  readonly elements?: Readonly<Record<string, Reference>> | readonly Reference[];
  readonly discriminator?: string;
  readonly itemType?: Reference;
}

interface Reference {
  readonly $ref: string;
}

interface BicepField {
  readonly type: Reference;
  readonly flags: number;
}

/** What is read of a JSON schema. */
interface Schema {
  readonly $ref?: string;
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly definitions?: Readonly<Record<string, Schema>>;
}

/** Makes a JSON file of the published data readable as what it is known to be. */
function readBicepTypes(version: string): readonly BicepType[] {
  return JSON.parse(readFileSync(path.join(schemas, 'bicep-types', `${version}.json`), 'utf8'));
}

function readSchema(version: string): Schema {
  return JSON.parse(readFileSync(path.join(schemas, `${version}.json`), 'utf8'));
}

function join(head: string, name: string): string {
  return head === '' ? name : `${head}.${name}`;
}

/** What a published description says: paths that can be written, paths that cannot, values of enumerations. */
export interface Published {
  readonly paths: readonly string[];
  readonly readOnly: readonly string[];
  readonly values: readonly string[];
}

class Collector {
  readonly paths = new Set<string>();
  readonly readOnly = new Set<string>();
  readonly values = new Set<string>();
  result(): Published {
    const sorted = (set: ReadonlySet<string>) => [...set].toSorted();
    return {
      paths: sorted(this.paths),
      readOnly: sorted(this.readOnly),
      values: sorted(this.values),
    };
  }
}

/** From the Bicep types of a version, which also know what is read-only. */
export function bicepPaths(version: string, root = 'ImageTemplateProperties'): Published {
  const types = readBicepTypes(version);
  const found = new Collector();
  const at = (reference: Reference): BicepType => {
    const type = types[Number(reference.$ref.slice(2))];
    if (!type) throw new Error(`no type ${reference.$ref}`);
    return type;
  };
  const fields = (properties: BicepType['properties'], head: string): void => {
    for (const [name, field] of Object.entries(properties ?? {})) {
      if (name === 'type' && at(field.type).$type === 'StringLiteralType') continue;
      const here = join(head, name);
      if ((field.flags & 2) !== 0) found.readOnly.add(here);
      else {
        found.paths.add(here);
        walk(at(field.type), here);
      }
    }
  };
  const walk = (type: BicepType, head: string): void => {
    fields(type.properties, head);
    if (type.itemType) walk(at(type.itemType), `${head}[]`);
    if (type.$type === 'StringLiteralType') found.values.add(`${head}=${type.value}`);
    for (const [name, element] of Object.entries(type.elements ?? {})) {
      if (type.$type === 'UnionType') {
        if (at(element).$type === 'StringLiteralType') walk(at(element), head);
        continue;
      }
      const kind = head.endsWith('[]') ? `${head.slice(0, -1)}${name}]` : head;
      const discriminator = type.discriminator ?? 'type';
      if (discriminator !== 'type') found.paths.add(join(kind, discriminator));
      if (kind !== '') found.paths.add(kind);
      walk(at(element), kind);
      fields(type.baseProperties, kind);
    }
  };
  const start = types.find((type) => type.name === root);
  if (!start) throw new Error(`no ${root} in ${version}`);
  walk(start, '');
  return found.result();
}

/** From the JSON schema of a version; what is read-only does not stand in it. */
export function schemaPaths(version: string, root = 'ImageTemplateProperties'): Published {
  const { definitions = {} } = readSchema(version);
  const found = new Collector();
  const resolve = (type: Schema): Schema =>
    type.$ref === undefined ? type : (definitions[type.$ref.replace('#/definitions/', '')] ?? {});
  const fields = (type: Schema, head: string): void => {
    for (const [name, field] of Object.entries(type.properties ?? {})) {
      if (name === 'type' && field.enum !== undefined) continue;
      const here = join(head, name);
      found.paths.add(here);
      walk(field, here);
    }
  };
  const walk = (given: Schema, head: string): void => {
    const type = resolve(given);
    const kinds = (type.oneOf ?? []).map(resolve).filter((one) => Object.keys(one).length > 0);
    for (const one of kinds) {
      const name = one.properties?.['type']?.enum?.[0];
      if (name === undefined) {
        walk(one, head);
        continue;
      }
      const kind = head.endsWith('[]') ? `${head.slice(0, -1)}${name}]` : head;
      if (kind !== '') found.paths.add(kind);
      fields(one, kind);
      fields(type, kind);
    }
    if (!kinds.some((one) => one.properties?.['type']?.enum)) fields(type, head);
    if (type.items) walk(type.items, `${head}[]`);
    for (const value of type.enum ?? []) found.values.add(`${head}=${value}`);
  };
  const start = definitions[root];
  if (!start) throw new Error(`no ${root} in ${version}`);
  walk(start, '');
  return found.result();
}

/** The first version of a path, by our table: the latest of those of all that it stands in. */
export function sinceOf(wanted: string): string {
  let since = '2020-02-14';
  for (const [key, version] of Object.entries(propertySince)) {
    const next = wanted[key.length];
    const within = wanted === key || (wanted.startsWith(key) && (next === '.' || next === '['));
    if (within && version > since) since = version;
  }
  const [key = '', value] = wanted.split('=');
  const later = value === undefined ? undefined : valueSince[key]?.[value];
  if (value === undefined) return since;
  const own = sinceOf(key);
  return later !== undefined && later > own ? later : own;
}

/** From our own declaration: what can be written in a version. */
export function declaredPaths(version: string): Pick<Published, 'paths' | 'values'> {
  const found = new Collector();
  const add = (set: Set<string>, here: string): void => {
    if (sinceOf(here) <= version) set.add(here);
  };
  const walk = (type: Type, head: string): void => {
    switch (type.kind) {
      case 'object':
        for (const [name, field] of Object.entries(type.fields)) {
          if (name === 'type') continue;
          add(found.paths, join(head, name));
          walk(field, join(head, name));
        }
        return;
      case 'list':
        walk(type.of, `${head}[]`);
        return;
      case 'union':
        for (const { discriminator, type: inner } of type.branches) {
          if ('type' in discriminator) {
            const kind = head.endsWith('[]') ? `${head.slice(0, -1)}${discriminator.type}]` : head;
            add(found.paths, kind);
            walk(inner, kind);
          } else if (!(head.endsWith('.inline') && inner.kind === 'string')) walk(inner, head);
        }
        return;
      case 'string':
        for (const value of type.values ?? []) add(found.values, `${head}=${value}`);
        return;
      default:
    }
  };
  walk(imageTemplateProperties, '');
  const { paths, values } = found.result();
  return { paths, values };
}
