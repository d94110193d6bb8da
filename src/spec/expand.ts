/** Short forms -> Azure's own shapes. Nodes in, nodes out: every part still knows where the user wrote it. */
import { getOwn } from '../lib/get-own';
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import { describeMarketplaceImage } from '../service/marketplace';
import { branchOf } from './check/check-union';
import { specType, stepType, targetType, validationType } from '../language/language';
import {
  child,
  entryOf,
  isNull,
  isTrue,
  itemsOf,
  listAt,
  mapAt,
  type MapNode,
  type Node,
  placeOf,
  scalarAt,
  textOf,
} from './node';
import { splitUses } from './parameter-references';
import { sourceKindOfId } from './references';
import type { UnionType } from '../language/type';

type Report = (diagnostic: Finding) => void;

/** Expands the short forms of one file; its shape is checked already. */
export function expandSpec(root: MapNode, report: Report): MapNode {
  const said = new Set(
    root.entries.flatMap(({ key, value }) => (isNull(value) ? [] : [canonicalKey(key)])),
  );
  const entries = root.entries.flatMap((entry) => {
    if (entry.key.startsWith('x-')) return [];
    if (isNull(entry.value) && said.has(canonicalKey(entry.key))) return [];
    const expanded = isNull(entry.value)
      ? { [canonicalKey(entry.key)]: entry.value }
      : expandKey(entry.key, entry.value, report);
    return Object.entries(expanded).map(([key, value]) => ({
      key,
      keySpan: entry.keySpan,
      value,
    }));
  });
  return { ...root, entries };
}

/** Short keys of the top level -> the keys that they stand for. */
const canonicalKeys: Readonly<Record<string, string>> = {
  vm: 'vmProfile',
  timeout: 'buildTimeoutInMinutes',
};

/** The key that a key of the top level stands for. */
export function canonicalKey(key: string): string {
  return getOwn(canonicalKeys, key) ?? key;
}

function expandKey(key: string, value: Node, report: Report): Readonly<Record<string, Node>> {
  switch (key) {
    case 'source':
      return { source: expandSource(value, report) };
    case 'vm':
      return { vmProfile: expandVm(value) };
    case 'timeout':
      return { buildTimeoutInMinutes: expandDuration(value, 0, report) };
    case 'customize':
      return { customize: expandList(value, stepType, expandStep) };
    case 'validate':
      return { validate: expandValidate(value) };
    case 'distribute':
      return { distribute: expandList(value, targetType, expandTarget) };
    case 'identity':
      return { identity: expandIdentity(value, report) };
    case 'deprovision':
      return { deprovision: expandDeprovision(value, report) };
    case 'stagingResourceGroup':
      return { stagingResourceGroup: value.kind === 'map' ? value : existing(value, value) };
    case 'optimize':
      return {
        optimize: isTrue(value)
          ? mapAt(value, { vmBoot: mapAt(value, { state: scalarAt(value, 'Enabled') }) })
          : value,
      };
    case 'autoRun':
      return {
        autoRun: isTrue(value) ? mapAt(value, { state: scalarAt(value, 'Enabled') }) : value,
      };
    case 'network':
      return { network: isTrue(value) ? mapAt(value, {}) : value };
    case 'trigger':
      return { trigger: value.kind === 'scalar' ? mapAt(value, { kind: value }) : value };
    case 'errorHandling':
      return {
        errorHandling:
          value.kind === 'scalar'
            ? mapAt(value, { onCustomizerError: value, onValidationError: value })
            : value,
      };
    default:
      return { [key]: value };
  }
}

/** What is there already: said so, for a file below may create it. */
function existing(place: Node, name: Node): Node {
  return mapAt(place, { name, create: scalarAt(place, false) });
}

/** The part of a map under other keys; absent ones stay absent, empty ones empty: they clear what is inherited. */
function renamed(
  node: Node,
  keys: Readonly<Record<string, readonly string[]>>,
): Record<string, Node | undefined> {
  return Object.fromEntries(
    Object.entries(keys).map(([key, from]) => [
      key,
      from.map((one) => child(node, one)).find((one) => one !== undefined) ??
        from.map((one) => entryOf(node, one)?.value).find((one) => one !== undefined),
    ]),
  );
}

function expandList(node: Node, type: UnionType, expand: (item: Node, key: string) => Node): Node {
  return listAt(
    node,
    itemsOf(node).map((item) => {
      const when = branchOf(item, type)?.discriminator;
      if (when && 'type' in when) return azureEntry(item, when.type);
      return when && 'key' in when ? expand(item, when.key) : item;
    }),
  );
}

/** Azure's own object: its `type` in the exact case, and `inline` as a list. */
function azureEntry(item: Node, type: string): Node {
  if (item.kind !== 'map') return item;
  const entries = item.entries
    .filter((entry) => !isNull(entry.value))
    .map((entry) => {
      if (entry.key === 'type') return { ...entry, value: scalarAt(entry.value, type) };
      if (entry.key === 'version' && textOf(entry.value)?.toLowerCase() === 'latest') {
        return { ...entry, value: scalarAt(entry.value, 'latest') };
      }
      if (entry.key === 'inline' && entry.value.kind === 'scalar') {
        return { ...entry, value: splitLines(entry.value) };
      }
      if (entry.key === 'definition') {
        return { ...entry, value: expandDefinition(entry.value) ?? entry.value };
      }
      return entry;
    });
  return { ...item, entries };
}

/** A text as a list of its lines; the last line break adds none. */
export function splitLines(node: Node): Node {
  const content = textOf(node);
  if (content === undefined) return node;
  return listAt(
    node,
    content
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => scalarAt(node, line)),
  );
}

/** A text that is an address, a path relative to its file, or neither. */
export function kindOfText(content: string): 'uri' | 'path' | 'text' {
  const trimmed = content.trim();
  const filled = splitUses(trimmed)
    .map((piece) => (typeof piece === 'string' ? piece : 'x'))
    .join('');
  if (/^https?:\/\/\S+$/i.test(filled)) return 'uri';
  return /^\.{1,2}\/\S+$/.test(filled) ? 'path' : 'text';
}

/** Where the content of a script step comes from: lines, an address, or a path that is resolved later. */
function scriptFields(content: Node | undefined): Readonly<Record<string, Node | undefined>> {
  if (!content) return {};
  if (content.kind === 'list') {
    return {
      inline: listAt(
        content,
        content.items.flatMap((item) => itemsOf(splitLines(item))),
      ),
    };
  }
  const written = textOf(content) ?? '';
  const trimmed = scalarAt(content, written.trim());
  const kind = kindOfText(written);
  if (kind === 'uri') return { scriptUri: trimmed };
  return kind === 'path' ? { scriptPath: trimmed } : { inline: splitLines(content) };
}

function expandStep(item: Node, key: string): Node {
  const name = child(item, 'name');
  const type = (word: string): Node => scalarAt(item, word);
  const checksum = renamed(item, { sha256Checksum: ['sha256', 'sha256Checksum'] });
  const inner = child(item, key);
  switch (key) {
    case 'shell':
      return mapAt(item, { type: type('Shell'), name, ...scriptFields(inner), ...checksum });
    case 'powershell':
      return mapAt(item, {
        type: type('PowerShell'),
        name,
        ...scriptFields(inner),
        ...checksum,
        ...renamed(item, {
          runElevated: ['elevated', 'runElevated'],
          runAsSystem: ['system', 'runAsSystem'],
          validExitCodes: ['exitCodes', 'validExitCodes'],
        }),
      });
    case 'file': {
      const written = textOf(inner) ?? '';
      const isPath = kindOfText(written) === 'path';
      return mapAt(item, {
        type: type('File'),
        name,
        ...(isPath ? { sourcePath: inner } : { sourceUri: inner }),
        ...checksum,
        ...renamed(item, { destination: ['to', 'destination'] }),
      });
    }
    case 'restart':
      return mapAt(item, {
        type: type('WindowsRestart'),
        name,
        ...renamed(inner ?? item, {
          restartCommand: ['command'],
          restartCheckCommand: ['check'],
          restartTimeout: ['timeout'],
        }),
      });
    default:
      return mapAt(item, {
        type: type('WindowsUpdate'),
        name,
        ...renamed(inner ?? item, {
          searchCriteria: ['criteria'],
          filters: ['filters'],
          updateLimit: ['limit'],
        }),
      });
  }
}

function expandTarget(item: Node, key: string): Node {
  const shared = renamed(item, {
    runOutputName: ['runOutputName'],
    artifactTags: ['tags', 'artifactTags'],
  });
  switch (key) {
    case 'gallery':
      return mapAt(item, {
        type: scalarAt(item, 'SharedImage'),
        ...shared,
        galleryImageId: child(item, 'gallery'),
        ...renamed(item, {
          version: ['version'],
          regions: ['regions'],
          storageAccountType: ['storage', 'storageAccountType'],
          excludeFromLatest: ['exclude', 'excludeFromLatest'],
          targetRegions: ['targetRegions'],
          replicationRegions: ['replicationRegions'],
          versioning: ['versioning'],
          replicationMode: ['replicationMode'],
        }),
        definition: expandDefinition(child(item, 'definition')),
        short: scalarAt(item, true),
      });
    case 'image':
      return mapAt(item, {
        type: scalarAt(item, 'ManagedImage'),
        ...shared,
        imageId: child(item, 'image'),
        location: child(item, 'location'),
      });
    default:
      return mapAt(item, {
        type: scalarAt(item, 'VHD'),
        ...shared,
        runOutputName: child(item, 'vhd'),
        uri: child(item, 'uri'),
      });
  }
}

/** Short keys of a definition -> where Azure's own shape has them. */
const definitionKeys: Readonly<Record<string, string>> = {
  os: 'osType',
  generation: 'hyperVGeneration',
  plan: 'purchasePlan',
};

/** The definition of a gallery target: `true` says nothing of it, so that the source tells all. */
function expandDefinition(value: Node | undefined): Node | undefined {
  if (value?.kind !== 'map') return value && !isNull(value) ? mapAt(value, {}) : value;
  const names = ['publisher', 'offer', 'sku'];
  const given = value.entries.filter((entry) => !isNull(entry.value));
  const fields = given.map(({ key, value: inner }): readonly [string, Node] => {
    const isGeneration = key === 'generation' && inner.kind === 'scalar';
    return [
      getOwn(definitionKeys, key) ?? key,
      isGeneration ? scalarAt(inner, `V${inner.value}`) : inner,
    ];
  });
  const identifier = fields.filter(([key]) => names.includes(key));
  return mapAt(value, {
    ...Object.fromEntries(fields.filter(([key]) => !names.includes(key))),
    ...(identifier.length > 0 ? { identifier: mapAt(value, Object.fromEntries(identifier)) } : {}),
  });
}

function expandValidate(value: Node): Node {
  const steps = value.kind === 'list' ? value : entryOf(value, 'inVMValidations')?.value;
  const inVMValidations =
    steps && !isNull(steps) ? expandList(steps, validationType, expandStep) : steps;
  return mapAt(value, {
    ...renamed(value, {
      continueDistributeOnFailure: ['continueDistributeOnFailure'],
      sourceValidationOnly: ['sourceValidationOnly'],
    }),
    inVMValidations,
  });
}

function expandVm(value: Node): Node {
  const net = renamed(value, {
    subnetId: ['subnet'],
    proxyVmSize: ['proxySize'],
    containerInstanceSubnetId: ['containerSubnet'],
  });
  const hasNet = Object.values(net).some(
    (one) => one && (!isNull(one) || !child(value, 'vnetConfig')),
  );
  return mapAt(value, {
    ...renamed(value, {
      vmSize: ['size', 'vmSize'],
      osDiskSizeGB: ['osDiskSizeGB'],
      userAssignedIdentities: ['identities', 'userAssignedIdentities'],
    }),
    vnetConfig: hasNet ? mapAt(value, net) : entryOf(value, 'vnetConfig')?.value,
  });
}

/** A duration as minutes; of one in words the range is checked here, of a number with its shape. */
function expandDuration(value: Node, min: number, report: Report): Node {
  const written = textOf(value);
  if (written === undefined || written.includes('{{')) return value;
  const [hours] = /\d+(?=\s*h)/i.exec(written) ?? [];
  const [rest] = /\d+(?=\s*m)/i.exec(written) ?? [];
  const minutes = Number(hours ?? 0) * 60 + Number(rest ?? 0);
  if (minutes < min || minutes > 960) {
    report(
      diagnose(
        'AIB108',
        { value: `${written.trim()} (${minutes} minutes)`, min, max: 960 },
        placeOf(value),
      ),
    );
  }
  return scalarAt(value, minutes);
}

function expandIdentity(value: Node, report: Report): Node {
  if (value.kind === 'scalar') return existing(value, value);
  const identities = child(value, 'userAssignedIdentities');
  if (identities?.kind !== 'map') return value;
  const [only, ...more] = identities.entries;
  if (!only || more.length > 0) {
    report(diagnose('AIB215', { count: identities.entries.length }, placeOf(identities)));
    return value;
  }
  const place = { ...only.value, span: only.keySpan };
  return existing(value, scalarAt(place, only.key));
}

function expandDeprovision(value: Node, report: Report): Node {
  if (value.kind !== 'map') return mapAt(value, { kind: value });
  const limit = child(value, 'limit');
  if (limit)
    return mapAt(value, { mode: child(value, 'mode'), limit: expandDuration(limit, 1, report) });
  const inline = child(value, 'inline');
  if (!inline) return value;
  const lines = inline.kind === 'list' ? inline : splitLines(inline);
  return mapAt(value, {
    inline: listAt(
      inline,
      itemsOf(lines).flatMap((line) => itemsOf(splitLines(line))),
    ),
  });
}

function expandSource(value: Node, report: Report): Node {
  const written = textOf(value);
  if (written !== undefined) {
    if (written.trim().startsWith('/')) return expandSourceId(value, written, report);
    return expandUrn(value, written, undefined, report) ?? value;
  }
  const type = specType.fields.source;
  const when = type?.kind === 'union' ? branchOf(value, type)?.discriminator : undefined;
  if (when && 'type' in when) return azureSource(value, when.type);
  const urn = child(value, 'urn');
  if (urn) {
    // `plan:` left empty clears the plan that is inherited.
    const plan = child(value, 'plan') ?? child(value, 'planInfo') ?? entryOf(value, 'plan')?.value;
    return expandUrn(urn, textOf(urn) ?? '', plan, report) ?? value;
  }
  const image = child(value, 'image');
  if (image) return mapAt(value, { type: scalarAt(value, 'ManagedImage'), imageId: image });
  return mapAt(value, {
    type: scalarAt(value, 'SharedImageVersion'),
    imageVersionId: child(value, 'gallery'),
  });
}

/** Azure's own source; an empty key clears what is inherited. */
function azureSource(value: Node, type: string): Node {
  const made = azureEntry(value, type);
  if (made.kind !== 'map' || value.kind !== 'map') return made;
  return {
    ...made,
    entries: [...made.entries, ...value.entries.filter((one) => isNull(one.value))],
  };
}

function expandSourceId(value: Node, written: string, report: Report): Node {
  const kind = sourceKindOfId(written);
  if (kind === 'managedImage') {
    return mapAt(value, { type: scalarAt(value, 'ManagedImage'), imageId: value });
  }
  if (kind === 'galleryVersion') {
    return mapAt(value, { type: scalarAt(value, 'SharedImageVersion'), imageVersionId: value });
  }
  report(diagnose('AIB213', { value: written }, placeOf(value)));
  return value;
}

function expandUrn(
  value: Node,
  written: string,
  plan: Node | undefined,
  report: Report,
): Node | undefined {
  const segments = written.trim().split(':');
  const [publisher = '', offer = '', sku = '', version = ''] = segments;
  if (segments.length !== 4 || segments.some((segment) => segment.trim() === '')) {
    report(diagnose('AIB213', { value: written }, placeOf(value)));
    return undefined;
  }
  const planPublisher = describeMarketplaceImage({ publisher, offer, sku }).planPublisher;
  return mapAt(value, {
    type: scalarAt(value, 'PlatformImage'),
    publisher: scalarAt(value, publisher),
    offer: scalarAt(value, offer),
    sku: scalarAt(value, sku),
    version: scalarAt(value, version.toLowerCase() === 'latest' ? 'latest' : version),
    planInfo:
      plan &&
      (isNull(plan)
        ? plan
        : plan.kind === 'map'
          ? mapAt(
              plan,
              renamed(plan, {
                planName: ['name', 'planName'],
                planProduct: ['product', 'planProduct'],
                planPublisher: ['publisher', 'planPublisher'],
              }),
            )
          : mapAt(plan, {
              planName: scalarAt(plan, sku),
              planProduct: scalarAt(plan, offer),
              planPublisher: scalarAt(plan, planPublisher ?? publisher),
            })),
  });
}

/** True when a key was given, whatever its value. */
export function isGiven(node: Node | undefined, key: string): boolean {
  return entryOf(node, key) !== undefined;
}
