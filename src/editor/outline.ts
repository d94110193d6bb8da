/** The outline of a file: its keys, steps, targets and parameters. */
import { isMap, isScalar, isSeq } from 'yaml';
import type { Source, Span } from '../diagnostics/source';
import { spanOf, textIn, topOf, treeOf, valueOf } from './yaml-tree';

/** A part of a file. */
export interface FileSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'key' | 'step' | 'target' | 'parameter' | 'list';
  /** All of it. */
  readonly span: Span;
  /** Its name. */
  readonly nameSpan: Span;
  readonly children: readonly FileSymbol[];
}

/** The outline of a spec or step file. */
export function symbolsOf(source: Source): readonly FileSymbol[] {
  const { contents } = treeOf(source);
  if (isSeq(contents)) return entries(source, contents, 'step');
  return keys(source, topOf(source), (key, value) => {
    switch (key) {
      case 'customize':
        return entries(source, value, 'step');
      case 'validate':
        return entries(source, isMap(value) ? valueOf(value, 'inVMValidations') : value, 'step');
      case 'distribute':
        return entries(source, value, 'target');
      case 'parameters':
        return keys(source, value).map((one) => ({ ...one, kind: 'parameter' }));
      case 'matrix':
        return keys(source, value).map((one) => ({ ...one, kind: 'list' }));
      default:
        return [];
    }
  });
}

function keys(
  source: Source,
  map: unknown,
  children: (key: string, value: unknown) => readonly FileSymbol[] = () => [],
): readonly FileSymbol[] {
  if (!isMap(map)) return [];
  return map.items.flatMap((pair): readonly FileSymbol[] => {
    const nameSpan = spanOf(source, pair.key);
    const name = textIn(pair.key);
    if (!nameSpan || !name) return [];
    const end = spanOf(source, pair.value)?.end ?? nameSpan.end;
    const span = { source, start: nameSpan.start, end: Math.max(end, nameSpan.end) };
    const detail = isScalar(pair.value) ? firstLine(textIn(pair.value)) : '';
    return [{ name, detail, kind: 'key', span, nameSpan, children: children(name, pair.value) }];
  });
}

function entries(source: Source, list: unknown, kind: 'step' | 'target'): readonly FileSymbol[] {
  if (!isSeq(list)) return [];
  return list.items.flatMap((item, index): readonly FileSymbol[] => {
    const span = spanOf(source, item);
    const [first] = isMap(item) ? item.items : [];
    if (!span || !first) return [];
    const key = textIn(first.key) ?? '';
    const kindName = key === 'type' ? (textIn(first.value) ?? key) : key;
    const given = textIn(valueOf(item, kind === 'step' ? 'name' : 'runOutputName'));
    const content = key === 'type' ? '' : firstLine(contentOf(first.value));
    const name =
      given ?? (`${kindName} ${kind === 'step' ? '' : content}`.trim() || `${index + 1}`);
    const nameSpan = spanOf(source, first.key) ?? span;
    const detail = [given === undefined ? '' : kindName, kind === 'step' ? content : '']
      .filter((one) => one !== '')
      .join(' ');
    return [{ name, detail, kind, span, nameSpan, children: [] }];
  });
}

function contentOf(node: unknown): string | undefined {
  return isSeq(node) ? textIn(node.items[0]) : textIn(node);
}

function firstLine(text: string | undefined): string {
  const [line = ''] = (text ?? '').trim().split('\n');
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}
