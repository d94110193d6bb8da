/** Scripts that a spec names by path: their address below `scripts.baseUri` and their checksum. */
import { checksum } from '../lib/checksum';
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import { besideFile, folderOf, relativeTo } from '../lib/paths';
import { kindOfText } from '../spec/expansions';
import { child, type MapNode, type Node, placeOf, scalarAt, textOf } from '../spec/node';
import { splitUses } from '../spec/parameter-references';
import { decode } from '../spec/yaml/read-yaml';
import { checkContent } from './script-content';

export { checksum } from '../lib/checksum';

/** How files beside a spec are found. */
export interface ScriptContext {
  readonly report: (diagnostic: Finding) => void;
  /** `scripts` of the spec: where its scripts are to be found by the service. */
  readonly scripts: Node | undefined;
  /** The bytes of a file, named relative to the file that says it. */
  readonly readBytes: (path: string, from: Node) => Uint8Array | undefined;
  /** The same as text; reports what cannot be read. */
  readonly readText: (path: string, from: Node) => string | undefined;
}

/** A step as it is, or with the address and checksum of the script that it names by path. */
export function resolveScript(step: Node, context: ScriptContext): Node {
  const { report } = context;
  const node = child(step, 'scriptPath') ?? child(step, 'sourcePath');
  const path = textOf(node)?.trim();
  if (!node || path === undefined || step.kind !== 'map') return step;
  const place = placeOf(node);
  const parameter = splitUses(path).find((piece) => typeof piece === 'object');
  if (typeof parameter === 'object') {
    report(diagnose('AIB205', { name: parameter.parameter }, place));
    return withAddress(step, node, path, '', () => {});
  }
  const bytes = context.readBytes(path, node);
  if (!bytes) report(diagnose('AIB216', { path }, place));
  const hash = checksum(bytes ?? new Uint8Array());
  const address = addressOf(node, path, hash, context);
  if (!bytes || address === undefined) return withAddress(step, node, path, hash, () => {});
  const type = textOf(child(step, 'type'));
  const kind = type === 'Shell' || type === 'PowerShell' ? type : 'File';
  checkContent({ path, bytes, kind, place }, report);
  return withAddress(step, node, address, hash, report);
}

function withAddress(
  step: MapNode,
  path: Node,
  address: string,
  hash: string,
  report: ScriptContext['report'],
): MapNode {
  const given = child(step, 'sha256Checksum');
  const said = textOf(given);
  if (given && said !== undefined && said !== hash) {
    report(diagnose('AIB229', { path: textOf(path) ?? '', hash }, placeOf(given)));
  }
  const entries = step.entries.flatMap((entry) => {
    if (entry.key === 'sha256Checksum') return [];
    if (entry.key !== 'scriptPath' && entry.key !== 'sourcePath') return [entry];
    const { keySpan } = entry;
    const uri = entry.key === 'scriptPath' ? 'scriptUri' : 'sourceUri';
    return [
      { key: uri, keySpan, value: scalarAt(path, address) },
      { key: 'sha256Checksum', keySpan, value: given ?? scalarAt(path, hash) },
    ];
  });
  return { ...step, entries };
}

/** The address of a script: `baseUri` and its path from `root`. */
function addressOf(
  node: Node,
  path: string,
  hash: string,
  { scripts, report }: ScriptContext,
): string | undefined {
  const baseNode = child(scripts, 'baseUri');
  const base = textOf(baseNode)?.trim();
  if (!baseNode || base === undefined) {
    report(diagnose('AIB219', { path }, placeOf(node)));
    return undefined;
  }
  if (kindOfText(base) !== 'uri') {
    const what = 'an address such as https://account.blob.core.windows.net/scripts/';
    report(diagnose('AIB109', { value: base, what }, placeOf(baseNode)));
    return undefined;
  }
  const rootNode = child(scripts, 'root');
  const root = rootNode
    ? besideFile(rootNode.span.source.path, (textOf(rootNode) ?? '').trim())
    : folderOf(baseNode.span.source.path);
  const inner = relativeTo(root, besideFile(node.span.source.path, path));
  if (inner === '..' || inner.startsWith('../')) {
    report(diagnose('AIB228', { path, root: root === '' ? '.' : root }, placeOf(node)));
    return undefined;
  }
  const byHash = textOf(child(scripts, 'layout'))?.toLowerCase() === 'hash';
  const name = byHash ? withHash(inner, hash) : inner;
  const encoded = name.split('/').map(encodeURIComponent).join('/');
  // What stands behind a question mark belongs behind the name.
  const [before = '', ...query] = base.split('?');
  return `${before.replace(/\/$/, '')}/${encoded}${query.map((one) => `?${one}`).join('')}`;
}

/** `tools/setup.sh` -> `tools/setup.3f2a….sh`: another content has another name. */
function withHash(path: string, hash: string): string {
  const at = path.lastIndexOf('.');
  const dot = at > path.lastIndexOf('/') + 1 ? at : path.length;
  return `${path.slice(0, dot)}.${hash.slice(0, 16)}${path.slice(dot)}`;
}

/** Makes a `readText` of a `readBytes`. */
export function textReader(
  readBytes: ScriptContext['readBytes'],
  report: ScriptContext['report'],
): ScriptContext['readText'] {
  return (path, from) => {
    const bytes = readBytes(path, from);
    const content = bytes && decode(bytes);
    if (content === undefined) report(diagnose('AIB216', { path }, placeOf(from)));
    return content;
  };
}
