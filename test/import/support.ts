/** What the tests of the import share. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../src';
import type { CompileOptions } from '../../src';
import { importDocument } from '../../src/import/import-document';
import type { ImportedSpec, ImportOptions } from '../../src/import/import-document';
import type { Json, JsonObject } from '../../src/lib/json';

/** A published template. */
export function corpus(name: string): string {
  return readFileSync(join(__dirname, '..', 'data', 'corpus', name), 'utf8');
}

/** The one image of a document. */
export function importOne(text: string, options: ImportOptions = {}): ImportedSpec {
  const { specs, diagnostics: problems } = importDocument(text, options);
  const [only, ...more] = specs;
  if (!only || more.length > 0)
    throw new Error(`${specs.length} specs; ${JSON.stringify(problems)}`);
  return only;
}

/** An output of a spec that builds without an error. */
export function output(text: string, name: string, options: CompileOptions = {}): string {
  const { outputs, diagnostics } = compile({ files: { 'x.yaml': text }, entry: 'x.yaml', options });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(`${JSON.stringify(errors, null, 2)}\n${text}`);
  const found = Object.entries(outputs).find(([path]) => path.endsWith(`/${name}`));
  if (!found) throw new Error(`no ${name}`);
  return found[1];
}

/** The image template that a spec gives. */
export function built(
  text: string,
  options: CompileOptions = {},
): Readonly<Record<string, unknown>> {
  return JSON.parse(output(text, 'imageTemplate.json', options)) as Readonly<
    Record<string, unknown>
  >;
}

/** The type of image templates. */
export const imageType = 'Microsoft.VirtualMachineImages/imageTemplates';

export const subscription = '11111111-2222-3333-4444-555555555555';
export const groupId = `/subscriptions/${subscription}/resourceGroups/demo`;
export const identityId = `${groupId}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/aib`;
export const definitionId = `${groupId}/providers/Microsoft.Compute/galleries/corp/images/web`;

/** A marketplace source. */
export const ubuntu = {
  type: 'PlatformImage',
  publisher: 'Canonical',
  offer: 'UbuntuServer',
  sku: '18.04-LTS',
  version: 'latest',
};

/** The identity of a resource. */
export function userAssigned(id: string): JsonObject {
  return { type: 'UserAssigned', userAssignedIdentities: { [id]: {} } };
}

/** An image template as a resource: these properties, and these keys beside them. */
export function imageResource(properties: JsonObject, envelope: JsonObject = {}): JsonObject {
  return {
    type: imageType,
    apiVersion: '2022-07-01',
    name: 'web',
    location: 'westeurope',
    identity: userAssigned(identityId),
    properties: {
      source: ubuntu,
      distribute: [{ type: 'VHD', runOutputName: 'out' }],
      ...properties,
    },
    ...envelope,
  };
}

/** The text of an ARM template. */
export function armTemplate(resources: Json, parts: JsonObject = {}): string {
  return JSON.stringify({
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    ...parts,
    resources,
  });
}
