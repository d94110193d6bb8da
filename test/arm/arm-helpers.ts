/** What the tests of reading templates share. */
import { formatArmPath } from '../../src/arm/document';
import { readArmTemplate } from '../../src/arm/read-template';
import type { ArmReadOptions, ArmReadResult } from '../../src/arm/read-template';
import {
  armKeyText,
  describeArmText,
  isArmList,
  isArmObject,
  isArmText,
} from '../../src/arm/arm-value';
import type { ArmValue } from '../../src/arm/arm-value';
import type { Json } from '../../src/lib/json';

/** Reads the text of a document. */
export function read(text: string, options?: ArmReadOptions): ArmReadResult {
  return readArmTemplate({ path: 'a.json', text }, options);
}

/** The type of image templates. */
export const imageType = 'Microsoft.VirtualMachineImages/imageTemplates';

/** Symbolic texts as people read them, so that whole bodies can be compared. */
export function readable(value: ArmValue): Json {
  if (isArmText(value)) return describeArmText(value);
  if (isArmList(value)) return value.map(readable);
  if (!isArmObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      describeArmText(armKeyText(key)),
      readable(inner),
    ]),
  );
}

/** The places of resources. */
export function paths(resources: ArmReadResult['images']): readonly string[] {
  return resources.map(({ path }) => formatArmPath(path));
}

/** The bodies of all images. */
export function bodies(result: ArmReadResult): readonly Json[] {
  return result.images.map((one) => readable(one.body));
}

/** The schema of templates for a resource group. */
export const schema =
  'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';

/** The text of a template. */
export function template(parts: { readonly [key: string]: Json }): string {
  return JSON.stringify({ $schema: schema, contentVersion: '1.0.0.0', ...parts }, null, 2);
}

/** An image template as a resource. */
export function image(parts: { readonly [key: string]: Json } = {}): {
  readonly [key: string]: Json;
} {
  const source = { type: 'PlatformImage', publisher: 'p', offer: 'o', sku: 's', version: 'latest' };
  return {
    type: imageType,
    apiVersion: '2022-02-14',
    name: 'web',
    properties: { source, distribute: [] },
    ...parts,
  };
}

/** Reads a template whose one image has these tags; gives the tags. */
export function tagsOf(
  tags: Json,
  parts: { readonly [key: string]: Json },
  options?: ArmReadOptions,
): Json {
  const result = read(template({ ...parts, resources: [image({ tags })] }), options);
  const [body] = bodies(result);
  return typeof body === 'object' && body !== null && 'tags' in body ? body.tags : null;
}

/** The problems as `line severity: message`. */
export function messages(result: ArmReadResult): readonly string[] {
  return result.problems.map(({ severity, line, message }) => `${line} ${severity}: ${message}`);
}
