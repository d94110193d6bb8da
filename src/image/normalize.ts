/** The merged spec, its short forms expanded -> the image, its defaults filled in. */
import { diagnose, withHint } from '../diagnostics/diagnostic';
import { docs } from '../service/docs';
import { defaults } from '../service/defaults';
import { imageTemplateProperties, namePattern, regionType, tagsType } from '../language/azure';
import { child, isTrue, type MapNode, type Node, placeOf, textOf } from '../spec/node';
import { shapeOf, stepShape } from './canonical-lists';
import type { NormalizeContext } from './image-context';
import { hashedName } from './content-hash';
import { withDeprovision } from './deprovision-step';
import { definitionsOf } from './image-definitions';
import { defaultValue, fill } from './fill-defaults';
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
  field,
  list,
  type ObjectValue,
  object,
  text,
  type Value,
  withField,
} from '../value/value';
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
  const network = networkOf(root, context);
  const written = object({
    buildTimeoutInMinutes: timeout(read(root, 'buildTimeoutInMinutes', context)),
    vmProfile: inNetwork(read(root, 'vmProfile', context), network),
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
    [...needsOf(written), ...triggerNeeds(root)],
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
  if (!nameNode && !namePattern.regex.test(context.folder)) {
    const said = { value: context.folder, what: namePattern.what };
    const hint = 'Give the image a "name:", or rename the file.';
    report(withHint(diagnose('AIB109', said, placeOf(root)), hint));
  }
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
    roles: rolesOf(root),
    pipelines: pipelinesOf(root),
    storageAccounts: storageAccounts(child(root, 'storageAccounts'), context),
  };
  const final = image.contentHash ? { ...image, name: hashedName(image, report) } : image;
  return { ...final, parameters: imageParameters(usedParameters(image), context) };
}

const fileName: Origin = {
  kind: 'derived',
  rule: 'name',
  reason: "Without a name the image is called as the spec's file.",
  doc: docs.template,
};

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
    image.trigger?.name,
    ...prerequisiteResources(image).flatMap(({ id, body }) => [id, body]),
  ];
  for (const value of values) if (value) eachParameter(value, (use) => used.add(use.parameter));
  return used;
}

function timeout(value: Value | undefined): Value {
  return value && !(value.kind === 'number' && value.value === 0)
    ? value
    : defaultValue(defaults.buildTimeoutInMinutes);
}

function errorHandling(value: Value | undefined): Value | undefined {
  if (value?.kind !== 'object') return value;
  const cleanup = defaultValue(defaults.onError);
  return fill(value, ['onCustomizerError', 'onValidationError'], {
    onCustomizerError: cleanup,
    onValidationError: cleanup,
  });
}

function stagingGroup(node: Node | undefined, context: NormalizeContext): Value | undefined {
  const name = child(node, 'name');
  return name && toValue(name, shapeOf('stagingResourceGroup'), context);
}

function ordered(properties: ObjectValue): ObjectValue {
  return fill(properties, Object.keys(imageTemplateProperties.fields), {});
}

function pipelinesOf(root: Node): Image['pipelines'] {
  const pipelines = textOf(child(root, 'pipelines'))?.toLowerCase();
  return pipelines === 'github' || pipelines === 'azure' || pipelines === 'none'
    ? pipelines
    : 'both';
}

function rolesOf(root: Node): Image['roles'] {
  const roles = textOf(child(root, 'roles'))?.toLowerCase();
  return roles === 'builtin' || roles === 'none' ? roles : 'custom';
}
