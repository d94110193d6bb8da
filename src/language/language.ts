/**
 * The spec language: the properties of an image template with their short forms (`image-template.ts`), and the keys of
 * aibgen itself (`own-keys.ts`). The shape check, the JSON Schema, the manual and the type `Spec` come from it.
 */
import { apiVersions } from '../service/api-versions';
import { docs } from '../service/docs';
import { namePattern, regionType, tagsType } from './common-types';
import { any, fixed, integer, objectOf, oneOf, revised, string } from './declare';
import { imageTemplateProperties } from './image-template';
import {
  deprovisionType,
  extendsType,
  formatsType,
  identityType,
  matrixType,
  parametersType,
  scriptsType,
  storageAccountsType,
  triggerType,
} from './own-keys';
import { networkType } from './prerequisites';
import { deriveShortForm, type SpecFields } from './short-forms';
import type { Fields, Infer, InferFields } from './type';

/** Keys before the source. */
const head = {
  extends: extendsType,
  matrix: matrixType,
  scripts: scriptsType,
  name: string("Name of the image template; absent: the file's base name.", {
    pattern: namePattern,
    docs: docs.template,
  }),
  location: revised(regionType, {
    doc: 'Region of the image template, as `eastus2` or `East US 2`.',
  }),
  subscription: string('Subscription of the deployment, for the bare JSON.', fixed),
  resourceGroup: string('Resource group of the deployment, for the bare JSON.', fixed),
  apiVersion: oneOf(
    'API version; absent: the lowest that has everything that is used.',
    [...apiVersions, 'latest'],
    { ...fixed, docs: docs.apiVersions },
  ),
  tags: revised(tagsType, { doc: 'Tags of the image template: names and values.' }),
  identity: identityType,
  parameters: parametersType,
};

/** Keys that describe the source, if its name does not tell. */
const sourceFacts = {
  os: oneOf(
    'Operating system of the source, if its name does not tell.',
    ['linux', 'windows'],
    fixed,
  ),
  generation: integer('Hyper-V generation of the source, if its name does not tell.', 1, 2, {
    ...fixed,
    docs: docs.generations,
  }),
  architecture: oneOf(
    'Processor architecture of the source, if its name does not tell.',
    ['x64', 'arm64'],
    fixed,
  ),
};

/** Keys after the properties of the image template. */
const tail = {
  trigger: triggerType,
  roles: oneOf(
    'Which role definitions and assignments are written.',
    ['custom', 'builtin', 'none'],
    {
      ...fixed,
      default: 'custom',
      docs: docs.permissions,
    },
  ),
  // Of the first release; whatever it holds, there is one thing to say about it.
  pipelines: revised(any('Without effect.'), {
    deprecated: 'Set pipelines in aibgen.config.yaml.',
  }),
  formats: formatsType,
  naming: oneOf(
    'contentHash: the name ends in a short hash of everything that cannot change in place.',
    ['contentHash'],
    { ...fixed, docs: docs.troubleshoot },
  ),
  storageAccounts: storageAccountsType,
};

const template = deriveShortForm(imageTemplateProperties.fields);

/** The spec's fields of the image template, in the order of the documentation; those that are not named here come last. */
function templateFields(...names: readonly string[]): Fields {
  return Object.fromEntries(
    names.flatMap((name) => {
      const type = template.fields[name];
      return type ? [[name, type]] : [];
    }),
  );
}

const service = 'Remove it: the service writes it.';

const fields = {
  ...head,
  ...templateFields('source'),
  ...sourceFacts,
  ...templateFields('vm', 'vmProfile'),
  network: networkType,
  ...templateFields('timeout', 'buildTimeoutInMinutes', 'customize'),
  deprovision: deprovisionType,
  ...templateFields('validate', 'distribute'),
  ...template.fields,
  ...tail,
};

/** A whole spec. No key is required here: a base may give any. */
export const specType = objectOf<
  InferFields<
    typeof head &
      typeof sourceFacts & {
        network: typeof networkType;
        deprovision: typeof deprovisionType;
      } & typeof tail &
      SpecFields<typeof imageTemplateProperties.fields>
  >
>('An image for Azure Image Builder.', fields, {
  extension: true,
  exclusive: template.exclusive,
  expansion: { kind: 'mapping', paths: template.paths, adds: {} },
  aliases: {
    region: 'location',
    buildTimeout: 'timeout',
    params: 'parameters',
    targets: 'distribute',
    steps: 'customize',
    customise: 'customize',
    hyperVGeneration: 'generation',
    triggers: 'trigger',
    vnet: 'network',
    format: 'formats',
    outputs: 'formats',
  },
  unsupportedKeys: {
    properties: 'Move what it holds to the top level: a spec has no "properties".',
    type: 'Remove it: aibgen writes it.',
    dependsOn: 'Remove it: aibgen writes what the template depends on.',
    provisioningState: service,
    provisioningError: service,
    lastRunStatus: service,
    exactStagingResourceGroup: service,
  },
});

/** A spec as a plain object. */
export type Spec = Infer<typeof specType>;
