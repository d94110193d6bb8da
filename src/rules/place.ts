import type { Place } from '../diagnostics/diagnostic';
import { type Origin, placeOfOrigin } from '../value/origin';

/** What a finding is about: something that knows where it came from, or a place. */
export type About = { readonly origin?: Origin } | Place | undefined;

/** A place as it is, or the place in the spec of the first of some values that has one. */
export function placeOfValue(...about: readonly About[]): Place {
  const [first] = about;
  const isPlace = first && !('origin' in first) && ('span' in first || 'path' in first);
  if (isPlace) return first;
  const origins = about.map((one) => (one && 'origin' in one ? one.origin : undefined));
  return placeOfOrigin(
    origins.find((one) => one?.kind === 'spec') ?? origins.find((one) => one?.span),
  );
}

/** True for a value that the spec gives. */
export function isGiven(value: { readonly origin?: Origin } | undefined): boolean {
  return value?.origin?.kind === 'spec';
}
