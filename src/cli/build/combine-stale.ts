/** Stale files of many images with one reason, said once. */
import { diagnose, type Finding } from '../../diagnostics/diagnostic';

/**
 * Findings for people: where files of several images are stale for the same reason, one finding stands for all of them.
 * @param command builds all images of the check again
 */
export function combineStale(
  found: readonly Finding[],
  out: string,
  command: string,
): readonly Finding[] {
  const groups = new Map<string, Finding[]>();
  for (const one of found) {
    const reason = reasonOf(one);
    if (reason !== undefined) groups.set(reason, [...(groups.get(reason) ?? []), one]);
  }
  const imageOf = ({ file }: Finding): string => file.slice(out.length + 1).split('/')[0] ?? '';
  const reported = new Set<string>();
  return found.flatMap((one) => {
    const reason = reasonOf(one);
    const group = reason === undefined ? [] : (groups.get(reason) ?? []);
    const images = [...new Set(group.map(imageOf))];
    if (reason === undefined || images.length < 2) return [one];
    if (reported.has(reason)) return [];
    reported.add(reason);
    return [diagnose('AIB952', { images, files: group.length, reason, command }, { file: out })];
  });
}

/** What a stale file says of the inputs that have changed. */
function reasonOf({ code, message }: Finding): string | undefined {
  return code === 'AIB906' ? / is stale: (.* changed)\.$/s.exec(message)?.[1] : undefined;
}
