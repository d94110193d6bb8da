/** One of several files of a spec, checked: many specs may inherit it. */
import { specType } from '../../language/language';
import type { MapNode } from '../node';
import { checkShape } from './check-shape';
import type { CheckContext, MissingKey } from './check-context';

/** The missing keys of files in which nothing is wrong, whatever spec inherits them. */
const soundFiles = new WeakMap<MapNode, readonly MissingKey[]>();

/**
 * Checks a file of a spec; returns the keys that it lacks, and that other files may add. A file in which nothing is wrong is checked
 * once for all specs, unless there may be placeholders in it.
 */
export function checkPart(
  root: MapNode,
  context: Omit<CheckContext, 'missing'>,
): readonly MissingKey[] {
  const known = soundFiles.get(root);
  if (known) return known;
  const missing: MissingKey[] = [];
  let isSound = !/\{\{|params\.|matrix\.|\\/.test(root.span.source.text);
  checkShape(root, specType, {
    ...context,
    report: (finding) => {
      isSound = false;
      context.report(finding);
    },
    missing: (one) => missing.push(one),
  });
  if (isSound) soundFiles.set(root, missing);
  return missing;
}
