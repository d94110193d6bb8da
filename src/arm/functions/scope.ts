/**
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-scope
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-deployment
 */
import { NotStatic, type ArmCall, type ArmFunction } from '../evaluation-context';
import { armText, armUnknown, type ArmText, type ArmValue } from '../arm-value';
import { argument, intArgument, textArgument, textParts } from './arguments';

type Text = string | ArmText;

function declared(what: 'parameter' | 'variable'): ArmFunction {
  return (args, call) => {
    const name = textArgument(args, 0);
    const value = call.environment[what](name);
    if (value !== undefined) return value;
    throw new NotStatic(`no ${what} ${name} is declared`);
  };
}

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/copy-resources */
const copyIndex: ArmFunction = (args, call) => {
  const { loops } = call.environment;
  const named = typeof args[0] === 'string' ? args[0].toLowerCase() : undefined;
  const loop =
    named === undefined
      ? (loops.findLast((one) => one.of === 'resource') ?? loops.at(-1))
      : loops.findLast((one) => one.name.toLowerCase() === named);
  if (!loop) throw new NotStatic('there is no such copy loop around it');
  if (loop.index === undefined)
    throw new NotStatic(`the count of the copy loop ${loop.name} is not static`);
  const at = named === undefined ? 0 : 1;
  return loop.index + (args.length > at ? intArgument(args, at) : 0);
};

function subscriptionId({ environment }: ArmCall): Text {
  return armText(['/subscriptions/', ...textParts(environment.scope.subscription)]);
}

function groupId(call: ArmCall): Text {
  const group = textParts(call.environment.scope.resourceGroup);
  return armText([...textParts(subscriptionId(call)), '/resourceGroups/', ...group]);
}

const subscription: ArmFunction = (_, call) => ({
  id: subscriptionId(call),
  subscriptionId: call.environment.scope.subscription,
  tenantId: armUnknown('subscription().tenantId', 'the tenant is known only when it is deployed'),
  displayName: armUnknown('subscription().displayName', 'only Azure knows it'),
});

const resourceGroup: ArmFunction = (_, call) => ({
  id: groupId(call),
  name: call.environment.scope.resourceGroup,
  location: call.environment.scope.location,
  type: 'Microsoft.Resources/resourceGroups',
  tags: armUnknown(
    'resourceGroup().tags',
    'the tags of the resource group are known only to Azure',
  ),
});

const deployment: ArmFunction = () => ({
  name: armUnknown('deployment().name', 'the name of the deployment is given when it is deployed'),
  location: armUnknown('deployment().location', 'where it is deployed is said when it is deployed'),
  properties: armUnknown('deployment().properties', 'they depend on how it is deployed'),
});

/** The public cloud; other clouds have other names for the same things. */
const environment: ArmFunction = (_, call) => {
  call.environment.note('environment() is taken for the public cloud, AzureCloud.');
  return {
    name: 'AzureCloud',
    resourceManager: 'https://management.azure.com/',
    portal: 'https://portal.azure.com',
    gallery: 'https://gallery.azure.com/',
    graph: 'https://graph.windows.net/',
    authentication: { loginEndpoint: 'https://login.microsoftonline.com/' },
    suffixes: {
      storage: 'core.windows.net',
      keyvaultDns: '.vault.azure.net',
      acrLoginServer: '.azurecr.io',
      sqlServerHostname: '.database.windows.net',
    },
  };
};

/** `A.B/c/d` and the names for c and d as the end of an id. */
function providerPath(type: string, names: readonly ArmValue[]): readonly ArmValue[] {
  const [namespace = '', ...kinds] = type.split('/');
  if (kinds.length !== names.length || kinds.length === 0) {
    throw new NotStatic(`${type} takes ${kinds.length} names, and ${names.length} are given`);
  }
  const pairs = kinds.flatMap((kind, at) => ['/', kind, '/', argument(names, at)]);
  return ['/providers/', namespace, ...pairs];
}

function idOf(start: Text, type: string, names: readonly ArmValue[]): Text {
  return armText([...textParts(start), ...providerPath(type, names).flatMap(textParts)]);
}

/** Where the type is among the arguments: the first that has a slash, which no id of a subscription and no group has. */
function typePosition(args: readonly ArmValue[], last: number): number {
  const at = args.findIndex((arg) => typeof arg === 'string' && arg.includes('/'));
  if (at < 0 || at > last) throw new NotStatic('the type of the resource is not static');
  return at;
}

const resourceId: ArmFunction = (args, call) => {
  const at = typePosition(args, 2);
  const { scope } = call.environment;
  const group = at > 0 ? argument(args, at - 1) : scope.resourceGroup;
  const owner = at > 1 ? argument(args, 0) : scope.subscription;
  const start = ['/subscriptions/', owner, '/resourceGroups/', group].flatMap(textParts);
  return idOf(armText(start), textArgument(args, at), args.slice(at + 1));
};

const subscriptionResourceId: ArmFunction = (args, call) => {
  const at = typePosition(args, 1);
  const owner = at > 0 ? argument(args, 0) : call.environment.scope.subscription;
  const start = armText(['/subscriptions/', ...textParts(owner)]);
  // The id of a resource group has no provider.
  if (textArgument(args, at).toLowerCase() === 'microsoft.resources/resourcegroups') {
    const name = textParts(argument(args, at + 1));
    return armText([...textParts(start), '/resourceGroups/', ...name]);
  }
  return idOf(start, textArgument(args, at), args.slice(at + 1));
};

const tenantResourceId: ArmFunction = (args) => idOf('', textArgument(args, 0), args.slice(1));

const extensionResourceId: ArmFunction = (args) =>
  idOf(armText(textParts(argument(args, 0))), textArgument(args, 1), args.slice(2));

const reference: ArmFunction = (args, call) => {
  const value = call.environment.reference(argument(args, 0));
  if (value !== undefined) return value;
  throw new NotStatic('reference() asks the deployed resource');
};

function onlyDeployed(why: string): ArmFunction {
  return () => {
    throw new NotStatic(why);
  };
}

/** The functions of scopes, resources and deployments, by their name in lower case. */
export const scopeFunctions: readonly (readonly [string, ArmFunction])[] = [
  ['parameters', declared('parameter')],
  ['variables', declared('variable')],
  ['copyindex', copyIndex],
  ['subscription', subscription],
  ['resourcegroup', resourceGroup],
  ['deployment', deployment],
  ['environment', environment],
  ['resourceid', resourceId],
  ['subscriptionresourceid', subscriptionResourceId],
  ['tenantresourceid', tenantResourceId],
  ['extensionresourceid', extensionResourceId],
  ['reference', reference],
  ['utcnow', onlyDeployed('utcNow() is the time of the deployment')],
  ['newguid', onlyDeployed('newGuid() differs in each deployment')],
  ['tenant', onlyDeployed('the tenant is known only when it is deployed')],
  ['managementgroup', onlyDeployed('the management group is known only when it is deployed')],
];
