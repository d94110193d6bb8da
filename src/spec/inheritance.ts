/** The files of a spec in the order of merging: folder defaults, bases, the spec itself. */
import { diagnose, type Finding, type Report } from '../diagnostics/diagnostic';
import { baseName, besideFile, folderOf, normalizePath } from '../lib/paths';
import { diagnoseRefusal, type SpecFiles } from './spec-files';
import { wholeLimits } from './size-limits';
import { child, describeKind, isNull, itemsOf, type MapNode, type Node, textOf } from './node';

/** One file of a spec. */
export interface SpecPart {
  readonly path: string;
  readonly root: MapNode;
}

/** The file with the defaults of a folder. */
const defaultsName = '_defaults.yaml';

/** Reads a spec with all that it inherits from; not sound where a file cannot be used (it is reported). */
export function readChain(
  entry: string,
  files: SpecFiles,
  report: Report,
): { readonly parts: readonly SpecPart[]; readonly sound: boolean } {
  const parts: SpecPart[] = [];
  const count: Count = { files: 0, tooMany: false };
  let sound = true;
  // The spec is reached first, even where the defaults of its folder extend it.
  files.bytes(entry, 'yaml');
  for (const path of defaultsOf(entry, files, report)) {
    files.bytes(path, 'yaml', entry);
    sound = addFile(path, [], { parts, files, report, count }) && sound;
  }
  sound = addFile(entry, [], { parts, files, report, count }) && sound;
  return { parts, sound };
}

/** `_defaults.yaml` in the folder of a spec and in its parents, up to the first folder without one; the outermost first. */
function defaultsOf(entry: string, files: SpecFiles, report: Report): readonly string[] {
  const own = normalizePath(entry);
  const found: string[] = [];
  let folder = folderOf(own);
  // A relative path can leave the working folder, and the root is unknown.
  for (let depth = 0; depth < 40; depth += 1) {
    const path = normalizePath(`${folder === '' ? '.' : folder}/${defaultsName}`);
    if (path !== own) {
      if (!files.exists(path, 'yaml')) {
        const refusal = files.refusal(path);
        if (refusal?.refused === 'outside') {
          report(diagnose('AIB923', { path }, { file: entry }));
        } else if (refusal) report(diagnoseRefusal(refusal, path, { file: entry }));
        break;
      }
      found.unshift(path);
    }
    if (folder === '/') break;
    folder = parentOf(folder);
  }
  return found;
}

function parentOf(folder: string): string {
  const climbs = folder === '' || folder.split('/').at(-1) === '..';
  return climbs ? normalizePath(`${folder === '' ? '.' : folder}/..`) : folderOf(folder);
}

/** How many files have been added; `tooMany` once a limit was reported. */
interface Count {
  files: number;
  tooMany: boolean;
}

interface ChainContext {
  readonly parts: SpecPart[];
  readonly files: SpecFiles;
  readonly report: Report;
  readonly count: Count;
}

function tooMany(depth: number, node: Node): Finding {
  const { bases, chain } = wholeLimits;
  return depth > chain
    ? diagnose('AIB232', { what: 'bases in a row', limit: chain }, node)
    : diagnose('AIB232', { what: 'bases', limit: bases }, node);
}

/** Adds a file after the files that it extends; false if one of them cannot be used. */
function addFile(path: string, above: readonly string[], context: ChainContext): boolean {
  const { parts, files, report, count } = context;
  const read = files.yaml(path);
  const root = read?.root;
  if (!root) return false;
  if (root.kind !== 'map') {
    const found = describeKind(root);
    const hint =
      root.kind === 'list' && above.length === 0 && !baseName(path).startsWith('_')
        ? `Write keys; or, if it is a list of steps for other specs, rename the file to "_${baseName(path)}".`
        : undefined;
    const expected = 'a mapping';
    report(diagnose('AIB102', { expected, found, hint }, { span: root.span }));
    return false;
  }
  let sound = true;
  const chain = [...above, path];
  for (const node of basesOf(root)) {
    count.files += 1;
    if (count.files > wholeLimits.bases || chain.length > wholeLimits.chain) {
      if (!count.tooMany) report(tooMany(chain.length, node));
      count.tooMany = true;
    }
    if (count.tooMany) return false;
    const base = besideFile(path, (textOf(node) ?? '').trim());
    const at = chain.indexOf(base);
    if (at >= 0) {
      report(diagnose('AIB221', { chain: [...chain.slice(at), base] }, node));
      sound = false;
    } else if (!files.bytes(base, 'yaml', path)) {
      const written = textOf(node) ?? '';
      const refusal = files.refusal(base);
      report(
        refusal
          ? diagnoseRefusal(refusal, written, node)
          : diagnose('AIB220', { path: written, what: 'base' }, node),
      );
      sound = false;
    } else sound = addFile(base, chain, context) && sound;
  }
  parts.push({ path, root });
  return sound;
}

function basesOf(root: MapNode): readonly Node[] {
  const node = child(root, 'extends');
  if (!node) return [];
  const nodes = node.kind === 'list' ? itemsOf(node) : [node];
  // What is not text is left to the shape check.
  return nodes.filter((one) => !isNull(one) && (textOf(one) ?? '').trim() !== '');
}
