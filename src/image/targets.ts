/** Targets with their run output names, regions and defaults. */
import { docs } from '../service/docs';
import { type ApiVersion, isAtLeast } from '../service/api-versions';
import { propertySince } from '../language/since';
import { regionFields } from '../language/target-kinds';
import { assertNever } from '../lib/assert-never';
import { firstFree, numbered } from '../lib/unique-name';
import { defaultOf, fill } from './fill-defaults';
import { locationParameter } from './image';
import type { SharedImageTarget, Target, TargetRegions } from './model-types';
import type { Origin } from '../value/origin';
import {
  field,
  list,
  literalText,
  type ModelList,
  type ModelObject,
  type ModelValue,
  type Part,
  type Sourced,
  sourced,
  withoutAbsent,
  type Text,
  text,
  textKey,
} from '../value/value';

/** The region of the template, as a value inside of the properties. */
export function templateLocation(doc: string): Sourced<Text> {
  return sourced(text({ parameter: locationParameter, type: 'string' }), {
    kind: 'derived',
    rule: 'template-region',
    reason: "Where no region is given, the template's is meant.",
    doc,
  });
}

const runOutputOrigin: Origin = {
  kind: 'derived',
  rule: 'run-output-name',
  reason: "A run output without a name is called as the target's last segment.",
  doc: docs.distribute,
};

/** The name that a target gives its run output. */
function lastSegment(target: Target): Text | undefined {
  switch (target.type) {
    case 'SharedImage':
      return target.fields.galleryImageId?.names[1];
    case 'ManagedImage':
      return target.fields.imageId?.names.at(-1);
    case 'VHD':
      return undefined;
    default:
      return assertNever(target);
  }
}

/** The longest name of a run output. */
const limit = 64;

/** A text cut to a length and made unique by a number behind it. */
function uniqueText(preferred: Text, taken: Set<string>): Sourced<Text> {
  const safe: readonly Part[] = preferred.parts.map((part) =>
    typeof part === 'string' ? part.replace(/[^A-Za-z0-9\-_.]/g, '-') : part,
  );
  const literal = literalText(text(...safe));
  const candidate = (count: number): Text => {
    if (literal !== undefined) return text(numbered(literal, count, { limit }));
    return count === 1 ? text(...safe) : text(...safe, `-${count}`);
  };
  const key = (name: Text): string => textKey(name).toLowerCase();
  const name = firstFree(candidate, (one) => taken.has(key(one)));
  taken.add(key(name));
  return sourced(name, runOutputOrigin);
}

/** Fills the targets for a version of the API. */
export function fillTargets(targets: readonly Target[], version: ApiVersion): readonly Target[] {
  const taken = new Set<string>();
  for (const { fields } of targets) {
    if (fields.runOutputName) taken.add(textKey(fields.runOutputName).toLowerCase());
  }
  return targets.map((target) => {
    const preferred = target.fields.runOutputName ? undefined : lastSegment(target);
    const runOutputName =
      target.fields.runOutputName ?? (preferred && uniqueText(preferred, taken));
    switch (target.type) {
      case 'ManagedImage': {
        const location = target.fields.location ?? templateLocation(docs.managedImage);
        return { ...target, fields: withoutAbsent({ ...target.fields, runOutputName, location }) };
      }
      case 'SharedImage': {
        const { fields } = fillRegions(target, version);
        return { ...target, fields: withoutAbsent({ ...fields, runOutputName }) };
      }
      case 'VHD':
        return target;
      default:
        return assertNever(target);
    }
  });
}

/** The regions of a gallery target, in the form that the version has. */
function fillRegions(target: SharedImageTarget, version: ApiVersion): SharedImageTarget {
  const given = field<ModelValue>(target, 'regions');
  const isShort = field<ModelValue>(target, 'short') !== undefined;
  const { targetRegions, replicationRegions: older, storageAccountType } = target.fields;
  const { storageAccountType: _, ...others } = target.fields;
  const fields = isShort ? others : target.fields;
  const modern = isAtLeast(
    version,
    propertySince['distribute[SharedImage].targetRegions'] ?? version,
  );
  if (targetRegions) {
    const regions = fillTargetRegions(targetRegions, isShort ? storageAccountType : undefined);
    return { ...target, fields: { ...fields, targetRegions: regions } };
  }
  // Azure's own shape with a storage type can only mean the older form: the newer one has it in each region.
  if (older || !modern || (!isShort && storageAccountType)) {
    const replicationRegions = older ?? regionNames(given) ?? onlyRegion();
    const storage = storageAccountType ?? defaultOf(regionFields.storageAccountType);
    return {
      ...target,
      fields: { ...target.fields, replicationRegions, storageAccountType: storage },
    };
  }
  const items = given?.kind === 'list' ? given : onlyRegion();
  const regions = fillTargetRegions(items, storageAccountType);
  return { ...target, fields: { ...fields, targetRegions: regions } };
}

/** The region of the template, where the spec names none. */
function onlyRegion(): ModelList<Sourced<Text>> {
  const region = templateLocation(docs.sharedImage);
  return sourced(list([region]), region.origin);
}

function regionNames(given: ModelValue | undefined): ModelList<Sourced<Text>> | undefined {
  if (given?.kind !== 'list') return undefined;
  const items = given.items.flatMap((item) => regionName(item) ?? []);
  return { ...given, items };
}

/** The name of a region written as text, or as an object with its name. */
function regionName(region: ModelValue): Sourced<Text> | undefined {
  const name = region.kind === 'object' ? field(region, 'name') : region;
  return name?.kind === 'text' ? name : undefined;
}

/** Regions in Azure's newer form; those without a storage of their own get that of the target. */
function fillTargetRegions(regions: ModelList, storage: Sourced<Text> | undefined): TargetRegions {
  const items = regions.items.map((region) => {
    const base: ModelObject =
      region.kind === 'object'
        ? region
        : { kind: 'object', fields: { name: region }, origin: region.origin };
    return fill(base, { storageAccountType: storage });
  });
  return { ...regions, items };
}
