import type { Place } from '../diagnostics/diagnostic';
import type { Span } from '../diagnostics/source';

/** Where a value of the image came from. */
export type Origin =
  | {
      /** Written in a spec (or a file it uses): at `span`, under `path`. */
      readonly kind: 'spec';
      readonly span: Span;
      readonly path: string;
    }
  | {
      /** A documented default: which rule, why, and where that is documented. */
      readonly kind: 'default';
      readonly span?: undefined;
      readonly rule: string;
      readonly reason: string;
      readonly doc: string;
    }
  | {
      /** Made from another value, which `reason` names. */
      readonly kind: 'derived';
      readonly rule: string;
      readonly reason: string;
      readonly doc: string;
      readonly span?: Span;
    };

/** The place in the spec that a value came from; nowhere for a default. */
export function placeOfOrigin(origin: Origin | undefined): Place {
  if (origin?.kind === 'spec') return { span: origin.span, path: origin.path };
  return origin?.span ? { span: origin.span } : {};
}
