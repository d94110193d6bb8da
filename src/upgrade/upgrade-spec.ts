/** Rewrites a spec for a newer API version: newer forms are used, the version is pinned, and changes of meaning are reported. */
import { positionAt, type Source } from '../diagnostics/source';
import { apiChanges, type Concern } from '../service/api-changes';
import { type ApiVersion, isAtLeast } from '../service/api-versions';
import { propertySince } from '../language/since';
import { child, entryOf, itemsOf, type MapNode, type Node, textOf } from '../spec/node';
import {
  applyEdits,
  type Edit,
  isInside,
  isPlain,
  movedOffset,
  removeEntry,
  written,
} from './text-edits';

/** A change, or a value with a new meaning; `line` is in the new text. */
export interface UpgradeNote {
  readonly line: number;
  readonly text: string;
  readonly doc?: string;
}

/** The new text of a spec. */
export interface Upgrade {
  readonly text: string;
  readonly changes: readonly UpgradeNote[];
  readonly meaning: readonly UpgradeNote[];
}

interface Change {
  readonly edits: readonly Edit[];
  /** Offset of the old text that the note is about. */
  readonly at: number;
  readonly note: string;
}

/** The versions before and after an upgrade; a part of other specs gets no pin. */
export interface UpgradeOptions {
  readonly from: ApiVersion;
  readonly to: ApiVersion;
  readonly pin: boolean;
}

/** Upgrades the text of one file. */
export function upgrade(source: Source, root: MapNode, options: UpgradeOptions): Upgrade {
  const changes = [
    ...pinChanges(root, options),
    ...itemsOf(child(root, 'distribute')).flatMap((target) =>
      target.kind === 'map' ? targetChanges(target, options.to) : [],
    ),
  ];
  const edits = changes.flatMap((change) => change.edits);
  const text = applyEdits(source.text, edits);
  const after: Source = { path: source.path, text };
  const lineOf = (offset: number): number => positionAt(after, movedOffset(offset, edits)).line;
  return {
    text,
    changes: changes.map(({ at, note }) => ({ line: lineOf(at), text: note })),
    meaning: apiChanges
      .filter(({ since }) => !isAtLeast(options.from, since) && isAtLeast(options.to, since))
      .flatMap(({ concerns, text, doc }) =>
        concerned(root, concerns).map((at) => ({ line: lineOf(at), text, doc })),
      ),
  };
}

function pinChanges(root: MapNode, { from, to, pin }: UpgradeOptions): readonly Change[] {
  const entry = entryOf(root, 'apiVersion');
  const node = child(root, 'apiVersion');
  const before = textOf(node);
  if (entry && node && before !== undefined) {
    if (before.toLowerCase() === 'latest' || isAtLeast(before, to)) return [];
    const { start, end } = node.span;
    const text = written(node).replace(before, to);
    const at = entry.keySpan.start;
    return [{ edits: [{ start, end, text }], at, note: `apiVersion: ${to} (was ${before})` }];
  }
  const first = root.entries[0];
  if (!pin || from === to || entry || !first || root.span.source.text[root.span.start] === '{')
    return [];
  const at = aboveComment(root.span.source.text, first.keySpan.start);
  const edits = [{ start: at, end: at, text: `apiVersion: ${to}\n` }];
  // The note is about the new line, which is inserted before the offset.
  return [{ edits, at: at - 1, note: `apiVersion: ${to} (was not pinned)` }];
}

/** The start of the comment of a key, which stays with the key; a comment at the top belongs to the file. */
function aboveComment(text: string, key: number): number {
  let at = key;
  while (at > 0) {
    const line = text.lastIndexOf('\n', at - 2) + 1;
    if (!/^[ \t]*#/.test(text.slice(line, at))) break;
    at = line;
  }
  return text.slice(0, at).trim() === '' ? key : at;
}

const byHand =
  'replicationRegions is deprecated; it has an anchor, alias or merge here: change it by hand';

function targetChanges(target: MapNode, to: ApiVersion): readonly Change[] {
  const older = entryOf(target, 'replicationRegions');
  const storage = entryOf(target, 'storageAccountType');
  if (!older) return [];
  const at = older.keySpan;
  const isShort = entryOf(target, 'gallery') && !entryOf(target, 'type');
  if (isShort) {
    if (!isInside(at, target.span)) return [{ edits: [], at: target.span.start, note: byHand }];
    const edits = [{ start: at.start, end: at.end, text: 'regions' }];
    return [{ edits, at: at.start, note: 'regions (was replicationRegions)' }];
  }
  const modern = propertySince['distribute[SharedImage].targetRegions'] ?? to;
  const isShared = textOf(child(target, 'type'))?.toLowerCase() === 'sharedimage';
  if (!isShared || !isAtLeast(to, modern) || child(target, 'targetRegions')) return [];
  const kept = storage ? `, storageAccountType: ${written(storage.value)}` : '';
  const note = 'targetRegions (was replicationRegions)';
  if (!canConvert(target, older.value) || !isPlain(older) || (storage && !isPlain(storage))) {
    return [{ edits: [], at: target.span.start, note: byHand }];
  }
  const edits = [
    { start: at.start, end: at.end, text: 'targetRegions' },
    ...itemsOf(older.value).map((item) => ({
      start: item.span.start,
      end: item.span.end,
      text: `{ name: ${flowScalar(item)}${kept} }`,
    })),
    ...(storage ? [removeEntry(target, storage)] : []),
  ];
  return [{ edits, at: at.start, note }];
}

/** A scalar as it is written inside of `{ }`: plain text that would end there gets quotes. */
function flowScalar(node: Node): string {
  const text = written(node);
  return /^['"]/.test(text) || /^[\w .-]+$/.test(text) ? text : `'${text.replaceAll("'", "''")}'`;
}

/** True if all items are plain scalars, without aliases. */
function canConvert(target: MapNode, value: Node): boolean {
  return (
    value.kind === 'list' &&
    isInside(value.span, target.span) &&
    value.items.every(
      (item) =>
        item.kind === 'scalar' &&
        isInside(item.span, value.span) &&
        !/[&!]\S*\s+$/.test(item.span.source.text.slice(value.span.start, item.span.start)),
    )
  );
}

/** Offsets of what a change in meaning is about. */
function concerned(root: MapNode, concern: Concern): readonly number[] {
  const galleries = itemsOf(child(root, 'distribute')).filter(
    (target) =>
      child(target, 'gallery') ?? /^sharedimage$/i.test(textOf(child(target, 'type')) ?? ''),
  );
  const vm = child(root, 'vm') ?? child(root, 'vmProfile');
  const net = child(vm, 'vnetConfig');
  const subnet = child(vm, 'subnet') ?? child(net, 'subnetId');
  const container = child(vm, 'containerSubnet') ?? child(net, 'containerInstanceSubnetId');
  switch (concern) {
    case 'spec': {
      const first = entryOf(root, 'apiVersion') ?? root.entries[0];
      return first ? [first.keySpan.start] : [];
    }
    case 'galleryTarget':
      return galleries.map((target) => target.span.start);
    case 'countedTarget':
      return galleries.filter(isCounted).map((target) => target.span.start);
    case 'buildSubnetAlone': {
      const made = child(child(root, 'network'), 'containerSubnet');
      const alone = made?.kind === 'scalar' && made.value === false ? made : undefined;
      return [...(subnet && !container ? [subnet] : []), ...(alone ? [alone] : [])].map(
        ({ span }) => span.start,
      );
    }
    default:
      return subnet ? [subnet.span.start] : [];
  }
}

/** True where neither a version nor a scheme is given. */
function isCounted(target: Node): boolean {
  const id = textOf(child(target, 'gallery') ?? child(target, 'galleryImageId')) ?? '';
  return !child(target, 'version') && !child(target, 'versioning') && !/\/\d+\.\d+\.\d+$/.test(id);
}
