/** What is known of files next to a spec while its steps are resolved. */
import type { Report } from '../diagnostics/diagnostic';
import type { Span } from '../diagnostics/source';
import type { Node } from '../spec/node';
import type { ScriptKind } from './embedded-script';

/** A file that a step names by path. */
export interface ScriptFile {
  /** Its path, as the spec and its own folder make it. */
  readonly path: string;
  readonly kind: ScriptKind | 'File';
  readonly bytes: Uint8Array;
  /** SHA-256 in hexadecimal. */
  readonly hash: string;
  /** The address that it has to be uploaded to; `undefined` where it is embedded. */
  readonly uri: string | undefined;
  /** Where the spec names it: what is made of the step has its origin there. */
  readonly span: Span;
  /** The same as a path in the spec: `customize[0].shell`. */
  readonly specPath: string;
}

/** How files next to a spec are found. */
export interface ScriptContext {
  readonly report: Report;
  /** `scripts` of the spec: where its scripts are to be found by the service. */
  readonly scripts: Node | undefined;
  /** True for a file that may be read, named relative to the file that says it. */
  readonly hasFile: (path: string, from: Node) => boolean;
  /** The bytes of such a file; reports what cannot be read. */
  readonly readBytes: (
    path: string,
    use: 'script' | 'embedded',
    from: Node,
  ) => Uint8Array | undefined;
  /** The text of a file that becomes part of the outputs; reports what cannot be read. */
  readonly readText: (path: string, from: Node) => string | undefined;
  /** Takes each file that a step names. */
  readonly useFile: (file: ScriptFile) => void;
}
