/** Sources, steps and targets of a template -> those of a spec: short if that means the same, else in Azure's shape. */
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../lib/json';
import { regionFields, sharedImage } from '../language/target-kinds';
import type { ObjectType, ShortForm, UnionType } from '../language/type';
import { choose, optional, type Draft, type DraftMap } from './draft';
import { type DraftContext, rawDraft, reference, shortFields } from './draft-value';
import { specText } from './parameter-tokens';
import { idParts, joinId } from './short-references';

/** The draft of a source, step or target: its short forms, then Azure's shape; `undefined` for any other value. */
export function entryDraft(
  value: JsonObject,
  { branches }: UnionType,
  at: string,
  context: DraftContext,
): Draft {
  const branch = branches.find(
    ({ discriminator }) => 'type' in discriminator && discriminator.type === value.type,
  );
  if (branch?.type.kind !== 'object' || !branch.short) return undefined;
  const raw = rawDraft(value, branch.type, at, context);
  const forms = shortEntries(value, branch.type, branch.short, at, context);
  return forms.length === 0 ? raw : choose(at, ...forms, raw);
}

/** The short forms of an entry, the shortest first. */
function shortEntries(
  value: JsonObject,
  azure: ObjectType<unknown>,
  { key, type: short, replaces }: ShortForm,
  at: string,
  context: DraftContext,
): readonly Draft[] {
  const fields = Object.entries(azure.fields).filter(([name]) => name !== 'type');
  const replaced = Object.fromEntries(fields.filter(([name]) => replaces.includes(name)));
  const kept = Object.fromEntries(fields.filter(([name]) => !replaces.includes(name)));
  const { name, ...rest } = shortFields(value, kept, at, context);
  const entry = (held: Draft): DraftMap => ({ name, [key]: held, ...rest });
  switch (short.fields[key]?.expansion?.kind) {
    case 'script': {
      if (value.scriptUri === undefined) return [entry(commands(value.inline, `${at}.inline`))];
      return value.inline === undefined ? [entry(rawDraft(value.scriptUri))] : [];
    }
    case 'file':
      return [entry(rawDraft(value.sourceUri))];
    case 'options': {
      const options = shortFields(value, replaced, at, context);
      return [entry(isNothing(options) ? true : options)];
    }
    case 'urn':
      return urnForms(value, rest);
    default: {
      const [property = ''] = replaces;
      if (value.type === sharedImage.type) return galleryForms(value, rest, at, context);
      const held = rawDraft(value[property], replaced[property], `${at}.${property}`, context);
      return [entry(held)];
    }
  }
}

/** True for a mapping that says nothing. */
function isNothing(map: DraftMap): boolean {
  return Object.values(map).every((one) => one === undefined);
}

/** Commands as one string, else as a list. */
export function commands(lines: Json | undefined, target: string): Draft {
  if (!isJsonList(lines)) return undefined;
  const texts = lines.filter((line) => typeof line === 'string').map(specText);
  const block = texts.length > 1 ? `${texts.join('\n')}\n` : (texts[0] ?? '');
  return choose(target, block, texts);
}

/** A marketplace image as a URN, with its plan next to it. */
function urnForms(source: JsonObject, rest: DraftMap): readonly Draft[] {
  const parts = [source.publisher, source.offer, source.sku, source.version];
  if (!parts.every((part) => typeof part === 'string')) return [];
  const urn = parts.map(specText).join(':');
  return [isNothing(rest) ? urn : { urn, ...rest }];
}

/** A gallery target: with `regions` for both of Azure's forms, or with Azure's own form of the regions. */
function galleryForms(
  target: JsonObject,
  rest: DraftMap,
  at: string,
  context: DraftContext,
): readonly Draft[] {
  const gallery = galleryParts(target, at, context);
  const { storage, targetRegions: _, replicationRegions: __, ...other } = rest;
  const others = { definition: context.definition(at), ...other };
  return [
    { ...gallery, ...regions(target, at, context), ...others },
    {
      ...gallery,
      replicationRegions: rawDraft(target.replicationRegions),
      targetRegions: rawDraft(target.targetRegions),
      storage,
      ...others,
    },
  ];
}

/** The definition, and the version to make. */
function galleryParts(target: JsonObject, at: string, context: DraftContext): DraftMap {
  const id = target.galleryImageId;
  const path = `${at}.galleryImageId`;
  const parts = typeof id === 'string' ? idParts(id) : undefined;
  if (!parts?.type.toLowerCase().endsWith('/versions')) {
    return { gallery: reference(id, 'galleryDefinition', path, context.own) };
  }
  const definition = joinId({
    ...parts,
    type: parts.type.slice(0, parts.type.lastIndexOf('/')),
    names: parts.names.slice(0, -1),
  });
  return {
    gallery: reference(definition, 'galleryDefinition', path, context.own),
    version: specText(parts.names.at(-1) ?? ''),
  };
}

/** `regions` and `storage`, whichever of Azure's two forms the template has. */
function regions(target: JsonObject, at: string, context: DraftContext): DraftMap {
  const { targetRegions: newer, replicationRegions: older } = target;
  if (isJsonList(newer)) {
    const path = `${at}.targetRegions`;
    const storage = commonStorage(newer);
    const items = newer.map((one, index) =>
      regionDraft(one, storage, `${path}[${index}]`, context),
    );
    return {
      regions: optional(path, items),
      storage: storage === regionFields.storageAccountType.default ? undefined : storage,
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

/** A region by its name, or with what it has of its own. */
function regionDraft(
  region: Json,
  storage: string | undefined,
  at: string,
  context: DraftContext,
): Draft {
  if (!isJsonObject(region)) return rawDraft(region);
  const { storageAccountType: _, ...others } = region;
  const fields = shortFields(storage === undefined ? region : others, regionFields, at, context);
  const { name, ...rest } = fields;
  return isNothing(rest) ? name : fields;
}
