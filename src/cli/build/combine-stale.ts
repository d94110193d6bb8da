/** Files of images that are stale for one reason, or missing altogether: said once. */
import { groupBy } from '../../lib/group-by';
import { diagnose, type Finding } from '../../diagnostics/diagnostic';
import { manifestName } from '../../disk/manifest';

/**
 * Findings for people: where files of several images are stale for the same reason, one finding stands for all of them; one
 * stands for the files of images that have no outputs yet.
 * @param command builds all images of the check again
 */
export function combineStale(
  found: readonly Finding[],
  out: string,
  command: string,
): readonly Finding[] {
  const imageOf = ({ file }: Finding): string => file.slice(out.length + 1).split('/')[0] ?? '';
  const unbuilt = new Set(
    found
      .filter(({ code, file }) => code === 'AIB907' && file.endsWith(`/${manifestName}`))
      .filter(({ file }) => file.split('/').length === out.split('/').length + 2)
      .map(imageOf),
  );
  const keyOf = (one: Finding): string | undefined =>
    one.code === 'AIB907' && unbuilt.has(imageOf(one)) ? noOutputs : reasonOf(one);
  const groups = groupBy(found, keyOf);
  const reported = new Set<string>();
  return found.flatMap((one) => {
    const key = keyOf(one);
    if (key === undefined) return [one];
    const group = groups.get(key) ?? [];
    const images = [...new Set(group.map(imageOf))];
    if (key !== noOutputs && images.length < 2) return [one];
    if (reported.has(key)) return [];
    reported.add(key);
    const facts = { images, files: group.length, command };
    return key === noOutputs
      ? [diagnose('AIB954', facts, { file: out })]
      : [diagnose('AIB952', { ...facts, reason: key }, { file: out })];
  });
}

/** The key of images without outputs. */
const noOutputs = '';

/** What a stale file says of the inputs that have changed. */
function reasonOf({ code, message }: Finding): string | undefined {
  return code === 'AIB906' ? / is stale: (.* changed)\.$/s.exec(message)?.[1] : undefined;
}
