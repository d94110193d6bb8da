/** The address of a script that is uploaded: `scripts.baseUri` and its path from `scripts.root`. */
import { diagnose } from '../diagnostics/diagnostic';
import { besideFile, folderOf, relativeTo } from '../lib/paths';
import { kindOfText } from '../spec/expansions';
import { child, type Node, textOf } from '../spec/node';
import type { ScriptContext } from './script-context';

/** The address of a script: `baseUri` and its path from `root`. */
export function addressOf(
  node: Node,
  path: string,
  hash: string,
  { scripts, report }: Pick<ScriptContext, 'scripts' | 'report'>,
): string | undefined {
  const baseNode = child(scripts, 'baseUri');
  const base = textOf(baseNode)?.trim();
  if (!baseNode || base === undefined) {
    report(diagnose('AIB219', { path }, node));
    return undefined;
  }
  if (kindOfText(base) !== 'uri') {
    const what = 'a URI such as https://account.blob.core.windows.net/scripts/';
    report(diagnose('AIB109', { value: base, what }, baseNode));
    return undefined;
  }
  const rootNode = child(scripts, 'root');
  const root = rootNode
    ? besideFile(rootNode.span.source.path, (textOf(rootNode) ?? '').trim())
    : folderOf(baseNode.span.source.path);
  const inner = relativeTo(root, besideFile(node.span.source.path, path));
  if (inner === '..' || inner.startsWith('../')) {
    report(diagnose('AIB228', { path, root: root === '' ? '.' : root }, node));
    return undefined;
  }
  const byHash = textOf(child(scripts, 'layout'))?.toLowerCase() === 'hash';
  const name = byHash ? withHash(inner, hash) : inner;
  const encoded = name.split('/').map(encodeURIComponent).join('/');
  // What is behind a question mark belongs behind the name.
  const [before = '', ...query] = base.split('?');
  return `${before.replace(/\/$/, '')}/${encoded}${query.map((one) => `?${one}`).join('')}`;
}

/** `tools/setup.sh` -> `tools/setup.3f2a….sh`: another content has another name. */
function withHash(path: string, hash: string): string {
  const at = path.lastIndexOf('.');
  const dot = at > path.lastIndexOf('/') + 1 ? at : path.length;
  return `${path.slice(0, dot)}.${hash.slice(0, 16)}${path.slice(dot)}`;
}
