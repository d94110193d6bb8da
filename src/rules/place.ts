import type { Place } from '../diagnostics/diagnostic';
import type { Origin } from '../value/origin';
import type { Value } from '../value/value';

/** The place in the spec that a value came from; nowhere for a default. */
export function placeOfOrigin(origin: Origin | undefined): Place {
  if (origin?.kind === 'spec') return { span: origin.span, path: origin.path };
  return origin?.kind === 'derived' && origin.span ? { span: origin.span } : {};
}

/** The place in the spec of the first of some values that has one. */
export function placeOfValue(...values: readonly (Value | undefined)[]): Place {
  const found =
    values.find((value) => value?.origin?.kind === 'spec') ??
    values.find((value) => value?.origin?.span);
  return placeOfOrigin(found?.origin);
}

/** True for a value that the spec gives. */
export function isGiven(value: Value | undefined): boolean {
  return value?.origin?.kind === 'spec';
}

/** The part of a place where a text stands literally; the whole place where it is written in another way. */
export function narrowed(place: Place, part: string): Place {
  if (!place.span) return place;
  const { source, start, end } = place.span;
  const at = source.text.slice(start, end).indexOf(part);
  if (at < 0) return place;
  return { ...place, span: { source, start: start + at, end: start + at + part.length } };
}
