/** Where a template of the user may write. */
import { fileNameKey } from '../../lib/file-name-key';
import { staysInside } from '../../lib/paths';

/** Names that aibgen keeps for itself: the manifest, the one of an interrupted build, and files being written. */
const reserved = /(?:^|\/)\.aibgen(?:\.pending)?\.json$|\.aibgen-tmp$/i;

/** Names that Windows keeps for devices, and those that it cuts off at their end. */
const badSegment = /(?:^|\/)(?:(?:con|prn|aux|nul|com\d|lpt\d)(?:\.[^/]*)?|[^/]*[. ])(?=\/|$)/i;

/** Why a file cannot be written next to others; `undefined` where it can. */
export function pathProblem(path: string, others: readonly string[]): string | undefined {
  if (!staysInside(path)) return 'it is not a plain path inside the folder of the image';
  if (badSegment.test(path)) return 'Windows has no such files';
  if (reserved.test(path)) return 'the name is reserved by aibgen';
  const lower = fileNameKey(path);
  for (const other of others) {
    const known = fileNameKey(other);
    if (known === lower) return `it is "${other}" again`;
    if (lower.startsWith(`${known}/`)) return `"${other}" is a file`;
    if (known.startsWith(`${lower}/`)) return `"${other}" needs a folder of that name`;
  }
  return undefined;
}
