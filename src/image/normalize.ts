/** The merged spec, its short forms expanded -> the image, its defaults filled in. */
import { diagnose, withHint } from '../diagnostics/diagnostic';
import { docs } from '../service/docs';
import { namePattern, regionType, tagsType } from '../language/common-types';
import { imageTemplateProperties } from '../language/image-template';
import { azureStepType } from '../language/step-kinds';
import {
  child,
  entryOf,
  isTrue,
  itemsOf,
  type MapNode,
  type Node,
  numberOf,
  placeOfKey,
  textOf,
} from '../spec/node';
import { outputFormats } from '../language/own-keys';
import type { NormalizeContext } from './image-context';
import { hashedName } from './content-hash';
import { withDeprovision } from './deprovision-step';
import { keepsOf } from './keeps';
import { definitionsOf } from './image-definitions';
import { defaultOf, withDefaults } from './fill-defaults';
import { identityOf } from './template-identity';
import type { Image } from './image';
import { prerequisiteResources } from './prerequisite-resources';
import { inNetwork, networkOf } from './build-network';
import type { Origin } from '../value/origin';
import { imageParameters } from './image-parameters';
import { readSteps } from './read-steps';
import { readTargets } from './read-targets';
import { sourceFacts } from './source-facts';
import { storageAccounts } from './storage-accounts';
import { fillTargets } from './targets';
import { given, textValue, toValue, type ValueContext } from './to-value';
import {
  eachParameter,
  list,
  type ModelObject,
  number,
  object,
  sourced,
  text,
  type Value,
  withoutAbsent,
} from '../value/value';
import type { ImageProperties, TemplateProperties } from './model-types';
import { triggerNeeds, triggerOf } from './trigger';
import { validation } from './validation';
import { chooseVersion, needsOf } from './template-version';
import { vmProfile } from './vm-profile';

/** Makes the image of a spec that lacks no key; `undefined` where there can be none (it is reported). */
export function normalize(root: MapNode, context: NormalizeContext): Image | undefined {
  const { report } = context;
  const identity = identityOf(root, context);
  const locationNode = child(root, 'location');
  if (!identity || !locationNode) return undefined;

  const plain = plainProperties(root, context);
  const { source } = plain;
  const steps = readSteps(child(root, 'customize'), azureStepType, context);
  const facts = sourceFacts(root, source, steps ?? []);
  const os = facts.os;
  if (!os) {
    const at = child(root, 'source') ?? root;
    report(diagnose('AIB309', {}, at));
    return undefined;
  }
  const customize = withDeprovision(root, steps, os.value, context);
  const validate = validation(child(root, 'validate'), context);
  const distributeNode = child(root, 'distribute') ?? root;
  const targets = readTargets(child(root, 'distribute'), context);
  const staging = stagingGroup(child(root, 'stagingResourceGroup'), context);
  const network = networkOf(root, context);
  const asGiven = plain.vmProfile ?? { kind: 'object', fields: {}, origin: given(root) };
  const build = inNetwork(asGiven, network);
  const written: ModelObject<ImageProperties> = {
    kind: 'object',
    fields: withoutAbsent({
      ...plain,
      buildTimeoutInMinutes: timeout(plain.buildTimeoutInMinutes),
      vmProfile: build,
      customize,
      validate,
      distribute: sourced(list(targets), given(distributeNode)),
      stagingResourceGroup: staging,
    }),
    origin: given(root),
  };
  const pinNode = child(root, 'apiVersion');
  const pinned = textOf(pinNode);
  const { version, origin: apiVersionOrigin } = chooseVersion(
    pinNode && pinned !== undefined
      ? { version: pinned.toLowerCase(), origin: given(pinNode) }
      : undefined,
    [...needsOf(written), ...triggerNeeds(root)],
    report,
  );
  const filledTargets = fillTargets(targets, version);
  const fields: ImageProperties = {
    ...written.fields,
    distribute: sourced(list(filledTargets), given(distributeNode)),
    vmProfile: vmProfile(build, facts, os.value, version),
  };
  const tagsNode = child(root, 'tags');
  const nameNode = child(root, 'name');
  const name = nameNode ? textValue(nameNode, context) : sourced(text(context.folder), fileName);
  if (!nameNode && !namePattern.regex.test(context.folder)) {
    const fields = { value: context.folder, what: namePattern.what };
    const hint = 'Give the image a "name:", or rename the file.';
    report(withHint(diagnose('AIB109', fields, root), hint));
  }
  const location = toValue(locationNode, regionType, context);
  const pipelines = entryOf(root, 'pipelines');
  if (pipelines) {
    const place = placeOfKey(pipelines);
    report(diagnose('AIB948', {}, place));
  }
  const image: Omit<Image, 'parameters'> = {
    folder: context.folder,
    specFile: context.specFile,
    name,
    apiVersion: version,
    apiVersionOrigin,
    location: location ?? sourced(text(''), given(locationNode)),
    own: context.own,
    tags: tagsNode && toValue(tagsNode, tagsType, context),
    identity,
    facts: { ...facts, os },
    properties: withDefaults({ ...written, fields }, imageTemplateProperties).fields,
    runOutputNames: filledTargets.flatMap(({ fields: { runOutputName } }) => runOutputName ?? []),
    keeps: keepsOf(child(root, 'distribute')),
    createsStagingGroup: isTrue(child(child(root, 'stagingResourceGroup'), 'create')),
    contentHash: child(root, 'naming') !== undefined,
    trigger: triggerOf(root, version, context),
    definitions: definitionsOf(
      child(root, 'distribute'),
      filledTargets,
      source,
      { ...facts, os },
      context,
    ),
    network,
    deprovisionLimit: limitOf(root),
    formats: formatsOf(root, context),
    roles: rolesOf(root),
    storageAccounts: storageAccounts(child(root, 'storageAccounts'), context),
  };
  const final = image.contentHash ? { ...image, name: hashedName(image, report) } : image;
  const used = context.parameters.size > 0 ? usedParameters(image) : new Set<string>();
  return { ...final, parameters: imageParameters(used, context) };
}

const fileName: Origin = {
  kind: 'derived',
  rule: 'name',
  reason: "Without a name the image is called as the spec's file.",
  doc: docs.template,
};

/** Properties that are read in ways of their own. */
const special: ReadonlySet<string> = new Set([
  'customize',
  'validate',
  'distribute',
  'stagingResourceGroup',
]);

/** The properties that are in the resource as the spec has them. */
function plainProperties(root: MapNode, context: ValueContext): TemplateProperties {
  const entries = root.entries.filter(({ key }) => !special.has(key));
  return toValue({ ...root, entries }, imageTemplateProperties, context)?.fields ?? {};
}

function usedParameters(image: Omit<Image, 'parameters'>): ReadonlySet<string> {
  const used = new Set<string>();
  const values: readonly (Value | undefined)[] = [
    image.name,
    image.location,
    image.tags,
    image.identity.id,
    object(image.properties),
    image.trigger?.name,
    ...prerequisiteResources(image).flatMap(({ id, body }) => [id, body]),
  ];
  for (const value of values) if (value) eachParameter(value, (use) => used.add(use.parameter));
  return used;
}

/** The timeout; 0 means the default. */
function timeout(value: TemplateProperties['buildTimeoutInMinutes']) {
  return value && !(value.kind === 'number' && value.value === 0)
    ? value
    : defaultOf(imageTemplateProperties.fields.buildTimeoutInMinutes);
}

function stagingGroup(node: Node | undefined, context: NormalizeContext) {
  const name = child(node, 'name');
  return name && toValue(name, imageTemplateProperties.fields.stagingResourceGroup, context);
}

function rolesOf(root: Node): Image['roles'] {
  const roles = textOf(child(root, 'roles'))?.toLowerCase();
  return roles === 'builtin' || roles === 'none' ? roles : 'custom';
}

/** The limit of the deprovision commands, in minutes. */
function limitOf(root: Node): Image['deprovisionLimit'] {
  const node = child(child(root, 'deprovision'), 'limit');
  const minutes = numberOf(node);
  return node && minutes !== undefined ? sourced(number(minutes), given(node)) : undefined;
}

/** The formats that the spec names, in their usual order; those of the project where it names none. */
function formatsOf(root: Node, { formats }: NormalizeContext): Image['formats'] {
  const items = itemsOf(child(root, 'formats'));
  if (items.length === 0) return formats;
  const named = items.map((item) => textOf(item)?.toLowerCase());
  return outputFormats.filter((one) => named.includes(one));
}
