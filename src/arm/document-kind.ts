/** Tells what a document is: an ARM template, one or several image templates, an answer of Azure, or none of them. */
import type { ArmPath } from './document';
import { isImageTemplateType } from './collect-resources';
import { armProperty, isArmObject, type ArmValue } from './arm-value';
import { azapiResource, terraformResources } from './terraform';
import { isJsonObject, type Json, type JsonObject } from '../lib/json';

/**
 * A resource that is on its own: an image template with its `properties`, one with these at its top (`flat`, as
 * `az image builder show` prints it), or something else in a list with image templates.
 */
export interface BareResource {
  readonly json: JsonObject;
  readonly path: ArmPath;
  readonly kind: 'body' | 'flat' | 'other';
  /** The address in the state of Terraform that it is from. */
  readonly address?: string;
}

/** What a document is. */
export type ArmShape =
  | {
      readonly kind: 'template';
      readonly template: JsonObject;
      readonly path: ArmPath;
      /** Values that are next to the template, as in the request of a deployment. */
      readonly parameters: JsonObject | undefined;
    }
  | { readonly kind: 'resources'; readonly resources: readonly BareResource[] }
  | { readonly kind: 'other'; readonly found: string };

/** Recognises a document by its keys. */
export function armShape(json: Json): ArmShape {
  if (Array.isArray(json)) return listShape(json, []);
  if (!isJsonObject(json)) return { kind: 'other', found: `a ${typeof json}` };
  const terraform = terraformResources(json);
  if (terraform) {
    const isImage = ({ json: one, kind }: BareResource): boolean =>
      kind !== 'other' || one.type === 'Microsoft.Resources/deployments';
    return terraform.some(isImage)
      ? { kind: 'resources', resources: terraform }
      : { kind: 'other', found: 'a state or plan of Terraform without an image template' };
  }
  const single = singleResource(json, []);
  if (single) return { kind: 'resources', resources: [single] };
  const template = templateShape(json, [], undefined) ?? wrappedTemplate(json);
  if (template) return template;
  const value = armProperty(json, 'value');
  if (Array.isArray(value)) return listShape(value, ['value']);
  return { kind: 'other', found: describe(json) };
}

function listShape(items: readonly Json[], path: ArmPath): ArmShape {
  const resources = items.flatMap((item, index) => {
    const single = isJsonObject(item) ? singleResource(item, [...path, index]) : undefined;
    return single ? [single] : [];
  });
  if (resources.some(({ kind }) => kind !== 'other')) return { kind: 'resources', resources };
  const [first] = items;
  if (first === undefined) return { kind: 'other', found: 'an empty list' };
  const item = isJsonObject(first) ? describe(first) : `a ${typeof first}`;
  return { kind: 'other', found: `a list of ${items.length}, the first of them ${item}` };
}

function singleResource(json: JsonObject, path: ArmPath): BareResource | undefined {
  const wrapped = azapiResource(json);
  if (wrapped) return { ...wrapped, path: [...path, ...wrapped.path] };
  const properties = armProperty(json, 'properties');
  const type = armProperty(json, 'type');
  const isOther = typeof type === 'string' && !isImageTemplateType(type);
  if (isJsonObject(properties) && isImageProperties(properties, isOther)) {
    return { json, path, kind: 'body' };
  }
  if (isImageProperties(json, isOther)) return { json, path, kind: 'flat' };
  if (typeof type !== 'string') return undefined;
  if (!isOther) return { json, path, kind: 'body' };
  return path.length > 0 && type.includes('/') ? { json, path, kind: 'other' } : undefined;
}

/** Image templates have a source and a distribution; one of them will do where no other type is given. */
function isImageProperties(json: JsonObject, needsBoth: boolean): boolean {
  const parts = [armProperty(json, 'source'), armProperty(json, 'distribute')];
  const given = parts.filter((part) => typeof part === 'object' && part !== null);
  return given.length > (needsBoth ? 1 : 0);
}

function templateShape(
  json: JsonObject,
  path: ArmPath,
  parameters: JsonObject | undefined,
): ArmShape | undefined {
  const schema = armProperty(json, '$schema');
  const isTemplate = typeof schema === 'string' && /deploymentTemplate\.json/i.test(schema);
  const resources = armProperty(json, 'resources');
  const hasResources = typeof resources === 'object' && resources !== null;
  if (!isTemplate && !hasResources) return undefined;
  return { kind: 'template', template: json, path, parameters };
}

/** Templates inside of other documents: an export, the request of a deployment, a template spec. */
function wrappedTemplate(json: JsonObject): ArmShape | undefined {
  for (const path of [['template'], ['properties', 'template'], ['properties', 'mainTemplate']]) {
    const holder = path.length === 1 ? json : armProperty(json, 'properties');
    const inner = isJsonObject(holder) ? armProperty(holder, path.at(-1) ?? '') : undefined;
    if (!isJsonObject(holder) || !isJsonObject(inner)) continue;
    const outer = armProperty(holder, 'parameters');
    const shape = templateShape(inner, path, isJsonObject(outer) ? outer : undefined);
    if (shape) return shape;
  }
  return undefined;
}

function describe(json: JsonObject): string {
  const schema = armProperty(json, '$schema');
  const keys = Object.keys(json);
  if (typeof schema === 'string' && /deploymentParameters\.json/i.test(schema)) {
    return 'a parameters file, which goes with its template';
  }
  const type = armProperty(json, 'type');
  if (typeof type === 'string') return `a resource of the type ${type}`;
  if (keys.length === 0) return 'an empty object';
  const shown = keys.slice(0, 6).map((key) => (key.length > 40 ? `${key.slice(0, 40)}…` : key));
  return `an object with ${shown.join(', ')}${keys.length > 6 ? ', …' : ''}`;
}

/** Keys of a resource next to `properties`; all others of a flat one belong into `properties`. */
const envelope = new Set(
  (
    '$schema apiVersion comments condition dependsOn etag extendedLocation id identity kind location managedBy ' +
    'name plan resourceGroup scope sku systemData tags type zones'
  )
    .toLowerCase()
    .split(' '),
);

/** Names that the Python SDK behind `az` spells in its own way. */
const respelt: ReadonlyMap<string, string> = new Map([
  ['osDiskSizeGb', 'osDiskSizeGB'],
  ['inVmValidations', 'inVMValidations'],
  ['sizeGb', 'sizeGB'],
]);

/** The resource that a flat answer stands for. */
export function unflatten(body: ArmValue): ArmValue {
  if (!isArmObject(body)) return body;
  const entries = Object.entries(body).map(([key, value]): [string, ArmValue] => [
    camelCase(key),
    value,
  ]);
  const outer = entries.filter(([key]) => envelope.has(key.toLowerCase()));
  const inner = entries.filter(([key]) => !envelope.has(key.toLowerCase()));
  const properties = inner.map(([key, value]): [string, ArmValue] => [key, tidy(value, key)]);
  return { ...Object.fromEntries(outer), properties: Object.fromEntries(properties) };
}

/** Respells names, but not inside of tags, whose names are the user's own. */
function tidy(value: ArmValue, key: string): ArmValue {
  if (Array.isArray(value)) return value.map((item: ArmValue) => tidy(item, key));
  if (!isArmObject(value) || /tags$/i.test(key)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const camel = camelCase(name);
      return [respelt.get(camel) ?? camel, tidy(inner, camel)];
    }),
  );
}

/** `build_timeout_in_minutes` -> `buildTimeoutInMinutes`; ids and other names stay. */
function camelCase(name: string): string {
  if (!/^[a-z0-9]+(?:_[a-z0-9]+)+$/.test(name)) return name;
  return name.replaceAll(/_([a-z0-9])/g, (_, next: string) => next.toUpperCase());
}
