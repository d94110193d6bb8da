/**
 * Terraform configurations -> bodies of image templates: `azapi_resource`, and template deployments with JSON inside.
 * https://learn.microsoft.com/azure/developer/terraform/overview-azapi-provider
 */
import { armSymbols, isArmObject, isArmText } from '../arm/arm-value';
import type { ArmObject, ArmValue } from '../arm/arm-value';
import {
  imageTemplateType,
  isImageTemplateType,
  type ImportedResource,
} from '../arm/collect-resources';
import { foreignProblem, type ForeignInput, locateIn } from '../arm/foreign-document';
import { mapOf } from '../arm/located-body';
import type { ArmPath } from '../arm/document';
import { type ArmReadResult, readArmTemplate } from '../arm/read-template';
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import type { Span } from '../diagnostics/source';
import { blocksNamed, type HclBlock, type HclExpression } from '../hcl/hcl-tree';
import { variableProblems } from '../hcl/variable-problems';
import { parseJson } from '../lib/json';
import { someOf } from '../lib/words';
import type { HclModule } from '../hcl/module-scope';
import { readAzapiImage } from './azapi-image';
import { otherBody } from './azurerm-bodies';
import { azureType, fullName, isOwnGroup, type OwnPlace, scopeOfId } from './terraform-ids';
import { argumentsOf, openTerraformModule, type TerraformModule } from './terraform-module';

interface Located {
  readonly locate: (path: ArmPath) => Span;
}

/** What is found: images and other resources, each with a way to its places. */
interface Found {
  readonly images: ImportedResource[];
  readonly others: ImportedResource[];
  readonly places: Located[];
  readonly parameters: ArmReadResult['parameters'][number][];
  readonly problems: Finding[];
}

/** Reads a module. */
export function readTerraform(input: ForeignInput): ArmReadResult {
  const [source = { path: 'main.tf', text: '' }] = input.sources;
  const whole = { source, start: 0, end: 0 };
  const opened = openTerraformModule(input);
  if ('problems' in opened) {
    const { problems } = opened;
    return { images: [], others: [], parameters: [], problems, locate: () => whole };
  }
  const { module, resources } = opened;
  const found: Found = { images: [], others: [], places: [], parameters: [], problems: [] };
  for (const block of resources) readResource(block, opened, input, found);
  if (found.images.length === 0) found.problems.push(noImage(opened, whole));
  return {
    images: found.images,
    others: found.others,
    parameters: [...module.parameters(), ...found.parameters],
    problems: [...found.problems, ...moduleProblems(opened), ...replaced(found, resources)],
    locate: locateIn(found.places, whole),
  };
}

function readResource(
  block: HclBlock,
  { module, own }: TerraformModule,
  input: ForeignInput,
  found: Found,
): void {
  const [type = ''] = block.labels;
  const argument = argumentsOf(block, module);
  if (type === 'azapi_resource') {
    const given = argument('type');
    const [azure = ''] = typeof given === 'string' ? given.split('@') : [];
    if (isImageTemplateType(azure)) return addImage(block, module, found);
    const parent = argument('parent_id') ?? null;
    const name = fullName(parent, azure, argument('name') ?? null);
    const body = argument('body') ?? null;
    // An assignment is at its parent, whatever that is.
    const scope = /^Microsoft\.Authorization\//i.test(azure) ? { scope: parent } : {};
    const inner = { ...scope, ...(isArmObject(body) ? body : {}) };
    return addOther(block, azure, name, inner, argument, own, found);
  }
  if (type.endsWith('template_deployment')) return addDeployment(block, argument, input, found);
  const body = otherBody(type, argument, block, module);
  if (body) return addOther(block, body.type, body.name, body.body, argument, own, found);
  if (type !== 'azurerm_resource_group' && !/^(?:time|random|null|terraform)_/.test(type)) {
    const reason = `${block.labels.join('.')} stays in Terraform: a spec does not deploy it.`;
    found.problems.push(foreignProblem('info', reason, block.nameSpan, block.labels.join('.')));
  }
}

function addImage(block: HclBlock, module: HclModule, found: Found): void {
  const { finished, apiVersion, scope } = readAzapiImage(block, module);
  found.images.push({
    type: imageTemplateType,
    apiVersion,
    name: finished.body.name ?? null,
    body: finished.body,
    path: ['images', found.places.length],
    scope,
    extras: {
      ...finished.extras,
      noIdentity:
        'The template has no identity, and the service takes none without one today; the deployment makes this one.',
    },
  });
  found.places.push(finished);
}

function addOther(
  block: HclBlock,
  type: string,
  name: ArmValue,
  body: ArmObject,
  argument: (name: string) => ArmValue | undefined,
  own: OwnPlace,
  found: Found,
): void {
  const parent = argument('parent_id');
  const group = argument('resource_group_name');
  const isText = typeof group === 'string' || (group !== undefined && isArmText(group));
  const named = isText && !isOwnGroup(group, own) ? { resourceGroup: group } : {};
  found.others.push({
    type,
    apiVersion: undefined,
    name,
    body: {
      type,
      name,
      ...mapOf({ location: argument('location'), tags: argument('tags') }),
      ...body,
    },
    path: ['images', found.places.length],
    scope: parent === undefined ? named : scopeOfId(parent),
  });
  found.places.push({ locate: () => block.nameSpan });
}

/** A template deployment: its JSON is an ARM template, in a file next to it or in the text. */
function addDeployment(
  block: HclBlock,
  argument: (name: string) => ArmValue | undefined,
  { readFile, keepParameters }: ForeignInput,
  found: Found,
): void {
  const path = block.labels.join('.');
  const [content] = block.body.entries.flatMap((entry) =>
    entry.kind === 'attribute' && /^template_(?:content|body)$/.test(entry.name) ? [entry] : [],
  );
  const file = content && fileName(content.value);
  const value = content && argument(content.name);
  const text =
    file === undefined ? (typeof value === 'string' ? value : undefined) : readFile(file);
  if (text === undefined) {
    const reason =
      file === undefined
        ? 'The template has no static text. Import the state instead: "terraform show -json | aibgen import -".'
        : `The template "${file}" is not there.`;
    found.problems.push(foreignProblem('error', reason, (content ?? block).nameSpan, path));
    return;
  }
  const values = parameterValues(argument('parameters_content') ?? argument('parameters') ?? null);
  const source = file === undefined ? block.nameSpan.source : { path: file, text };
  const read = readArmTemplate(file === undefined ? { path: source.path, text } : source, {
    parameterValues: values,
    keepParameters,
  });
  const locate = file === undefined ? () => block.nameSpan : read.locate;
  const place = (resource: ImportedResource): ImportedResource => {
    const index = found.places.length;
    const before = resource.path;
    found.places.push({ locate: (inner) => locate([...before, ...inner]) });
    return { ...resource, path: ['images', index] };
  };
  found.images.push(...read.images.map(place));
  found.others.push(...read.others.map(place));
  found.parameters.push(...read.parameters);
  found.problems.push(
    ...(file === undefined
      ? read.problems.map((one) => ({ ...one, ...at(block.nameSpan) }))
      : read.problems),
  );
}

/** A finding about text inside of a Terraform file is at the resource that has the text. */
function at(
  span: Span,
): Pick<Finding, 'span' | 'file' | 'line' | 'column' | 'endLine' | 'endColumn'> {
  const { file, line, column, endLine, endColumn } = diagnose('AIB601', { reason: '' }, { span });
  return { span, file, line, column, endLine, endColumn };
}

/** The file in `file("${path.module}/x.json")`. */
function fileName(value: HclExpression): string | undefined {
  const [argument] = value.kind === 'call' && value.name === 'file' ? value.args : [];
  if (argument?.kind === 'literal') return `./${String(argument.value).replace(/^\.\//, '')}`;
  if (argument?.kind !== 'template') return undefined;
  const text = argument.parts.map((part) => (typeof part === 'string' ? part : '')).join('');
  return `.${text.startsWith('/') ? text : `/${text}`}`;
}

/** `jsonencode({ name = { value = … } })`; what is not static is left to the template. */
function parameterValues(given: ArmValue): Readonly<Record<string, unknown>> {
  const value = typeof given === 'string' ? (parseJson(given) ?? null) : given;
  if (!isArmObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) => {
      const inner = isArmObject(one) ? one.value : one;
      return inner === undefined || armSymbols(inner).length > 0 ? [] : [[name, inner]];
    }),
  );
}

function noImage({ resources }: TerraformModule, whole: Span): Finding {
  const types = [...new Set(resources.map(({ labels }) => labels[0] ?? ''))];
  const reason =
    types.length === 0
      ? 'The configuration has no resources.'
      : `The configuration has no image template; it has ${someOf(types)}.`;
  return diagnose('AIB611', { reason }, { span: resources[0]?.nameSpan ?? whole });
}

/** Modules and resources of other clouds, and variables that are not declared or hold a secret. */
function moduleProblems({ bodies, module }: TerraformModule): readonly Finding[] {
  const modules = bodies.flatMap((body) => blocksNamed(body, 'module'));
  return [
    ...modules.map(({ labels, nameSpan }) => {
      const reason = `The module "${labels[0] ?? ''}" is not read. Import its folder, or the state: "terraform show -json | aibgen import -".`;
      return foreignProblem('warning', reason, nameSpan, `module.${labels[0] ?? ''}`);
    }),
    ...variableProblems(module),
  ];
}

/** The resources that the deployment of the spec takes over. */
function replaced({ images, others }: Found, resources: readonly HclBlock[]): readonly Finding[] {
  if (images.length === 0) return [];
  const types = new Set([...images, ...others].map(({ type }) => type.toLowerCase()));
  return resources.flatMap((block) => {
    const [type = ''] = block.labels;
    const azure = azureType(type)?.toLowerCase();
    const isTaken =
      type === 'azapi_resource' ||
      /template_deployment$|^azurerm_role_(?:assignment|definition)$/.test(type) ||
      (azure !== undefined && types.has(azure) && !/virtualnetworks|storageaccounts/.test(azure));
    if (!isTaken) return [];
    const address = block.labels.join('.');
    return [diagnose('AIB615', { address }, { span: block.nameSpan, path: address })];
  });
}
