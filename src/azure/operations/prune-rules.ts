/** Which versions of an image go: a pure function of what there is. */
import type { Keep } from '../../image/keeps';
import type { BuildTarget } from '../azure-image';
import type { Version } from '../galleries';
import type { Use } from './usage';

/** A version, and why it stays; undefined: it goes. */
export interface Verdict {
  readonly version: Version;
  readonly stays: string | undefined;
}

/** What is known about the versions of a definition. */
export interface Surroundings {
  readonly target: BuildTarget;
  readonly keep: Keep;
  /** Name and group of the image template, and its staging group. */
  readonly template: string;
  readonly resourceGroup: string;
  readonly stagingGroup: string | undefined;
  /** Ids of versions that the last build made, in lower case. */
  readonly made: ReadonlySet<string>;
  readonly uses: readonly Use[];
  readonly locks: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Judges each version, the newest number first. A version goes only where nothing speaks for it: it is beyond `keep`, old enough,
 * neither the newest nor the latest, not used, not locked, and made by this image.
 */
export function judge(versions: readonly Version[], around: Surroundings): readonly Verdict[] {
  const done = versions.filter(({ state }) => /^succeeded$/i.test(state));
  const own = done.filter((one) => isOwn(one, around));
  const [newest] = done;
  const latest = done.find(({ excluded }) => !excluded);
  const kept = new Set(
    own.slice(0, around.keep.newest ?? (around.keep.days === undefined ? own.length : 0)),
  );
  const why = (version: Version): string | undefined => {
    const id = version.id.toLowerCase();
    if (!/^succeeded$/i.test(version.state)) return `it is ${version.state.toLowerCase()}`;
    if (!isOwn(version, around)) return 'it was not made by this image';
    if (version === newest) return 'it is the newest one';
    if (version === latest) return 'it is the one that "latest" means';
    if (kept.has(version)) return `it is among the newest ${around.keep.newest}`;
    if (isYoung(version, around)) return `it is not older than ${around.keep.days} days`;
    const use = around.uses.find(({ image }) => image === id);
    if (use) return `${use.by} uses it`;
    if (around.locks.some((scope) => id === scope || id.startsWith(`${scope}/`)))
      return 'it is locked';
    if (version.protected) return 'it is protected until its end of life';
    return undefined;
  };
  return versions.map((version) => ({ version, stays: why(version) }));
}

function isYoung({ published }: Version, { keep, now }: Surroundings): boolean {
  if (keep.days === undefined) return false;
  const then = Date.parse(published ?? '');
  // A version that does not tell its age is not old.
  return Number.isNaN(then) || now - then <= keep.days * 86_400_000;
}

/**
 * True where a version was made by this image. The last build says so of its own; of earlier ones, the tags that the target
 * gives to what it makes have to be there, and a source that shows has to be in a staging group of the template.
 */
function isOwn(version: Version, around: Surroundings): boolean {
  if (around.made.has(version.id.toLowerCase())) return true;
  const tags = new Map(
    Object.entries(version.tags).map(([key, value]) => [key.toLowerCase(), value]),
  );
  const named = tags.get('imagetemplatename');
  if (named !== undefined && named.toLowerCase() !== around.template.toLowerCase()) return false;
  for (const [key, value] of Object.entries(around.target.artifactTags)) {
    if (tags.get(key.toLowerCase()) !== value) return false;
  }
  return version.sources.every((source) => isStaged(source, around));
}

/** Staging groups that the service makes are named `IT_<group>_<template>_<id>`, cut to what Azure takes. */
function isStaged(
  source: string,
  { template, resourceGroup, stagingGroup }: Surroundings,
): boolean {
  const [, group = ''] = /\/resourceGroups\/([^/]+)/i.exec(source) ?? [];
  if (stagingGroup !== undefined && group.toLowerCase() === stagingGroup.toLowerCase()) return true;
  const [, provider = ''] = /\/providers\/(Microsoft\.[^/]+\/[^/]+)/i.exec(source) ?? [];
  if (/^Microsoft\.VirtualMachineImages\/imageTemplates$/i.test(provider)) {
    const name = source.split('/imageTemplates/')[1] ?? source.split('/').at(-1);
    return name?.split('/')[0]?.toLowerCase() === template.toLowerCase();
  }
  const start = `it_${resourceGroup}_${template}`.toLowerCase();
  const lower = group.toLowerCase();
  return (
    lower.startsWith(`${start}_`) ||
    lower === start ||
    (lower.length >= 40 && start.startsWith(lower.replace(/_[^_]*$/, '')))
  );
}
