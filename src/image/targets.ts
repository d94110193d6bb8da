/** Targets with their run output names, regions and defaults. */
import { docs } from '../service/docs';
import { type ApiVersion, isAtLeast, propertySince } from '../service/api-versions';
import { defaults } from '../service/defaults';
import { azureDistributors } from '../language/azure';
import { defaultValue, fill, literalField } from './fill-defaults';
import { locationParameter } from './image';
import type { Origin } from '../value/origin';
import {
  field,
  itemsOf,
  list,
  literalText,
  type ObjectValue,
  object,
  type Part,
  type Text,
  text,
  textKey,
  type Value,
  withField,
} from '../value/value';

const orders: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  azureDistributors.map(({ discriminator, type }) => [
    discriminator.type,
    Object.keys(type.fields),
  ]),
);

/** The region of the template, as a value inside of the properties. */
export function templateLocation(doc: string): Text {
  return {
    ...text({ parameter: locationParameter, type: 'string' }),
    origin: {
      kind: 'derived',
      rule: 'template-region',
      reason: "Where no region is given, the template's is meant.",
      doc,
    },
  };
}

const runOutputOrigin: Origin = {
  kind: 'derived',
  rule: 'run-output-name',
  reason: "A run output without a name is called as the target's last segment.",
  doc: docs.distribute,
};

/** The name that a target gives its run output. */
function lastSegment(target: ObjectValue): Text | undefined {
  const id = field(target, 'galleryImageId') ?? field(target, 'imageId');
  if (id?.kind !== 'id') return undefined;
  return id.type.endsWith('/versions') ? id.names[1] : id.names.at(-1);
}

/** A text cut to a length and made unique by a number behind it. */
function uniqueText(wanted: Text, taken: Set<string>): Text {
  const safe: readonly Part[] = wanted.parts.map((part) =>
    typeof part === 'string' ? part.replace(/[^A-Za-z0-9\-_.]/g, '-') : part,
  );
  const literal = literalText(text(...safe));
  for (let count = 1; ; count += 1) {
    const suffix = count === 1 ? '' : `-${count}`;
    const candidate =
      literal === undefined
        ? text(...safe, ...(suffix === '' ? [] : [suffix]))
        : text(literal.slice(0, 64 - suffix.length) + suffix);
    const key = textKey(candidate).toLowerCase();
    if (taken.has(key)) continue;
    taken.add(key);
    return { ...candidate, origin: runOutputOrigin };
  }
}

/** Fills the targets for a version of the API. */
export function fillTargets(
  targets: readonly Value[],
  version: ApiVersion,
): readonly ObjectValue[] {
  const objects = targets.filter((target): target is ObjectValue => target.kind === 'object');
  const taken = new Set<string>();
  for (const target of objects) {
    const name = field(target, 'runOutputName');
    if (name?.kind === 'text') taken.add(textKey(name).toLowerCase());
  }
  return objects.map((target) => {
    const type = literalField(target, 'type') ?? '';
    const wanted = field(target, 'runOutputName') ? undefined : lastSegment(target);
    const absent: Record<string, Value | undefined> = {
      runOutputName: wanted && uniqueText(wanted, taken),
    };
    if (type === 'ManagedImage') absent.location = templateLocation(docs.managedImage);
    if (type !== 'SharedImage') return fill(target, orders[type] ?? [], absent);
    absent.excludeFromLatest = defaultValue(defaults.excludeFromLatest);
    const shared = fillRegions(target, version);
    return fill(shared, orders[type] ?? [], absent);
  });
}

/** The regions of a gallery target, in the form that the version has. */
function fillRegions(target: ObjectValue, version: ApiVersion): ObjectValue {
  const given = field(target, 'regions');
  const storage = field(target, 'storageAccountType');
  const isShort = field(target, 'short') !== undefined;
  const modern = isAtLeast(
    version,
    propertySince['distribute[SharedImage].targetRegions'] ?? version,
  );
  const regions = field(target, 'targetRegions');
  if (regions)
    return withField(
      without(target, isShort),
      'targetRegions',
      fillTargetRegions(regions, isShort ? storage : undefined),
    );
  const older = field(target, 'replicationRegions');
  // Azure's own shape with a storage type can only mean the older form: the newer one has it in each region.
  if (older || !modern || (!isShort && storage)) {
    const names = older ?? regionNames(given) ?? list([templateLocation(docs.sharedImage)]);
    return withField(
      withField(target, 'replicationRegions', names),
      'storageAccountType',
      storage ?? defaultValue(defaults.storageAccountType),
    );
  }
  const items = given ?? list([templateLocation(docs.sharedImage)]);
  return withField(without(target, isShort), 'targetRegions', fillTargetRegions(items, storage));
}

function without(target: ObjectValue, storage: boolean): ObjectValue {
  const entries = target.entries.filter(
    (entry) =>
      !(storage && entry.key.kind === 'text' && literalText(entry.key) === 'storageAccountType'),
  );
  return { ...target, entries };
}

function regionNames(given: Value | undefined): Value | undefined {
  if (given?.kind !== 'list') return undefined;
  const items = given.items.flatMap((item) =>
    item.kind === 'object' ? (field(item, 'name') ?? []) : item,
  );
  return { ...given, items };
}

function fillTargetRegions(regions: Value, storage: Value | undefined): Value {
  const items = itemsOf(regions).map((region) => {
    const origin = region.origin;
    const base: ObjectValue = region.kind === 'object' ? region : object({ name: region });
    const filled = fill(base, ['name', 'replicaCount', 'storageAccountType'], {
      replicaCount: defaultValue(defaults.replicaCount),
      storageAccountType: storage ?? defaultValue(defaults.storageAccountType),
    });
    return origin ? { ...filled, origin } : filled;
  });
  return { ...list(items), ...(regions.origin ? { origin: regions.origin } : {}) };
}
