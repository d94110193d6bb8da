/** A live image template against the one that the spec makes: what differs beyond spelling, order and defaults. */
import { proxySizeType } from '../language/build-vm';
import { imageTemplateProperties } from '../language/image-template';
import { restartFields, updateFields } from '../language/step-kinds';
import { regionName } from '../service/regions';
import { get, isJsonObject, type Json, type JsonObject, listAt, textAt } from '../lib/json';
import { type Change, changesBetween } from './template-changes';

/**
 * Lists what differs in content, each with what the change means. Letter case (but in scripts, paths, commands and the values
 * of tags), the order of keys and of regions, read-only properties and the defaults of the service make no difference.
 * @param live the resource as the service shows it
 * @param content the resource that the spec makes, literal values only
 */
export function liveChanges(live: Json, content: JsonObject): readonly Change[] {
  const [shown, wanted] = [settle(live), settle(content)];
  const after = withDefaultSize(wanted, shown);
  const before = align(withDefaultSize(shown, wanted), after, []);
  const { apiVersion = '' } = content;
  if (!isJsonObject(before)) throw new Error('an image template is an object');
  return changesBetween({ ...before, apiVersion }, { ...after, apiVersion });
}

/** A template with all defaults of the service, in one of the forms that mean the same. */
function settle(template: Json): JsonObject {
  const properties = get(template, 'properties') ?? {};
  const readOnly = new Set([
    'provisioningstate',
    'provisioningerror',
    'lastrunstatus',
    'exactstagingresourcegroup',
  ]);
  const validate = get(properties, 'validate');
  const errorHandling = get(properties, 'errorHandling');
  return present({
    location: regionName(textAt(template, 'location') ?? ''),
    tags: get(template, 'tags') ?? null,
    identity: identity(get(template, 'identity')),
    properties: present({
      ...without(properties, (key) => readOnly.has(key) || sections.has(key)),
      source: without(get(properties, 'source') ?? {}, (key) => key === 'exactversion'),
      buildTimeoutInMinutes: number(
        get(properties, 'buildTimeoutInMinutes'),
        Number(imageTemplateProperties.fields.buildTimeoutInMinutes.default),
      ),
      customize: listAt(properties, 'customize').map(step),
      validate: {
        continueDistributeOnFailure: flag(get(validate, 'continueDistributeOnFailure')),
        sourceValidationOnly: flag(get(validate, 'sourceValidationOnly')),
        inVMValidations: listAt(validate, 'inVMValidations').map(step),
      },
      distribute: listAt(properties, 'distribute').map(target),
      vmProfile: vmProfile(get(properties, 'vmProfile') ?? {}),
      optimize: optimize(get(properties, 'optimize') ?? {}),
      errorHandling: {
        onCustomizerError: textAt(errorHandling, 'onCustomizerError') ?? 'cleanup',
        onValidationError: textAt(errorHandling, 'onValidationError') ?? 'cleanup',
      },
      autoRun: { state: textAt(properties, 'autoRun', 'state') ?? 'Disabled' },
    }),
  });
}

/** Properties that `settle` writes in its own form. */
const sections: ReadonlySet<string> = new Set(
  [
    'source',
    'buildTimeoutInMinutes',
    'customize',
    'validate',
    'distribute',
    'vmProfile',
    'optimize',
    'errorHandling',
    'autoRun',
  ].map((key) => key.toLowerCase()),
);

/** The service adds ids of principals to what was written. */
function identity(value: Json | undefined): Json {
  const ids = get(value, 'userAssignedIdentities');
  return {
    type: textAt(value, 'type') ?? 'None',
    userAssignedIdentities: Object.fromEntries(
      (isJsonObject(ids) ? Object.keys(ids) : []).map((id) => [id, {}]),
    ),
  };
}

function step(value: Json): Json {
  const own = present(value);
  const has = (key: string): Json | undefined => get(own, key);
  switch (textAt(own, 'type')?.toLowerCase()) {
    case 'powershell':
      return {
        ...without(own, among('runElevated', 'runAsSystem', 'validExitCodes')),
        runElevated: flag(has('runElevated')),
        runAsSystem: flag(has('runAsSystem')),
        validExitCodes: has('validExitCodes') ?? [0],
      };
    case 'windowsrestart':
      return {
        ...without(own, among('restartCommand', 'restartTimeout')),
        restartCommand: has('restartCommand') ?? String(restartFields.restartCommand.default),
        restartTimeout: has('restartTimeout') ?? String(restartFields.restartTimeout.default),
      };
    case 'windowsupdate':
      return {
        ...without(own, among('searchCriteria', 'updateLimit')),
        searchCriteria: has('searchCriteria') ?? String(updateFields.searchCriteria.default),
        updateLimit: number(has('updateLimit'), Number(updateFields.updateLimit.default)),
      };
    default:
      return own;
  }
}

function target(value: Json): Json {
  const own = present(value);
  switch (textAt(own, 'type')?.toLowerCase()) {
    case 'sharedimage': {
      const versioning = get(own, 'versioning');
      return present({
        ...without(
          own,
          among(
            'replicationRegions',
            'storageAccountType',
            'targetRegions',
            'excludeFromLatest',
            'versioning',
            'replicationMode',
          ),
        ),
        excludeFromLatest: flag(get(own, 'excludeFromLatest')),
        replicationMode: textAt(own, 'replicationMode') ?? 'Full',
        versioning: {
          scheme: textAt(versioning, 'scheme') ?? 'Latest',
          major: number(get(versioning, 'major') ?? -1, -1),
        },
        targetRegions: regions(own),
        // Without regions it stands for nothing, and stays as it is.
        storageAccountType:
          regions(own).length > 0 ? null : (textAt(own, 'storageAccountType') ?? null),
      });
    }
    case 'managedimage':
      return {
        ...without(own, among('location')),
        location: regionName(textAt(own, 'location') ?? ''),
      };
    default:
      return own;
  }
}

/** Regions in the newer of the two forms that there are, sorted. */
function regions(value: JsonObject): readonly Json[] {
  const storageAccountType = textAt(value, 'storageAccountType') ?? 'Standard_LRS';
  const older = listAt(value, 'replicationRegions').map((region) => ({
    name: regionName(String(region)),
    replicaCount: 1,
    storageAccountType,
  }));
  const newer = listAt(value, 'targetRegions').map((region) => ({
    name: regionName(textAt(region, 'name') ?? ''),
    replicaCount: number(get(region, 'replicaCount'), 1),
    storageAccountType: textAt(region, 'storageAccountType') ?? 'Standard_LRS',
  }));
  // The service may show both forms of the same regions.
  const all = newer.length > 0 ? newer : older;
  return all.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Sizes that the service takes where none is given: one for each Hyper-V generation. */
const defaultSizes = ['standard_d1_v2', 'standard_d2ds_v4'];

/** A template without a size has the default one, which depends on its source: the one of the other template, where that is one of them. */
function withDefaultSize(template: JsonObject, other: JsonObject): JsonObject {
  const size = textAt(other, 'properties', 'vmProfile', 'vmSize');
  const profile = get(template, 'properties', 'vmProfile');
  const isDefault = size !== undefined && defaultSizes.includes(size.toLowerCase());
  if (!isDefault || textAt(profile, 'vmSize') !== undefined) return template;
  const { properties } = template;
  const vmProfile = { ...(isJsonObject(profile) ? profile : {}), vmSize: size };
  return {
    ...template,
    properties: { ...(isJsonObject(properties) ? properties : {}), vmProfile },
  };
}

function vmProfile(value: Json): Json {
  const own = present(value);
  const net = get(own, 'vnetConfig');
  const proxied = textAt(net, 'subnetId') && !textAt(net, 'containerInstanceSubnetId');
  const proxyVmSize =
    textAt(net, 'proxyVmSize') ?? (proxied ? String(proxySizeType.default) : undefined);
  return present({
    ...without(own, among('osDiskSizeGB', 'vnetConfig')),
    osDiskSizeGB: number(get(own, 'osDiskSizeGB'), 0),
    vnetConfig: present({
      ...without(net ?? {}, among('proxyVmSize')),
      ...(proxyVmSize === undefined ? {} : { proxyVmSize }),
    }),
  });
}

function optimize(value: Json): Json {
  const own = present(value);
  const workload = get(own, 'workload');
  return {
    ...without(own, among('vmBoot', 'workload')),
    vmBoot: { state: textAt(own, 'vmBoot', 'state') ?? 'Disabled' },
    workload: {
      ...without(workload ?? {}, among('state')),
      state: textAt(workload, 'state') ?? 'Disabled',
    },
  };
}

function flag(value: Json | undefined): boolean {
  return value === true || value === 'true';
}

/** Zero and nothing mean the default. */
function number(value: Json | undefined, fallback: number): number {
  return Number(value ?? 0) || fallback;
}

function among(...keys: readonly string[]): (key: string) => boolean {
  const known = new Set(keys.map((key) => key.toLowerCase()));
  return (key) => known.has(key);
}

/** An object without some of its keys, which are asked about in lower case. */
function without(value: Json, drop: (key: string) => boolean): JsonObject {
  if (!isJsonObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter(([key, inner]) => !drop(key.toLowerCase()) && !isAbsent(inner)),
  );
}

/** An object without fields that say nothing. */
function present(value: Json): JsonObject {
  return without(value, () => false);
}

function isAbsent(value: Json): boolean {
  if (value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Keys whose values are compared to the letter, and with them all below. */
const exact: ReadonlySet<string> = new Set([
  'inline',
  'scripturi',
  'sourceuri',
  'uri',
  'destination',
  'restartcommand',
  'restartcheckcommand',
  'searchcriteria',
  'filters',
  'tags',
  'artifacttags',
  'managedresourcetags',
]);

/** A live value in the spelling of the other one, as far as the two mean the same. */
function align(live: Json, other: Json | undefined, path: readonly string[]): Json {
  if (isJsonObject(live) && isJsonObject(other)) {
    const names = new Map(Object.keys(other).map((key) => [key.toLowerCase(), key]));
    return Object.fromEntries(
      Object.entries(live).map(([key, value]) => {
        const name = names.get(key.toLowerCase()) ?? key;
        const inner = Object.hasOwn(other, name) ? other[name] : undefined;
        return [name, align(value, inner, [...path, name.toLowerCase()])];
      }),
    );
  }
  if (Array.isArray(live) && Array.isArray(other)) {
    return live.map((value: Json, index) => align(value, other[index], path));
  }
  if (typeof live === 'string' && typeof other === 'string') {
    return isSame(live, other, path) ? other : live;
  }
  // A number or a boolean that an older version of the API shows as text.
  if (typeof live !== typeof other && isScalar(live) && isScalar(other) && !isExact(path)) {
    return String(live) === String(other) ? other : live;
  }
  return live;
}

function isScalar(value: Json | undefined): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isExact(path: readonly string[]): boolean {
  return path.some((key) => exact.has(key));
}

function isSame(live: string, other: string, path: readonly string[]): boolean {
  if (live === other) return true;
  if (isExact(path)) return path.at(-1)?.endsWith('uri') === true && sameUri(live, other);
  return trimmed(live) === trimmed(other);
}

/** Ids may end in a slash. */
function trimmed(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/(?<=.)\/+$/, '');
}

/** Scheme and host of an address have no case; its path has. */
function sameUri(live: string, other: string): boolean {
  return URL.canParse(live) && URL.canParse(other) && new URL(live).href === new URL(other).href;
}
