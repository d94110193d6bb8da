import type { Place } from '../diagnostics/diagnostic';
import { type Origin, placeOfOrigin } from '../value/origin';

interface MaybeOrigin {
  readonly origin?: Origin;
}

/** The place in the spec of the first of some values that has one. */
export function placeOfValue(...values: readonly (MaybeOrigin | undefined)[]): Place {
  const found =
    values.find((value) => value?.origin?.kind === 'spec') ??
    values.find((value) => value?.origin?.span);
  return placeOfOrigin(found?.origin);
}

/** True for a value that the spec gives. */
export function isGiven(value: MaybeOrigin | undefined): boolean {
  return value?.origin?.kind === 'spec';
}

/** The part of a place where a text is written literally; the whole place where it is written in another way. */
export function narrowed(place: Place, part: string): Place {
  if (!place.span) return place;
  const { source, start, end } = place.span;
  const at = source.text.slice(start, end).indexOf(part);
  if (at < 0) return place;
  return { ...place, span: { source, start: start + at, end: start + at + part.length } };
}
