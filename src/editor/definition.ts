/** Where something is defined: a base, a step file, a script, a parameter, a list of the matrix, an anchor. */
import { isAlias, isNode, visit } from 'yaml';
import type { Source, Span } from '../diagnostics/source';
import { baseName, besideFile, folderOf } from '../lib/paths';
import { readyMadeName } from '../service/ready-made-steps';
import { kindOfText } from '../spec/expansions';
import { fileKindOf } from './file-kind';
import { nameAt, placesOfName } from './placeholder-names';
import { sharingName } from './rename';
import type { Surroundings } from './surroundings';
import { nodeAt, spanOf, textIn, treeOf } from './yaml-tree';

/** A file, and the place in it; without one, the file as a whole. */
export interface Definition {
  readonly file: string;
  readonly span?: Span;
}

/** The definitions of what stands at an offset; a parameter may be declared in several files. */
export function definitionsAt(
  source: Source,
  offset: number,
  known: Surroundings,
): readonly Definition[] {
  const name = nameAt(source, offset);
  if (name) {
    const { declarations } = placesOfName(name, sharingName(source, name, known));
    return declarations.map((span) => ({ file: span.source.path, span }));
  }
  const placed = nodeAt(source, offset);
  if (!placed) return [];
  if (isAlias(placed.node)) return anchorOf(source, placed.node.source, placed.span.start);
  const written = placed.role === 'value' ? textIn(placed.node)?.trim() : undefined;
  const kind = fileKindOf(placed.types);
  if (written === undefined || kind === undefined) return [];
  const ready = kind === 'steps' ? readyMadeName(written) : undefined;
  const packaged = ready === undefined ? undefined : known.readyMade(ready);
  if (packaged !== undefined) return [{ file: packaged }];
  const isPath = kind === 'spec' || kind === 'steps' || kindOfText(written) === 'path';
  const file = besideFile(source.path, written.replaceAll('\\', '/'));
  const isThere = known.list(folderOf(file) || '.').some(({ name }) => name === baseName(file));
  return isPath && isThere ? [{ file }] : [];
}

function anchorOf(source: Source, name: string, before: number): readonly Definition[] {
  let found: Span | undefined;
  visit(treeOf(source), {
    Node(_key, node) {
      const span =
        isNode(node) && 'anchor' in node && node.anchor === name ? spanOf(source, node) : undefined;
      if (span && span.start < before) found = span;
    },
  });
  if (!found) return [];
  // The anchor stands before its value.
  const start = source.text.lastIndexOf(`&${name}`, found.start);
  const span = start < 0 ? found : { source, start, end: start + name.length + 1 };
  return [{ file: source.path, span }];
}
