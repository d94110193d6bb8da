/** Scripts and files that a spec names by path: uploaded below `scripts.baseUri`, or embedded in the template. */
import { checksumOfFile } from '../lib/checksum';
import { diagnose } from '../diagnostics/diagnostic';
import { baseName, besideFile } from '../lib/paths';
import { embedLimit } from '../service/limits';
import { child, isTrue, type MapNode, type Node, scalarAt, textOf } from '../spec/node';
import { splitUses } from '../spec/parameter-references';
import { decode } from '../spec/yaml/read-yaml';
import type { Text } from '../value/value';
import { runScript, type ScriptKind, targetPath, writeScript } from './embedded-script';
import { reportMisplacedCall, scriptCall } from './script-call';
import { addressOf } from './script-address';
import type { ScriptContext } from './script-context';
import { checkContent, reportSecrets } from './script-content';
import type { ValueContext } from './to-value';

export { checksum } from '../lib/checksum';

type Context = ScriptContext & ValueContext;

/** A step in Azure's shape; `commands` are its `inline` where aibgen writes them. */
export interface ResolvedStep {
  readonly node: Node;
  readonly commands?: { readonly lines: readonly Text[]; readonly from: Node };
}

/** What a step becomes: itself, with the address of the file that it names, or the steps that bring a script there and run it. */
export function resolveScript(step: Node, context: Context): readonly ResolvedStep[] {
  if (step.kind !== 'map') return [{ node: step }];
  const uri = child(step, 'scriptUri');
  const path = child(step, 'scriptPath') ?? child(step, 'sourcePath');
  reportMisplacedCall(step, context);
  if (path && textOf(path) !== undefined) return resolvePath(step, path, context);
  const call = uri && scriptCall(step, context);
  return call ? uploadAndCall(step, uri, undefined, call) : [{ node: step }];
}

function resolvePath(step: MapNode, node: Node, context: Context): readonly ResolvedStep[] {
  const { report } = context;
  const path = (textOf(node) ?? '').trim();
  const parameter = splitUses(path).find((piece) => typeof piece === 'object');
  if (typeof parameter === 'object') {
    report(diagnose('AIB205', { name: parameter.parameter }, node));
    return [{ node: withAddress(step, node, path, '') }];
  }
  const bytes = context.readBytes(path, 'script', node);
  const hash = checksumOfFile(bytes ?? new Uint8Array());
  const type = textOf(child(step, 'type'));
  const kind = type === 'Shell' || type === 'PowerShell' ? type : 'File';
  const embeds = kind !== 'File' && isEmbedded(step, context);
  const address = embeds ? '' : addressOf(node, path, hash, context);
  if (!bytes || address === undefined) return [{ node: withAddress(step, node, path, hash) }];
  checkContent({ path, bytes, kind, place: node }, report);
  reportOtherChecksum(step, path, hash, report);
  const file = besideFile(node.span.source.path, path);
  const uri = embeds ? undefined : address;
  context.useFile({ path: file, kind, bytes, hash, uri, span: node.span, specPath: node.path });
  if (kind !== 'File' && embeds) return [embedded(step, node, { path, kind, bytes }, context)];
  const made = withAddress(step, node, address, hash);
  const call = kind === 'File' ? undefined : scriptCall(step, context);
  return call
    ? uploadAndCall(made, child(made, 'scriptUri') ?? node, bytes, call)
    : [{ node: made }];
}

function isEmbedded(step: Node, { scripts }: ScriptContext): boolean {
  return isTrue(child(step, 'embed') ?? child(scripts, 'embed'));
}

function embedded(
  step: MapNode,
  node: Node,
  file: { readonly path: string; readonly kind: ScriptKind; readonly bytes: Uint8Array },
  context: Context,
): ResolvedStep {
  const { path, kind, bytes } = file;
  if (bytes.length > embedLimit) {
    const kilobytes = Math.ceil(bytes.length / 1024);
    const limit = embedLimit / 1024;
    context.report(diagnose('AIB270', { path, kilobytes, limit }, node));
  }
  const target = targetPath(kind, baseName(path));
  const call = scriptCall(step, context) ?? { args: [], env: [], sudo: false };
  const lines = [
    ...writeScript(kind, target, bytes.subarray(0, embedLimit)),
    ...runScript({ ...call, kind, target, firstLine: firstLine(bytes) }),
  ];
  return { node: without(step, ['scriptPath', 'sha256Checksum']), commands: { lines, from: node } };
}

function firstLine(bytes: Uint8Array): string {
  const end = bytes.indexOf(10);
  return new TextDecoder().decode(bytes.subarray(0, end < 0 ? 1000 : end));
}

/** A File step that brings the script to the build VM, and a step that calls it. */
function uploadAndCall(
  step: MapNode,
  uri: Node,
  bytes: Uint8Array | undefined,
  call: NonNullable<ReturnType<typeof scriptCall>>,
): readonly ResolvedStep[] {
  const kind: ScriptKind = textOf(child(step, 'type')) === 'PowerShell' ? 'PowerShell' : 'Shell';
  const target = targetPath(kind, nameInUri(textOf(uri) ?? ''));
  const name = textOf(child(step, 'name'));
  const fields: readonly (readonly [string, Node | undefined])[] = [
    ['type', scalarAt(uri, 'File')],
    ['name', name === undefined ? undefined : scalarAt(uri, `${name}-file`.slice(0, 64))],
    ['sourceUri', uri],
    ['sha256Checksum', child(step, 'sha256Checksum')],
    ['destination', scalarAt(uri, target)],
  ];
  const file: MapNode = {
    ...step,
    entries: fields.flatMap(([key, value]) => (value ? [{ key, keySpan: value.span, value }] : [])),
  };
  const lines = runScript({ ...call, kind, target, firstLine: bytes && firstLine(bytes) });
  const rest = without(step, ['scriptUri', 'sha256Checksum']);
  return [{ node: file }, { node: rest, commands: { lines, from: uri } }];
}

/** The name of the file that a URI ends with. */
function nameInUri(uri: string): string {
  const [address = ''] = uri.split(/[?#]/);
  const last = baseName(address);
  return last === '' || last.includes('{{') ? 'script' : last;
}

function without(step: MapNode, keys: readonly string[]): MapNode {
  return { ...step, entries: step.entries.filter(({ key }) => !keys.includes(key)) };
}

function withAddress(step: MapNode, path: Node, address: string, hash: string): MapNode {
  const given = child(step, 'sha256Checksum');
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

function reportOtherChecksum(
  step: Node,
  path: string,
  hash: string,
  report: ScriptContext['report'],
): void {
  const given = child(step, 'sha256Checksum');
  const written = textOf(given);
  if (given && written !== undefined && written !== hash) {
    report(diagnose('AIB229', { path, hash }, given));
  }
}

/** Makes a `readText` of a `readBytes`. */
export function textReader(
  readBytes: ScriptContext['readBytes'],
  report: ScriptContext['report'],
): ScriptContext['readText'] {
  return (path, from) => {
    const bytes = readBytes(path, 'embedded', from);
    const content = bytes && decode(bytes);
    if (bytes && content === undefined) report(diagnose('AIB216', { path }, from));
    if (bytes) reportSecrets({ path, bytes, place: from }, report);
    return content;
  };
}
