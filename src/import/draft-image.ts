/** The image of a template -> the draft of a spec: every part in its short forms. */
import { isJsonList, isJsonObject } from '../arm/arm-value';
import type { Json, JsonObject } from '../arm/arm-value';
import { specType } from '../language/language';
import { choose, optional } from './draft';
import type { Draft, DraftMap } from './draft';
import { deprovisionDraft, rawDraft, stepDraft } from './draft-steps';
import { reference, targetDraft } from './draft-targets';
import { openPlace } from './short-references';
import type { Place } from './short-references';
import type { ImageJson } from './image-json';
import { specText } from './parameter-tokens';

/** What the spec says beside the image itself. */
export interface DraftExtras {
  readonly own: Place;
  readonly createIdentity: boolean;
  readonly trigger: Draft;
  readonly parameters: DraftMap | undefined;
  /** What to say where neither the source nor the steps tell the operating system. */
  readonly os: 'linux' | 'windows';
  /** True where the file of the spec carries the name of the image. */
  readonly fileIsName: boolean;
}

/** Makes the draft: its keys stand in the order of the documentation. */
export function imageDraft(wanted: ImageJson, extras: DraftExtras): Draft {
  const { properties } = wanted;
  const { own } = extras;
  const subscription = own.subscription === openPlace.subscription ? undefined : own.subscription;
  const group = own.resourceGroup === openPlace.resourceGroup ? undefined : own.resourceGroup;
  const name = wanted.name === undefined ? undefined : specText(wanted.name);
  const base: DraftMap = {
    name: extras.fileIsName ? optional('name', name) : name,
    location: specText(wanted.location),
    subscription,
    resourceGroup: group,
    apiVersion:
      wanted.apiVersion === undefined
        ? undefined
        : choose('apiVersion', undefined, wanted.apiVersion, undefined),
    tags: rawDraft(wanted.tags),
    identity: identity(wanted.identity, extras),
    parameters: extras.parameters,
    source: source(properties.source, own),
    os: choose('os', undefined, extras.os),
    generation: choose('generation', undefined, 1, 2),
    architecture: choose('architecture', undefined, 'arm64', 'x64'),
    ...machine(properties.vmProfile, own),
    timeout: optional(
      'properties.buildTimeoutInMinutes',
      rawDraft(properties.buildTimeoutInMinutes),
    ),
    validate: validation(properties.validate),
    distribute: isJsonList(properties.distribute)
      ? properties.distribute.map((one, at) =>
          targetDraft(one, `properties.distribute[${at}]`, own),
        )
      : undefined,
    optimize: orTrue(properties.optimize, 'vmBoot', 'properties.optimize'),
    errorHandling: errorHandling(properties.errorHandling),
    stagingResourceGroup:
      properties.stagingResourceGroup === undefined
        ? undefined
        : reference(
            properties.stagingResourceGroup,
            'resourceGroup',
            'properties.stagingResourceGroup',
            own,
          ),
    autoRun: autoRun(properties.autoRun),
    managedResourceTags: rawDraft(properties.managedResourceTags),
    additionalDataDisks: rawDraft(properties.additionalDataDisks),
    trigger: extras.trigger,
  };
  const forms = stepsForms(properties.customize).map((form) => inOrder({ ...base, ...form }));
  return choose('properties.customize', ...forms);
}

function inOrder(map: DraftMap): DraftMap {
  const order = Object.keys(specType.fields);
  const rank = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);
  return Object.fromEntries(Object.entries(map).toSorted(([a], [b]) => rank(a) - rank(b)));
}

/** Steps and what is said of the deprovision step, the shortest form first. */
function stepsForms(customize: Json | undefined): readonly DraftMap[] {
  const steps = isJsonList(customize) ? customize : [];
  const drafts = steps.map((step, at) => stepDraft(step, `properties.customize[${at}]`));
  const all = customize === undefined ? {} : { customize: drafts };
  const plain: readonly DraftMap[] = [all, { ...all, deprovision: 'service' }];
  const deprovision = deprovisionDraft(steps.at(-1));
  if (deprovision === undefined) return plain;
  const rest = drafts.slice(0, -1);
  const shorter: DraftMap = {
    ...(rest.length > 0 ? { customize: rest } : {}),
    ...(deprovision === 'default' ? {} : { deprovision }),
  };
  return [shorter, ...plain];
}

function identity(id: string, { own, createIdentity }: DraftExtras): Draft {
  const name = reference(id, 'identity', 'identity', own);
  return createIdentity ? { name, create: true } : name;
}

function source(value: Json | undefined, own: Place): Draft {
  if (!isJsonObject(value)) return rawDraft(value);
  const target = 'properties.source';
  const raw = rawDraft(value);
  if (value.type === 'ManagedImage') {
    const image = reference(value.imageId, 'managedImage', `${target}.imageId`, own);
    return choose(target, { image }, { type: value.type, imageId: image });
  }
  if (value.type === 'SharedImageVersion') {
    const gallery = reference(
      value.imageVersionId,
      'galleryVersion',
      `${target}.imageVersionId`,
      own,
    );
    return choose(target, { gallery }, { type: value.type, imageVersionId: gallery });
  }
  const parts = [value.publisher, value.offer, value.sku, value.version];
  if (!parts.every((part) => typeof part === 'string')) return raw;
  const urn = parts.map(specText).join(':');
  const { planInfo } = value;
  if (!isJsonObject(planInfo)) return choose(target, urn, raw);
  const plan = {
    name: rawDraft(planInfo.planName),
    product: rawDraft(planInfo.planProduct),
    publisher: rawDraft(planInfo.planPublisher),
  };
  return choose(target, { urn, plan: choose(`${target}.planInfo`, true, plan) }, raw);
}

function machine(value: Json | undefined, own: Place): DraftMap {
  if (!isJsonObject(value)) return {};
  const at = 'properties.vmProfile';
  const net: JsonObject = isJsonObject(value.vnetConfig) ? value.vnetConfig : {};
  const subnet = (key: string): Draft =>
    net[key] === undefined
      ? undefined
      : reference(net[key], 'subnet', `${at}.vnetConfig.${key}`, own);
  const identities = isJsonList(value.userAssignedIdentities)
    ? value.userAssignedIdentities.map((id, index) =>
        reference(id, 'identity', `${at}.userAssignedIdentities[${index}]`, own),
      )
    : undefined;
  const short: DraftMap = {
    size: optional(`${at}.vmSize`, rawDraft(value.vmSize)),
    osDiskSizeGB: optional(`${at}.osDiskSizeGB`, rawDraft(value.osDiskSizeGB)),
    subnet: subnet('subnetId'),
    containerSubnet: subnet('containerInstanceSubnetId'),
    proxySize: optional(`${at}.vnetConfig.proxyVmSize`, rawDraft(net.proxyVmSize)),
    identities,
    vnetConfig: isEmptyObject(value.vnetConfig) ? {} : undefined,
  };
  return { vm: short };
}

function isEmptyObject(value: Json | undefined): boolean {
  return isJsonObject(value) && Object.keys(value).length === 0;
}

function validation(value: Json | undefined): Draft {
  if (!isJsonObject(value)) return rawDraft(value);
  const at = 'properties.validate';
  const steps = isJsonList(value.inVMValidations)
    ? value.inVMValidations.map((step, index) => stepDraft(step, `${at}.inVMValidations[${index}]`))
    : undefined;
  const map: DraftMap = {
    continueDistributeOnFailure: optional(
      `${at}.continueDistributeOnFailure`,
      rawDraft(value.continueDistributeOnFailure),
    ),
    sourceValidationOnly: optional(
      `${at}.sourceValidationOnly`,
      rawDraft(value.sourceValidationOnly),
    ),
    inVMValidations: steps,
  };
  return choose(at, ...(steps && steps.length > 0 ? [steps] : []), map, rawDraft(value));
}

/** `true` where one part is on and nothing else is said. */
function orTrue(value: Json | undefined, part: string, target: string): Draft {
  if (!isJsonObject(value)) return rawDraft(value);
  const inner = value[part];
  const only = Object.keys(value).length === 1 && isJsonObject(inner);
  const on = only && Object.keys(inner).length === 1 && inner.state === 'Enabled';
  return on ? choose(target, true, rawDraft(value)) : rawDraft(value);
}

function autoRun(value: Json | undefined): Draft {
  if (!isJsonObject(value)) return rawDraft(value);
  return value.state === 'Enabled'
    ? choose('properties.autoRun', true, rawDraft(value))
    : rawDraft(value);
}

function errorHandling(value: Json | undefined): Draft {
  if (!isJsonObject(value)) return rawDraft(value);
  const { onCustomizerError: customizer, onValidationError: validator } = value;
  const at = 'properties.errorHandling';
  const map = {
    onCustomizerError: optional(`${at}.onCustomizerError`, rawDraft(customizer)),
    onValidationError: optional(`${at}.onValidationError`, rawDraft(validator)),
  };
  const raw = rawDraft(value);
  if (typeof customizer === 'string' && customizer === validator)
    return choose(at, customizer, raw);
  return choose(at, map, raw);
}
