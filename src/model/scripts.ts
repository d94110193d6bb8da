/** Scripts that a spec names by path: their address below `scripts.baseUri` and their checksum. */
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic';
import { child, type Node, placeOf, textOf } from '../spec/node';
import { decode } from '../spec/read';

export { checksum } from '../checksum';

/** How files beside a spec are found. */
export interface ScriptContext {
  readonly report: (diagnostic: Diagnostic) => void;
  /** The bytes of a file, named relative to the file that says it. */
  readonly readBytes: (path: string, from: Node) => Uint8Array | undefined;
  /** The same as text; reports what cannot be read. */
  readonly readText: (path: string, from: Node) => string | undefined;
}

/** A step as it is, or with the address and checksum of the script that it names by path. */
export function resolveScript(step: Node, context: ScriptContext): Node {
  const pathNode = child(step, 'scriptPath') ?? child(step, 'sourcePath');
  const path = textOf(pathNode);
  if (!pathNode || path === undefined || step.kind !== 'map') return step;
  context.report(diagnose('AIB219', { path }, placeOf(pathNode)));
  return step;
}

/** Makes a `readText` of a `readBytes`. */
export function textReader(
  readBytes: ScriptContext['readBytes'],
  report: ScriptContext['report'],
): ScriptContext['readText'] {
  return (path, from) => {
    const bytes = readBytes(path, from);
    const content = bytes && decode(bytes);
    if (content === undefined) report(diagnose('AIB216', { path }, placeOf(from)));
    return content;
  };
}
