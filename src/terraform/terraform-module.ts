/** The files of a Terraform module, read, and what its expressions refer to. */
import { armSymbol, armUnknown, isArmObject, wholeSymbol, type ArmValue } from '../arm/arm-value';
import type { ForeignInput } from '../arm/foreign-document';
import { isImageTemplateType } from '../arm/collect-resources';
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import { evaluateHcl, type HclReference } from '../hcl/evaluate-hcl';
import { attributeNamed, blocksNamed, type HclBlock, type HclBody } from '../hcl/hcl-tree';
import { type HclModule, moduleScope } from '../hcl/module-scope';
import { parseHcl } from '../hcl/parse-hcl';
import { parseHclJson } from '../hcl/parse-hcl-json';
import { readValueFile } from '../hcl/value-files';
import { azurermId, childId, type OwnPlace, placeOfId } from './terraform-ids';

/** A module. */
export interface TerraformModule {
  readonly module: HclModule;
  readonly resources: readonly HclBlock[];
  readonly bodies: readonly HclBody[];
  readonly own: OwnPlace;
}

const none = { labels: 0 };
const blocks = {
  terraform: none,
  provider: { labels: 1 },
  variable: { labels: 1, inner: { validation: none } },
  locals: none,
  resource: { labels: 2 },
  data: { labels: 2 },
  module: { labels: 1 },
  output: { labels: 1 },
};

/** Reads the files; the first error of each is reported. */
export function openTerraformModule(
  input: ForeignInput,
): TerraformModule | { readonly problems: readonly Finding[] } {
  const problems: Finding[] = [];
  const bodies = input.sources.flatMap((source): readonly HclBody[] => {
    const isJson = /^\s*\{/.test(source.text);
    const result = isJson ? parseHclJson(source, blocks) : parseHcl(source);
    if (result.ok) return [result.body];
    problems.push(diagnose('AIB610', { reason: result.message }, { span: result.span }));
    return [];
  });
  const values = new Map<string, ArmValue>();
  for (const file of input.valueFiles) {
    const found = readValueFile(file);
    if (found.ok) for (const [name, value] of found.values) values.set(name, value);
    else problems.push(diagnose('AIB610', { reason: found.message }, { span: found.span }));
  }
  if (problems.length > 0) return { problems };
  for (const [name, value] of Object.entries(input.values)) values.set(name, value);
  const all = (name: string): readonly HclBlock[] =>
    bodies.flatMap((body) => blocksNamed(body, name));
  const [resources, data] = [all('resource'), all('data')];
  const open = (): Context => {
    const context: Context = {
      own: { subscription: undefined, group: undefined },
      module: moduleScope(bodies, {
        values,
        keepParameters: input.keepParameters,
        roots: {
          path: () => ({ value: '.', used: 2 }),
          terraform: () => undefined,
          each: () => undefined,
          count: ([, name = '']) => (name === 'index' ? { value: 0, used: 2 } : undefined),
          data: (path) => dataReference(path, data, context),
        },
        resources: (path) => resourceReference(path, resources, 0, context),
      }),
    };
    // Ids are relative to the place of the image template.
    context.own = ownPlace(resources, context.module);
    return context;
  };
  const first = open();
  const place = placeVariables(first);
  for (const [name, value] of place) values.set(name, value);
  return { ...(place.length === 0 ? first : open()), resources, bodies };
}

/** The variables that hold nothing but the place of the image template: their defaults, or the place of the deployment. */
function placeVariables({ module, own }: Context): readonly (readonly [string, ArmValue])[] {
  const places = [
    [own.subscription, 'subscriptionId'],
    [own.group, 'resourceGroup'],
  ] as const;
  return places.flatMap(([value, symbol]) => {
    const variable = value === undefined ? undefined : wholeSymbol(value);
    if (variable?.symbol !== 'parameter') return [];
    const { name } = variable;
    const declared = module.parameters().find((one) => one.name === name);
    return [[name, declared?.defaultValue ?? armSymbol({ symbol })] as const];
  });
}

/** What references are resolved with. */
interface Context {
  readonly module: HclModule;
  own: OwnPlace;
}

/** The place of the first image template. */
function ownPlace(resources: readonly HclBlock[], module: HclModule): OwnPlace {
  for (const block of resources) {
    const argument = argumentsOf(block, module);
    const type = block.labels[0] === 'azapi_resource' ? argument('type') : undefined;
    const isImage = typeof type === 'string' && isImageTemplateType(type.split('@')[0] ?? '');
    const parent = isImage ? argument('parent_id') : undefined;
    if (parent !== undefined) return placeOfId(parent);
  }
  return { subscription: undefined, group: undefined };
}

/** What `azurerm_x.name.attribute` is, by the arguments of the resource. */
function resourceReference(
  path: readonly string[],
  declared: readonly HclBlock[],
  skipped: number,
  context: Context,
): HclReference | undefined {
  const [type = '', name = '', ...rest] = path.slice(skipped);
  const block = declared.find(({ labels }) => labels[0] === type && labels[1] === name);
  if (!block) return undefined;
  // With count or for_each, an index comes before the attribute.
  const isCounted = ['count', 'for_each'].some((one) => attributeNamed(block.body, one));
  const attribute = (isCounted ? rest[1] : rest[0]) ?? '';
  const used = skipped + 2 + (isCounted ? 2 : 1);
  const argument = (key: string): ArmValue | undefined => {
    const found = attributeNamed(block.body, key);
    return found && evaluateHcl(found.value, context.module.scope);
  };
  const own = argument(attribute);
  if (own !== undefined) return { value: own, used };
  const expression = `${type}.${name}.${attribute}`;
  const id = attribute === 'id' ? idOf(block, argument, context.own) : undefined;
  const why = `Azure gives "${attribute}" when it makes the resource`;
  return { value: id ?? armUnknown(expression, why), used };
}

/** The id of a declared resource; undefined where only Azure knows it. */
function idOf(
  { labels: [type = ''] }: HclBlock,
  argument: (name: string) => ArmValue | undefined,
  own: OwnPlace,
): ArmValue | undefined {
  if (type !== 'azapi_resource') return azurermId(type, argument, own);
  const [given, parent, name] = [argument('type'), argument('parent_id'), argument('name')];
  if (typeof given !== 'string' || parent === undefined) return undefined;
  const [azure = ''] = given.split('@');
  return childId(parent, azure, name ?? null);
}

/** What a data source gives: what it is looked up by, and the deployment's own place. */
function dataReference(
  path: readonly string[],
  declared: readonly HclBlock[],
  context: Context,
): HclReference | undefined {
  const [, type = '', , attribute = ''] = path;
  const isOwn =
    type === 'azurerm_client_config' ||
    type === 'azurerm_subscription' ||
    type === 'azapi_client_config';
  if (isOwn && attribute === 'subscription_id') {
    return { value: armSymbol({ symbol: 'subscriptionId' }), used: 4 };
  }
  return resourceReference(path, declared, 1, context);
}

/** The arguments of a block, evaluated when they are asked for. */
export function argumentsOf(
  { body }: HclBlock,
  { scope }: HclModule,
): (name: string) => ArmValue | undefined {
  return (name) => {
    const found = attributeNamed(body, name);
    return found && evaluateHcl(found.value, scope);
  };
}

/** The arguments of an inner block, which may be an object or a list of one. */
export function innerArguments(
  block: HclBlock,
  name: string,
  module: HclModule,
): ((name: string) => ArmValue | undefined) | undefined {
  const [inner] = blocksNamed(block.body, name);
  if (inner) return argumentsOf(inner, module);
  const value = argumentsOf(block, module)(name);
  return value !== undefined && isArmObject(value) ? (key) => value[key] : undefined;
}
