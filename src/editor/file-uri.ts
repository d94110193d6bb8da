/** Paths of files and the URIs by which editors name them, by the rules of each system. */
import { URI } from 'vscode-uri';
import { normalizePath, toSlashes } from '../lib/paths';

/** The absolute path of a `file:` URI, with `/` and an upper-case drive; `undefined` for any other URI. */
export function pathOfUri(uri: string): string | undefined {
  let parsed: URI;
  try {
    parsed = URI.parse(uri, true);
  } catch {
    return undefined;
  }
  if (parsed.scheme !== 'file' || parsed.path === '') return undefined;
  // `URI.fsPath` follows the system that it runs on; this follows the URI.
  const path = parsed.authority === '' ? parsed.path : `//${parsed.authority}${parsed.path}`;
  return systemPath(path.replace(/^\/(?=[A-Za-z]:)/, ''));
}

/** A path as all of aibgen uses it: with `/` and an upper-case drive. */
export function systemPath(path: string): string {
  return normalizePath(toSlashes(path)).replace(/^[a-z](?=:)/, (drive) => drive.toUpperCase());
}

/** The URI of an absolute path, as VS Code writes it: a lower-case drive, and its colon escaped. */
export function uriOfPath(path: string): string {
  return URI.file(toSlashes(path)).toString();
}
