/** The merged spec, its short forms expanded -> the image, its defaults filled in. */
import { diagnose } from '../diagnostics/diagnostic';
import { docs } from '../diagnostics/docs';
import { isAtLeast, propertySince } from '../service/api-versions';
import { defaults } from '../service/defaults';
import { deprovisionFiles } from '../service/deprovision';
import { defaultVmSizes } from '../service/vm-sizes';
import { imageTemplateProperties, regionType, tagsType } from '../spec/azure';
import {
  child,
  itemsOf as itemsOfNode,
  type MapNode,
  type Node,
  placeOf,
  textOf,
} from '../spec/node';
import { idForm, parseReference, shortForm } from '../spec/references';
import { shapeOf, stepShape, targetShape, validatorShape } from './canonical';
import {
  defaultDeprovision,
  defaultLines,
  deprovisionStep,
  ownDeprovisionStep,
} from './deprovision';
import { defaultValue, fill, uniqueName } from './fill';
import type { Identity, Image, SourceFacts, StorageAccount } from './image';
import type { Origin } from './origin';
import { type Bindings, imageParameters } from './parameters';
import { resolveScript, type ScriptContext } from './scripts';
import { sourceFacts } from './source-facts';
import { fillSteps } from './steps';
import { fillTargets } from './targets';
import { given, textValue, toValue, type ValueContext } from './to-value';
import {
  eachParameter,
  field,
  list,
  literalText,
  type ObjectValue,
  object,
  text,
  type Value,
  withField,
} from './value';
import { chooseVersion, needsOf } from './versions';

/** What an image is made from beside its spec. */
export interface NormalizeContext extends ValueContext, ScriptContext {
  readonly specFile: string;
  readonly folder: string;
  readonly bindings: Bindings;
}

/** Makes the image; `undefined` where something is missing without which there is none (it is reported). */
export function normalize(root: MapNode, context: NormalizeContext): Image | undefined {
  const { report } = context;
  const required = ['location', 'identity', 'source', 'distribute'] as const;
  const missing = required.filter((key) => !child(root, key));
  for (const key of missing) {
    const place = { span: firstKey(root), path: '' };
    report(diagnose('AIB103', { key, what: 'the spec', example: examples[key] }, place));
  }
  const identity = identityOf(root, context);
  const locationNode = child(root, 'location');
  if (missing.length > 0 || !identity || !locationNode) return undefined;

  const source = read(root, 'source', context);
  const steps = readSteps(child(root, 'customize'), stepShape, context);
  const facts = sourceFacts(root, source, steps ?? []);
  const os = facts.os;
  if (!os) {
    const at = child(root, 'source') ?? root;
    report(diagnose('AIB309', {}, placeOf(at)));
    return undefined;
  }
  const customize = withDeprovision(root, steps, os.value, context);
  const validate = validation(child(root, 'validate'), context);
  const targets = readTargets(child(root, 'distribute'), context);
  const staging = stagingGroup(child(root, 'stagingResourceGroup'), context);
  const written = object({
    buildTimeoutInMinutes: timeout(read(root, 'buildTimeoutInMinutes', context)),
    vmProfile: read(root, 'vmProfile', context),
    source,
    customize,
    validate,
    optimize: read(root, 'optimize', context),
    errorHandling: errorHandling(read(root, 'errorHandling', context)),
    distribute: list(targets),
    stagingResourceGroup: staging,
    autoRun: read(root, 'autoRun', context),
    managedResourceTags: read(root, 'managedResourceTags', context),
    additionalDataDisks: read(root, 'additionalDataDisks', context),
  });
  const pinNode = child(root, 'apiVersion');
  const pinned = textOf(pinNode);
  const { version, origin: apiVersionOrigin } = chooseVersion(
    pinNode && pinned !== undefined
      ? { version: pinned.toLowerCase(), origin: given(pinNode) }
      : undefined,
    needsOf(written),
    report,
  );
  const properties = fill(written, Object.keys(imageTemplateProperties.fields), {});
  const filledTargets = fillTargets(targets, version);
  const filled = withField(
    withField(properties, 'distribute', list(filledTargets)),
    'vmProfile',
    vmProfile(field(written, 'vmProfile'), facts, os.value, version),
  );
  const tags = read(root, 'tags', context, tagsType);
  const nameNode = child(root, 'name');
  const name = nameNode
    ? textValue(nameNode, context)
    : { ...text(context.folder), origin: fileName };
  const location = toValue(locationNode, regionType, context);
  const image: Omit<Image, 'parameters'> = {
    folder: context.folder,
    specFile: context.specFile,
    name,
    apiVersion: version,
    apiVersionOrigin,
    location: location?.kind === 'text' ? location : text(''),
    own: context.own,
    tags: tags?.kind === 'object' ? tags : undefined,
    identity,
    facts: { ...facts, os },
    properties: ordered(filled),
    runOutputNames: filledTargets.flatMap((target) => {
      const output = field(target, 'runOutputName');
      return output?.kind === 'text' ? [output] : [];
    }),
    createsStagingGroup: isTrue(child(child(root, 'stagingResourceGroup'), 'create')),
    roles: rolesOf(root),
    storageAccounts: storageAccounts(child(root, 'storageAccounts')),
  };
  return { ...image, parameters: imageParameters(usedParameters(image), context) };
}

const examples = {
  location: 'eastus2',
  identity: 'aib-identity',
  source: 'Canonical:ubuntu-24_04-lts:server:latest',
  distribute: '[{ gallery: corpGallery/web-base }]',
} as const;

const fileName: Origin = {
  kind: 'derived',
  rule: 'name',
  reason: "Without a name the image is called as the spec's file.",
  doc: docs.template,
};

/** The first key of a spec: where a missing key of the top level is reported. */
function firstKey(root: MapNode): MapNode['span'] {
  return root.entries[0]?.keySpan ?? root.at;
}

function read(
  root: Node,
  key: string,
  context: ValueContext,
  shape = key in imageTemplateProperties.fields ? shapeOf(key) : undefined,
): Value | undefined {
  const node = child(root, key);
  return node && shape && toValue(node, shape, context);
}

function usedParameters(image: Omit<Image, 'parameters'>): ReadonlySet<string> {
  const used = new Set<string>();
  const values: readonly (Value | undefined)[] = [
    image.name,
    image.location,
    image.tags,
    image.identity.id,
    image.properties,
  ];
  for (const value of values) if (value) eachParameter(value, (use) => used.add(use.parameter));
  return used;
}

function identityOf(root: Node, context: NormalizeContext): Identity | undefined {
  const node = child(root, 'identity');
  const nameNode = child(node, 'name');
  const name = textOf(nameNode);
  if (!node || !nameNode || name === undefined) return undefined;
  const id = parseReference(name, 'identity', context.own, context.parameters);
  if (id.kind !== 'id') {
    if (id.kind === 'lone-parameter')
      context.report(diagnose('AIB202', { value: name }, placeOf(nameNode)));
    else if (id.kind === 'bad-name') {
      context.report(diagnose('AIB212', { name: id.name, what: id.what }, placeOf(nameNode)));
    } else {
      const forms = { short: shortForm('identity'), id: idForm('identity') };
      context.report(diagnose('AIB201', { value: name, ...forms }, placeOf(nameNode)));
    }
    return undefined;
  }
  const create = isTrue(child(node, 'create'));
  if (create && (id.scope.subscription || id.scope.resourceGroup)) {
    context.report(diagnose('AIB214', { name }, placeOf(nameNode)));
  }
  return { id, create, origin: given(nameNode) };
}

/** The steps of a list as values: scripts that are named by path get their address and checksum. */
function readSteps(
  node: Node | undefined,
  shape: typeof stepShape | typeof validatorShape,
  context: NormalizeContext,
): readonly Value[] | undefined {
  if (!node) return undefined;
  return itemsOfNode(node).flatMap(
    (item) => toValue(resolveScript(item, context), shape, context) ?? [],
  );
}

function withDeprovision(
  root: MapNode,
  steps: readonly Value[] | undefined,
  os: 'linux' | 'windows',
  context: NormalizeContext,
): Value | undefined {
  const taken = new Set<string>();
  const filled = fillSteps(steps ?? [], taken);
  const customizeNode = child(root, 'customize');
  const origin = customizeNode ? given(customizeNode) : defaultDeprovision;
  const asGiven = steps && { ...list(filled), origin };
  const node = child(root, 'deprovision');
  const kind = textOf(child(node, 'kind'))?.toLowerCase();
  if (kind === 'service') return asGiven;
  const own = ownDeprovisionStep(os, filled);
  if (own) {
    const path = deprovisionFiles[os];
    const at = own.origin?.kind === 'spec' ? { span: own.origin.span, path: own.origin.path } : {};
    context.report(diagnose('AIB405', { path }, at));
    return asGiven;
  }
  const lines = deprovisionLines(node, os, context);
  if (!lines) return asGiven;
  const step = deprovisionStep(
    os,
    uniqueName('deprovision', taken),
    lines,
    node ? given(node) : defaultDeprovision,
  );
  return { ...list([...filled, ...fillSteps([step], taken)]), origin };
}

function deprovisionLines(
  node: Node | undefined,
  os: 'linux' | 'windows',
  context: NormalizeContext,
) {
  const script = child(node, 'script');
  const path = textOf(script);
  if (script && path !== undefined) {
    const content = context.readText(path, script);
    return content === undefined ? undefined : linesOf(content).map((line) => text(line));
  }
  const inline = child(node, 'inline');
  if (inline) return itemsOfNode(inline).map((line) => textValue(line, context));
  const mode = child(node, 'mode');
  if (mode && os === 'linux') {
    context.report(diagnose('AIB322', {}, placeOf(mode)));
  }
  return defaultLines(os, mode !== undefined);
}

function linesOf(content: string): readonly string[] {
  return content.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n');
}

function timeout(value: Value | undefined): Value {
  return value && !(value.kind === 'number' && value.value === 0)
    ? value
    : defaultValue(defaults.buildTimeoutInMinutes);
}

function validation(node: Node | undefined, context: NormalizeContext): Value | undefined {
  if (!node) return undefined;
  const shape = shapeOf('validate');
  const flags = toValue(
    node.kind === 'map'
      ? { ...node, entries: node.entries.filter((entry) => entry.key !== 'inVMValidations') }
      : node,
    shape,
    context,
  );
  const steps = readSteps(child(node, 'inVMValidations'), validatorShape, context);
  const base: ObjectValue = flags?.kind === 'object' ? flags : object({});
  return fill(base, ['continueDistributeOnFailure', 'sourceValidationOnly', 'inVMValidations'], {
    continueDistributeOnFailure: defaultValue(defaults.continueDistributeOnFailure),
    sourceValidationOnly: defaultValue(defaults.sourceValidationOnly),
    inVMValidations: steps && list(fillSteps(steps, new Set())),
  });
}

function errorHandling(value: Value | undefined): Value | undefined {
  if (value?.kind !== 'object') return value;
  const cleanup = defaultValue(defaults.onError);
  return fill(value, ['onCustomizerError', 'onValidationError'], {
    onCustomizerError: cleanup,
    onValidationError: cleanup,
  });
}

/** The targets as values; the version of a short gallery target becomes part of its id. */
function readTargets(node: Node | undefined, context: NormalizeContext): readonly ObjectValue[] {
  return itemsOfNode(node).flatMap((item) => {
    const value = toValue(item, targetShape, context);
    if (value?.kind !== 'object') return [];
    const version = field(value, 'version');
    const id = field(value, 'galleryImageId');
    if (version?.kind !== 'text' || id?.kind !== 'id') return [value];
    const literal = literalText(version);
    const versionNode = child(item, 'version') ?? item;
    if (id.type.endsWith('/versions')) {
      context.report(
        diagnose('AIB105', { first: 'gallery', second: 'version' }, placeOf(versionNode)),
      );
      return [value];
    }
    if (literal !== undefined && !/^\d+\.\d+\.\d+$/.test(literal)) {
      context.report(diagnose('AIB315', { value: literal }, placeOf(versionNode)));
    }
    const versioned: Value = { ...id, type: `${id.type}/versions`, names: [...id.names, version] };
    return [withField(value, 'galleryImageId', versioned)];
  });
}

function stagingGroup(node: Node | undefined, context: NormalizeContext): Value | undefined {
  const name = child(node, 'name');
  return name && toValue(name, shapeOf('stagingResourceGroup'), context);
}

function vmProfile(
  value: Value | undefined,
  facts: SourceFacts,
  os: 'linux' | 'windows',
  version: string,
): Value {
  const base: ObjectValue = value?.kind === 'object' ? value : object({});
  const net = field(base, 'vnetConfig');
  const proxy =
    net?.kind === 'object' &&
    field(net, 'subnetId') &&
    !field(net, 'containerInstanceSubnetId') &&
    isAtLeast(version, propertySince['vmProfile.vnetConfig.proxyVmSize'] ?? '')
      ? defaultValue(defaults.proxyVmSize)
      : undefined;
  const filled = fill(base, ['vmSize', 'osDiskSizeGB', 'userAssignedIdentities', 'vnetConfig'], {
    vmSize: defaultSize(facts, os),
    osDiskSizeGB: defaultValue(defaults.osDiskSizeGB),
  });
  if (net?.kind !== 'object') return filled;
  const order = ['subnetId', 'proxyVmSize', 'containerInstanceSubnetId'];
  return withField(filled, 'vnetConfig', fill(net, order, { proxyVmSize: proxy }));
}

function defaultSize(facts: SourceFacts, os: 'linux' | 'windows'): Value {
  const generation = facts.generation?.value;
  const [value, reason] =
    facts.architecture.value === 'arm64'
      ? [defaultVmSizes.arm64, 'The source is for Arm64.']
      : generation === 1
        ? [
            os === 'windows' ? defaultVmSizes.gen1Windows : defaultVmSizes.gen1Linux,
            `The source is of generation 1 (${os === 'windows' ? 'Windows' : 'Linux'}).`,
          ]
        : generation === 2
          ? [defaultVmSizes.gen2, 'The source is of generation 2.']
          : [
              defaultVmSizes.gen2,
              'The generation of the source is not known; this size boots both.',
            ];
  return { ...text(value), origin: { kind: 'default', rule: 'vm-size', reason, doc: docs.vmSize } };
}

function ordered(properties: ObjectValue): ObjectValue {
  return fill(properties, Object.keys(imageTemplateProperties.fields), {});
}

function isTrue(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && node.value === true;
}

function rolesOf(root: Node): Image['roles'] {
  const roles = textOf(child(root, 'roles'))?.toLowerCase();
  return roles === 'builtin' || roles === 'none' ? roles : 'custom';
}

function storageAccounts(node: Node | undefined): Image['storageAccounts'] {
  const accounts: Record<string, StorageAccount> = {};
  if (node?.kind !== 'map') return accounts;
  for (const entry of node.entries) {
    const segments = (textOf(entry.value) ?? '').split('/');
    const [first = '', second] = segments;
    accounts[entry.key.toLowerCase()] =
      second === undefined
        ? { subscription: undefined, resourceGroup: first }
        : { subscription: first, resourceGroup: second };
  }
  return accounts;
}
