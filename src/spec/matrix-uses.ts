/** `{{ matrix.name }}` -> the value of a variant. */
import { diagnose, type Place, type Report } from '../diagnostics/diagnostic';
import type { Variant } from './matrix-variants';
import { nearest } from '../lib/nearest';
import { movedTo, type Node, replaceScalars, type ScalarNode } from './node';
import { placeOfUse } from './parameter-references';
import { type Placeholder, splitAtPlaceholders } from './placeholders';

/** True where a text uses a value of the matrix. */
export function usesMatrix(text: string): boolean {
  return splitAtPlaceholders(text, 'matrix').some((piece) => typeof piece === 'object');
}

/**
 * A copy in which all uses are replaced; a value that is one use and nothing else takes the type of its value.
 * Each value keeps the place where it is used; the names of those that are used are added to `used`.
 */
export function fillMatrix(node: Node, variant: Variant, used: Set<string>, report: Report): Node {
  const valueOf = (name: string, place: Place): Node | undefined => {
    used.add(name);
    const value = variant.get(name);
    if (value) return value;
    const near = nearest(name, [...variant.keys()]);
    if (near !== undefined) used.add(near);
    report(diagnose('AIB227', { name, near }, placeOfUse(place, 'matrix', name)));
    return undefined;
  };
  const textFor = ({ name, start, end }: Placeholder, text: string, place: Place): string => {
    const value = valueOf(name, place);
    if (value === undefined) return text.slice(start, end);
    if (value.kind === 'scalar') return String(value.value ?? '');
    report(diagnose('AIB224', { name }, place));
    return '';
  };
  const fillText = (text: string, place: Place): string =>
    splitAtPlaceholders(text, 'matrix')
      .map((piece) => (typeof piece === 'string' ? piece : textFor(piece, text, place)))
      .join('');
  const fillScalar = (scalar: ScalarNode): Node => {
    const { value: written } = scalar;
    if (typeof written !== 'string' || !written.includes('{{')) return scalar;
    const [only, ...more] = splitAtPlaceholders(written.trim(), 'matrix');
    if (typeof only !== 'object' || more.length > 0) {
      const value = fillText(written, scalar);
      return value === written ? scalar : { ...scalar, value, raw: value };
    }
    const value = valueOf(only.name, scalar);
    return value ? movedTo(value, scalar) : scalar;
  };
  return replaceScalars(node, fillScalar, fillText);
}
