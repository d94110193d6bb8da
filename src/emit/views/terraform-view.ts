/**
 * The Terraform configuration: the same deployment on the azapi provider. Nested deployments have no counterpart: `main.tf` has
 * their resources, each below its own resource group.
 */
import type { Image, Trigger } from '../../image/image';
import type { Deployment } from '../../deployment/plan-deployment';
import type { HclScope, HclValue } from '../../value/printers/hcl-printer';
import { types } from '../../service/resource-types';
import {
  type BicepSymbol,
  call,
  list,
  mapping,
  type MapValue,
  object,
  symbol,
  text,
} from '../../value/value';
import {
  type Arguments,
  type Block,
  createdIdentity,
  type Draft,
  existingIdentity,
  groupsOf,
  madeBefore,
  rightsBlocks,
} from './terraform-blocks';
import { isOpen, type Names, namesOf } from './terraform-names';
import { type Variable, variablesOf } from './terraform-variables';
import {
  type DeploymentParameter,
  deploymentParameters,
  imageTemplateBody,
  outputs,
  triggerBody,
} from './wrapper-parts';

/** The view of `main.tf`. */
interface MainView {
  readonly hclScope: HclScope;
  readonly locals: MapValue<HclValue>;
  /** The identity, where it exists already. */
  readonly existing: Block | false;
  readonly resources: readonly Block[];
  /** True where the name changes with the content: then the old template may go last. */
  readonly createBeforeDestroy: boolean;
  readonly template: Block;
  readonly trigger: Block | false;
  /** The action that starts a build. */
  readonly run: { readonly count: Arguments; readonly arguments: Arguments };
}

/** The views of a configuration. */
export interface TerraformViews {
  readonly main: MainView;
  readonly variables: { readonly hclScope: HclScope; readonly variables: readonly Variable[] };
  readonly outputs: {
    readonly hclScope: HclScope;
    readonly outputs: readonly { readonly name: string; readonly arguments: Arguments }[];
  };
}

/** Parts of the messages with which Azure refuses a template while the new rights of its identity have not spread. */
const notSpreadYet = [
  'AuthorizationFailed',
  'not authorized to access',
  'PrincipalNotFound',
  'does not have (permission|access|authorization)',
];

/** Makes the views of a configuration. */
export function terraformViews(deployment: Deployment): TerraformViews {
  const { image } = deployment;
  const parameters = deploymentParameters(deployment);
  const names = namesOf(parameters);
  const hclScope = names.scope;
  const id = symbol('azapi_resource.image_template.id');
  const name = symbol('azapi_resource.image_template.name');
  return {
    main: mainView(deployment, parameters, names),
    variables: {
      hclScope,
      variables: variablesOf(image, parameters, names),
    },
    outputs: {
      hclScope,
      outputs: outputs<BicepSymbol>(image, id, name).map((one) => ({
        name: one.name,
        arguments: object({ description: text(one.description), value: one.value }),
      })),
    },
  };
}

function mainView(
  deployment: Deployment,
  parameters: readonly DeploymentParameter[],
  names: Names,
): MainView {
  const { image, made, own, modules } = deployment;
  const groups = [...modules, ...(own ? [own] : [])];
  const { create } = image.identity;
  const draft: Draft = {
    names,
    locals: new Map(localValues(image, parameters, names)),
    made: new Map(),
    principal: `${create ? 'azapi_resource.identity' : 'data.azapi_resource.identity[0]'}.output.properties.principalId`,
  };
  const resources = [
    ...(create ? [createdIdentity(image)] : []),
    ...made.flatMap((module) => module.resources.map((one) => madeBefore(module, one, draft))),
    ...groups.flatMap((group) => rightsBlocks(group, deployment, draft)),
  ];
  return {
    hclScope: names.scope,
    locals: mapping([...draft.locals]),
    existing: !create && groups.length > 0 && existingIdentity,
    resources,
    createBeforeDestroy: image.contentHash && image.trigger === undefined,
    template: templateBlock(image, resources),
    trigger: image.trigger !== undefined && triggerBlock(image.trigger),
    run: {
      count: object({ count: symbol(`var.${names.run} ? 1 : 0`) }),
      arguments: object({
        type: text(`${types.imageTemplate}@${image.apiVersion}`),
        resource_id: symbol('azapi_resource.image_template.id'),
        action: text('run'),
      }),
    },
  };
}

function localValues(
  image: Image,
  parameters: readonly DeploymentParameter[],
  { scope, subscription, variableOf }: Names,
): readonly (readonly [string, HclValue])[] {
  return [
    [
      'subscription_id',
      symbol(`coalesce(var.${subscription}, data.azapi_client_config.current.subscription_id)`),
    ],
    [
      'resource_group_id',
      text(
        '/subscriptions/',
        symbol(scope.subscription),
        '/resourceGroups/',
        symbol(scope.resourceGroup),
      ),
    ],
    ['identity_id', image.identity.id],
    ...(image.tags ? [['tags', image.tags] as const] : []),
    ...parameters.filter(isOpen).map(({ name, default: preset }) => {
      const args = [symbol(`var.${variableOf(name)}`), ...(preset ? [preset] : [])];
      return [name, call<BicepSymbol>('coalesce', args)] as const;
    }),
  ];
}

function templateBlock(image: Image, before: readonly Block[]): Block {
  const { name, location, properties } = imageTemplateBody(image).fields;
  const tags = image.tags && symbol('local.tags');
  const addresses = before.map((one) => symbol(`azapi_resource.${one.name}`));
  const [body, ...rest] = groupsOf(object({ properties }), addresses);
  return {
    name: 'image_template',
    count: false,
    head: object({
      type: text(`${types.imageTemplate}@${image.apiVersion}`),
      parent_id: symbol('local.resource_group_id'),
      name,
      location,
      tags,
    }),
    identity: object({
      type: text('UserAssigned'),
      identity_ids: list([symbol('local.identity_id')]),
    }),
    groups: [
      ...(body ? [body] : []),
      object({
        replace_triggers_refs: list([text('properties')]),
        replace_triggers_external_values: list([
          symbol('local.identity_id'),
          ...(tags ? [tags] : []),
        ]),
      }),
      object({
        retry: object({ error_message_regex: list(notSpreadYet.map((one) => text(one))) }),
      }),
      ...rest,
    ],
  };
}

function triggerBlock(trigger: Trigger): Block {
  return {
    name: 'trigger',
    count: false,
    head: object({
      type: text(`${types.trigger}@${trigger.apiVersion}`),
      parent_id: symbol('azapi_resource.image_template.id'),
      name: trigger.name,
    }),
    identity: false,
    groups: [object({ body: triggerBody(trigger) })],
  };
}
