/** What each kind of short value stands for. */
import { minutesIn } from '../lib/minutes';
import { assertNever } from '../lib/assert-never';
import { diagnose, type Report } from '../diagnostics/diagnostic';
import { describeMarketplaceImage } from '../service/marketplace';
import type { Data, Expansion } from '../language/type';
import { child, itemsOf, listAt, mapAt, type MapNode, type Node, scalarAt, textOf } from './node';
import { splitUses } from './parameter-references';
import { sourceKindOfId } from './references';
import { mapValues } from '../lib/map-values';

interface ExpansionContext {
  readonly report: Report;
  /** The mapping around the value. */
  readonly parent: MapNode;
}

/** A value in Azure's own shape, or as fields of the mapping around it. */
export function applyExpansion(
  node: Node,
  expansion: Expansion,
  { report, parent }: ExpansionContext,
): Node {
  switch (expansion.kind) {
    case 'mapping':
    case 'options':
      return node;
    case 'constant':
      return dataAt(node, expansion.value);
    case 'fields': {
      const { keys, adds } = expansion;
      const added = Object.entries(adds ?? {}).map(([key, value]) => [key, scalarAt(node, value)]);
      return mapAt(node, Object.fromEntries([...keys.map((key) => [key, node]), ...added]));
    }
    case 'script':
      return scriptFields(node);
    case 'file': {
      const written = textOf(node) ?? '';
      return kindOfText(written) === 'path'
        ? mapAt(node, { sourcePath: pathAt(node, written) })
        : mapAt(node, { sourceUri: node });
    }
    case 'lines':
      return lines(node);
    case 'prefix':
      return node.kind === 'scalar' ? scalarAt(node, `${expansion.prefix}${node.value}`) : node;
    case 'minutes':
      return minutes(node, expansion, report);
    case 'source':
      return source(node);
    case 'urn':
      return mapAt(node, imageFields(node));
    case 'plan':
      return planOf(node, child(parent, 'urn'));
    case 'identity':
      return identity(node, report);
    default:
      return assertNever(expansion);
  }
}

function dataAt(place: Node, data: Data): Node {
  if (typeof data !== 'object') return scalarAt(place, data);
  if (isList(data))
    return listAt(
      place,
      data.map((item) => dataAt(place, item)),
    );
  const fields = Object.entries(data).map(([key, value]) => [key, dataAt(place, value)]);
  return mapAt(place, Object.fromEntries(fields));
}

function isList(data: Data): data is readonly Data[] {
  return Array.isArray(data);
}

/** A string that is a URI, a path relative to its file, or neither. */
export function kindOfText(content: string): 'uri' | 'path' | 'text' {
  const trimmed = content.trim();
  const filled = splitUses(trimmed)
    .map((piece) => (typeof piece === 'string' ? piece : 'x'))
    .join('');
  if (/^https?:\/\/\S+$/i.test(filled)) return 'uri';
  return /^\.{1,2}[\\/]\S+$/.test(filled) ? 'path' : 'text';
}

/** Where the content of a script step comes from: lines, a URI, or a path that is resolved later. */
function scriptFields(content: Node): Node {
  const written = textOf(content);
  const kind = written === undefined ? 'text' : kindOfText(written);
  if (written === undefined || kind === 'text') return mapAt(content, { inline: lines(content) });
  if (kind === 'path') return mapAt(content, { scriptPath: pathAt(content, written) });
  return mapAt(content, { scriptUri: scalarAt(content, written.trim()) });
}

/** A path with `/` between folders, at the place of a node. */
function pathAt(place: Node, written: string): Node {
  return scalarAt(place, written.trim().replaceAll('\\', '/'));
}

/** Commands as a list of lines; the line break at the end of a string adds none. */
function lines(node: Node): Node {
  if (node.kind === 'list')
    return listAt(
      node,
      node.items.flatMap((item) => itemsOf(lines(item))),
    );
  const content = textOf(node);
  if (content === undefined) return listAt(node, [node]);
  const split = content.replace(/\n$/, '').split('\n');
  return listAt(
    node,
    split.map((line) => scalarAt(node, line)),
  );
}

function minutes(
  node: Node,
  { min, max }: { readonly min: number; readonly max: number },
  report: Report,
): Node {
  const written = textOf(node);
  if (written === undefined || written.includes('{{')) return node;
  const sum = minutesIn(written);
  if (sum < min || sum > max) {
    const value = `${written.trim()} (${sum} minutes)`;
    report(diagnose('AIB108', { value, min, max }, node));
  }
  return scalarAt(node, sum);
}

/** The source that a URN or resource id names; its form is already checked. */
function source(node: Node): Node {
  const written = textOf(node) ?? '';
  const type = (kind: string) => ({ type: scalarAt(node, kind) });
  if (!written.trim().startsWith('/')) {
    return mapAt(node, { ...type('PlatformImage'), ...imageFields(node) });
  }
  return sourceKindOfId(written) === 'managedImage'
    ? mapAt(node, { ...type('ManagedImage'), imageId: node })
    : mapAt(node, { ...type('SharedImageVersion'), imageVersionId: node });
}

function segmentsOf(urn: Node | undefined): readonly string[] {
  return (textOf(urn) ?? '').trim().split(':');
}

function imageFields(urn: Node): Readonly<Record<string, Node>> {
  const [publisher = '', offer = '', sku = '', version = ''] = segmentsOf(urn);
  const names = { publisher, offer, sku, version };
  return mapValues(names, (value) => scalarAt(urn, value));
}

function planOf(node: Node, urn: Node | undefined): Node {
  const [publisher = '', offer = '', sku = ''] = segmentsOf(urn);
  const { planPublisher } = describeMarketplaceImage({ publisher, offer, sku });
  return mapAt(node, {
    planName: scalarAt(node, sku),
    planProduct: scalarAt(node, offer),
    planPublisher: scalarAt(node, planPublisher ?? publisher),
  });
}

function identity(node: Node, report: Report): Node {
  const identities = child(node, 'userAssignedIdentities');
  if (identities?.kind !== 'map') return node;
  const [only, ...more] = identities.entries;
  if (!only || more.length > 0) {
    const { length } = identities.entries;
    report(diagnose('AIB215', { count: length }, identities));
    return node;
  }
  const place = { ...only.value, span: only.keySpan };
  return mapAt(node, { name: scalarAt(place, only.key), create: scalarAt(node, false) });
}
