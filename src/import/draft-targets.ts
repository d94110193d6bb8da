/** Targets of a template -> targets of a spec. */
import { isJsonList, isJsonObject } from '../arm/arm-value';
import type { Json, JsonObject } from '../arm/arm-value';
import { defaults } from '../service/defaults';
import { choose, optional } from './draft';
import type { Draft, DraftMap } from './draft';
import { rawDraft } from './draft-steps';
import { idParts, joinId, referenceForms } from './short-references';
import type { Place } from './short-references';
import { wholeToken, specText } from './parameter-tokens';

/** One target: short if that says the same, else in Azure's shape. */
export function targetDraft(target: Json, at: string, own: Place): Draft {
  if (!isJsonObject(target)) return rawDraft(target);
  const raw: DraftMap = { ...rawMap(target), ...references(target, own) };
  const field = (key: string): Draft => rawDraft(target[key]);
  const orDefault = (key: string): Draft => optional(`${at}.${key}`, field(key));
  const shared = { runOutputName: orDefault('runOutputName'), tags: field('artifactTags') };
  if (target.type === 'ManagedImage') {
    const image = reference(target.imageId, 'managedImage', `${at}.imageId`, own);
    return choose(at, { image, location: orDefault('location'), ...shared }, raw);
  }
  if (target.type === 'VHD') {
    return choose(at, { vhd: field('runOutputName'), uri: field('uri'), tags: shared.tags }, raw);
  }
  const gallery = galleryParts(target, at, own);
  const rest = {
    exclude: orDefault('excludeFromLatest'),
    versioning: field('versioning'),
    replicationMode: field('replicationMode'),
    ...shared,
  };
  const plain = {
    replicationRegions: field('replicationRegions'),
    targetRegions: field('targetRegions'),
    storageAccountType: orDefault('storageAccountType'),
  };
  return choose(
    at,
    { ...gallery, ...regions(target, at), ...rest },
    { ...gallery, ...plain, ...rest },
    raw,
  );
}

function rawMap(target: JsonObject): DraftMap {
  return Object.fromEntries(Object.entries(target).map(([key, value]) => [key, rawDraft(value)]));
}

/** Ids in Azure's own shape: these too are references of the spec. */
function references(target: JsonObject, own: Place): DraftMap {
  const at = 'never';
  return {
    ...(target.imageId === undefined
      ? {}
      : { imageId: reference(target.imageId, 'managedImage', at, own) }),
    ...(target.galleryImageId === undefined
      ? {}
      : { galleryImageId: reference(target.galleryImageId, 'galleryDefinition', at, own) }),
  };
}

/** A reference: its forms, the shortest first. */
export function reference(
  id: Json | undefined,
  kind: Parameters<typeof referenceForms>[1],
  target: string,
  own: Place,
): Draft {
  if (typeof id !== 'string') return rawDraft(id);
  const forms = referenceForms(id, kind, own);
  return forms.length === 1 ? forms[0] : choose(target, ...forms);
}

/** The definition, and the version that is to be made. */
function galleryParts(target: JsonObject, at: string, own: Place): DraftMap {
  const id = target.galleryImageId;
  const path = `${at}.galleryImageId`;
  const parts = typeof id === 'string' ? idParts(id) : undefined;
  if (!parts?.type.toLowerCase().endsWith('/versions')) {
    return { gallery: reference(id, 'galleryDefinition', path, own) };
  }
  const definition = joinId({
    ...parts,
    type: parts.type.slice(0, parts.type.lastIndexOf('/')),
    names: parts.names.slice(0, -1),
  });
  return {
    gallery: reference(definition, 'galleryDefinition', path, own),
    version: specText(parts.names.at(-1) ?? ''),
  };
}

/** `regions` and `storage`, whichever of Azure's two forms the template has. */
function regions(target: JsonObject, at: string): DraftMap {
  const { targetRegions: newer, replicationRegions: older } = target;
  if (isJsonList(newer)) {
    const storage = commonStorage(newer);
    const items = newer.map((one) => regionDraft(one, storage));
    return {
      regions: optional(`${at}.targetRegions`, items),
      storage: storage === defaults.storageAccountType.value ? undefined : storage,
    };
  }
  return {
    regions:
      older === undefined ? undefined : optional(`${at}.replicationRegions`, rawDraft(older)),
    storage: optional(`${at}.storageAccountType`, rawDraft(target.storageAccountType)),
  };
}

function commonStorage(regions: readonly Json[]): string | undefined {
  const all = new Set(
    regions.map((one) => (isJsonObject(one) ? one.storageAccountType : undefined)),
  );
  const [only] = all;
  return all.size === 1 && typeof only === 'string' ? specText(only) : undefined;
}

function regionDraft(region: Json, storage: string | undefined): Draft {
  if (!isJsonObject(region)) return rawDraft(region);
  const { name, replicaCount, storageAccountType, ...rest } = region;
  const one = replicaCount === undefined || replicaCount === defaults.replicaCount.value;
  const own = storage === undefined && storageAccountType !== undefined;
  if (typeof name === 'string' && one && !own && Object.keys(rest).length === 0) {
    return rawDraft(name);
  }
  return {
    name: rawDraft(name),
    replicaCount:
      one && wholeToken(replicaCount) === undefined ? undefined : rawDraft(replicaCount),
    storageAccountType: own ? rawDraft(storageAccountType) : undefined,
  };
}
