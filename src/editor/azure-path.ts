/** The path of a value in the image template, for a path of the spec: `vm.size` is `vmProfile.vmSize`. */
import { isMap, isPair, isScalar } from 'yaml';
import type { Type } from '../language/type';
import { joinPath } from '../lib/value-path';
import { typesAlong } from './declared-types';

/** Follows the nodes from the top of a spec to a key or value; `undefined` below a list, whose entries move. */
export function azurePathOf(root: Type, nodes: readonly unknown[]): string | undefined {
  let path = '';
  for (const [index, node] of nodes.entries()) {
    if (isPair(node)) {
      const key = isScalar(node.key) ? String(node.key.value) : '';
      const name = azureName(typesAlong(root, nodes.slice(0, index)), key);
      path = name.split('.').reduce(joinPath, path);
    } else if (!isMap(node) && index < nodes.length - 1) return undefined;
  }
  return path;
}

/** What a key of a mapping stands for. */
function azureName(owners: readonly Type[], key: string): string {
  for (const { expansion } of owners) {
    const path = expansion?.kind === 'mapping' ? expansion.paths[key] : undefined;
    if (path !== undefined) return path;
  }
  return key;
}
