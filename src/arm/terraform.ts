/**
 * Resources of Terraform, as `terraform show -json` prints a state or a plan.
 * https://developer.hashicorp.com/terraform/internals/json-format
 */
import type { ArmPath } from './document';
import { isImageTemplateType } from './collect-resources';
import { builtInRoles } from '../service/built-in-roles';
import { isJsonList, isJsonObject, parseJson, type Json, type JsonObject } from '../lib/json';

/** A resource as Azure has it: an image template, or another one. */
export interface TerraformResource {
  readonly kind: 'body' | 'other';
  readonly json: JsonObject;
  readonly path: ArmPath;
  /** The address in the state. */
  readonly address?: string;
}

/** The resources of a state or of a plan; undefined for another document. */
export function terraformResources(json: JsonObject): readonly TerraformResource[] | undefined {
  for (const key of ['values', 'planned_values']) {
    const values = json[key];
    const root = isJsonObject(values) ? values.root_module : undefined;
    if (isJsonObject(root)) return moduleResources(root, [key, 'root_module']);
  }
  return undefined;
}

function moduleResources(module: JsonObject, path: ArmPath): readonly TerraformResource[] {
  const { resources = [], child_modules: children = [] } = module;
  const own = isJsonList(resources) ? resources : [];
  const inner = isJsonList(children) ? children : [];
  return [
    ...own.flatMap((one, index) => {
      const found = isJsonObject(one) && one.mode !== 'data' ? resourceOf(one) : undefined;
      const place = [...path, 'resources', index, 'values'];
      if (!found) return [];
      const address =
        isJsonObject(one) && typeof one.address === 'string' ? { address: one.address } : {};
      return [{ ...found, ...address, path: [...place, ...found.path] }];
    }),
    ...inner.flatMap((one, index) =>
      isJsonObject(one) ? moduleResources(one, [...path, 'child_modules', index]) : [],
    ),
  ];
}

/** Its path is below the values of the resource. */
type Found = TerraformResource;

function resourceOf({ type, values }: JsonObject): Found | undefined {
  if (!isJsonObject(values)) return undefined;
  const { name = null, location = null, tags = null, id = null } = values;
  const other = (armType: string, body: JsonObject): Found => ({
    kind: 'other',
    path: [],
    json: { type: armType, name, location, tags, id, ...body },
  });
  switch (type) {
    case 'azapi_resource':
      return azapiResource(values);
    case 'azurerm_resource_group_template_deployment':
      return templateDeployment(values);
    case 'azurerm_shared_image_gallery':
      return other('Microsoft.Compute/galleries', {});
    case 'azurerm_shared_image':
      return other('Microsoft.Compute/galleries/images', {
        name: `${String(values.gallery_name)}/${String(values.name)}`,
        properties: definitionProperties(values),
      });
    case 'azurerm_user_assigned_identity':
      return other('Microsoft.ManagedIdentity/userAssignedIdentities', {});
    case 'azurerm_role_assignment': {
      const role = Object.values(builtInRoles).find(
        (one) => one.name === values.role_definition_name,
      );
      const roleDefinitionId = values.role_definition_id ?? role?.id ?? null;
      return other('Microsoft.Authorization/roleAssignments', {
        scope: values.scope ?? null,
        properties: { roleDefinitionId },
      });
    }
    default:
      return undefined;
  }
}

/** `{type: "type@version", name, location, identity, body}`, in which the body may be JSON and the identity a list. */
export function azapiResource(resource: JsonObject): Found | undefined {
  const {
    type: given,
    body: written,
    name,
    location,
    tags,
    identity,
    parent_id: parent,
  } = resource;
  const body = typeof written === 'string' ? parseJson(written) : written;
  if (typeof given !== 'string' || !isJsonObject(body)) return undefined;
  const [type = '', apiVersion = ''] = given.split('@');
  if (!isImageTemplateType(type)) return undefined;
  const [only] = isJsonList(identity) ? identity : [identity];
  const envelope = { name, location, tags, identity: only, parent_id: parent };
  const known = Object.entries(envelope).filter(
    (entry): entry is [string, Json] => entry[1] !== undefined && entry[1] !== null,
  );
  const version = apiVersion === '' ? {} : { apiVersion };
  const json = { ...Object.fromEntries(known), ...body, type, ...version };
  return { json, kind: 'body', path: typeof written === 'string' ? [] : ['body'] };
}

/** A nested deployment, as which the template is read with its parameters. */
function templateDeployment(values: JsonObject): Found | undefined {
  const template = parseJson(String(values.template_content));
  if (!isJsonObject(template)) return undefined;
  const properties = {
    expressionEvaluationOptions: { scope: 'inner' },
    parameters: parseJson(String(values.parameters_content)) ?? {},
    template,
  };
  const name = values.name ?? null;
  const json = { type: 'Microsoft.Resources/deployments', name, properties };
  return { kind: 'other', path: [], json };
}

function definitionProperties(values: JsonObject): JsonObject {
  const first = (key: string): Json => {
    const list = values[key];
    return (isJsonList(list) ? list[0] : list) ?? null;
  };
  const security =
    values.trusted_launch_supported === true || values.trusted_launch_enabled === true
      ? 'TrustedLaunchSupported'
      : values.confidential_vm_supported === true
        ? 'ConfidentialVMSupported'
        : undefined;
  const properties = {
    osType: values.os_type,
    osState: values.specialized === true ? 'Specialized' : 'Generalized',
    hyperVGeneration: values.hyper_v_generation,
    architecture: values.architecture,
    identifier: first('identifier'),
    purchasePlan: first('purchase_plan'),
    description: values.description,
    eula: values.eula,
    privacyStatementUri: values.privacy_statement_uri,
    releaseNoteUri: values.release_note_uri,
    features: security === undefined ? null : [{ name: 'SecurityType', value: security }],
  };
  return Object.fromEntries(
    Object.entries(properties).flatMap(([key, value]): [string, Json][] =>
      value === undefined || value === null || value === '' ? [] : [[key, value]],
    ),
  );
}
