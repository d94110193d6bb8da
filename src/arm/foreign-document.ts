/** Documents of other tools, for import: how they are read, and what comes out. */
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import type { Source, Span } from '../diagnostics/source';
import type { ArmPath } from './document';
import type { ArmValue } from './arm-value';

/** A document with the files that belong to it. */
export interface ForeignInput {
  /** The files to read: the document, or all files of the folder. */
  readonly sources: readonly Source[];
  /** Files of the same folder, which declare variables only. */
  readonly further: readonly Source[];
  /** Files of values, the later ones win. */
  readonly valueFiles: readonly Source[];
  /** Single values, which win over files. */
  readonly values: Readonly<Record<string, ArmValue>>;
  readonly keepParameters: boolean;
  /** The text of a file of the folder; undefined where there is none, or it may not be read. */
  readonly readFile: (path: string) => string | undefined;
  readonly isFolder: (path: string) => boolean;
}

const codes = { error: 'AIB601', warning: 'AIB602', info: 'AIB603' } as const;

/** A diagnostic about such a document. */
export function foreignProblem(
  severity: keyof typeof codes,
  reason: string,
  span: Span,
  path: string,
): Finding {
  return diagnose(codes[severity], { reason }, { span, path });
}

/** The place of a path in one of several images: its first two steps say in which. */
export function locateIn(
  images: readonly { readonly locate: (path: ArmPath) => Span }[],
  whole: Span,
): (path: ArmPath) => Span {
  return ([, index, ...rest]) =>
    (typeof index === 'number' ? images[index]?.locate(rest) : undefined) ?? whole;
}
