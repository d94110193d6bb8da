import { fail, guarded, later, merge, notFound } from './replies';
import type { Azure, Json, JsonObject, Reply, Seen } from './state';

const rights = 'Microsoft.Resources/deployments';
let deployments = 0;

/** Deployments: validated, previewed, made. */
export function deploymentRoute(azure: Azure, seen: Seen): Reply {
  const { method, path } = seen;
  const [, base = path, action] = /^(.*\/deployments\/[^/]+)(?:\/(\w+))?$/i.exec(path) ?? [];
  const key = base.toLowerCase();
  const known = azure.resources.get(key);
  if (method === 'POST') {
    const validate = action?.toLowerCase() === 'validate';
    return guarded(azure, `${rights}/${validate ? 'validate' : 'whatIf'}/action`, base, () => {
      if (azure.invalid) return fail(400, azure.invalid.code, azure.invalid.message);
      if (validate)
        return { status: 200, body: { properties: { provisioningState: 'Succeeded' } } };
      const resourceId = `${base.split('/providers/')[0]}/providers/Microsoft.VirtualMachineImages/imageTemplates/web-base`;
      const changes = [{ resourceId, changeType: 'Create' }];
      return { status: 200, body: { status: 'Succeeded', properties: { changes } } };
    });
  }
  if (action?.toLowerCase() === 'operations') {
    return guarded(azure, `${rights}/operations/read`, base, () => ({
      status: 200,
      body: { value: [] },
    }));
  }
  if (method === 'GET') {
    return guarded(azure, `${rights}/read`, base, () =>
      known ? { status: 200, body: known } : notFound(base),
    );
  }
  return guarded(azure, `${rights}/write`, base, () => deploy(azure, seen, base, key));
}

function deploy(azure: Azure, { body }: Seen, base: string, key: string): Reply {
  deployments += 1;
  const { properties } = JSON.parse(body) as {
    properties: { template: { resources: JsonObject[] }; parameters: JsonObject };
  };
  const refusal = azure.refusals.shift();
  let failure = refusal && { code: refusal.code, message: refusal.message };
  const group = base.split('/providers/')[0] ?? '';
  for (const resource of properties.template.resources) {
    const type = String(resource.type).toLowerCase();
    if (!type.startsWith('microsoft.virtualmachineimages/imagetemplates')) continue;
    const right = 'Microsoft.VirtualMachineImages/imageTemplates/write';
    if (azure.granted && !azure.granted.has(right)) {
      const message = `The client 'app' with object id 'app' does not have authorization to perform action '${right}' over scope '${group}'.`;
      failure ??= { code: 'AuthorizationFailed', message };
    }
    const [name = '', child] = String(resource.name).split('/');
    const id = `${group}/providers/Microsoft.VirtualMachineImages/imageTemplates/${name}`;
    if (child !== undefined) {
      if (!failure)
        put(azure, `${id}/triggers/${child}`, {
          name: child,
          properties: resource.properties ?? {},
        });
      continue;
    }
    if (azure.resources.has(id.toLowerCase())) {
      failure ??= {
        code: 'Conflict',
        message: 'Update/Upgrade of image templates is currently not supported.',
      };
      continue;
    }
    if (failure && !refusal?.leavesTemplate) continue;
    const content = azure.contents.get(name) ?? { properties: {} };
    const state = failure
      ? {
          provisioningState: 'Failed',
          provisioningError: { provisioningErrorCode: 'Other', message: failure.message },
        }
      : { provisioningState: 'Succeeded' };
    put(azure, id, {
      ...content,
      name,
      properties: merge(content.properties as JsonObject, state),
    });
  }
  const error: Json = failure
    ? { code: 'DeploymentFailed', message: 'At least one resource failed.', details: [failure] }
    : null;
  const made: JsonObject = {
    id: base,
    name: base.split('/').at(-1) ?? '',
    properties: {
      provisioningState: failure ? 'Failed' : 'Succeeded',
      correlationId: `correlation-${deployments}`,
      parameters: properties.parameters,
      ...(failure ? { error } : {}),
    },
  };
  azure.resources.set(key, made);
  return later(
    azure,
    201,
    made,
    failure && { code: 'DeploymentFailed', message: JSON.stringify({ error: failure }) },
  );
}

function put(azure: Azure, id: string, resource: JsonObject): void {
  azure.resources.set(id.toLowerCase(), { id, ...resource });
}
