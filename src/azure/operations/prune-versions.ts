/** `prune`: versions beyond `keep` are shown, and with `--yes` deleted. */
import type { Keep } from '../../image/keeps';
import type { AzureImage, BuildTarget, ImageResult, Session } from '../azure-image';
import { deleteVersion, listVersions } from '../galleries';
import { getTemplate, listRunOutputs } from '../image-templates';
import { type Json, textAt } from '../../lib/json';
import { judge, type Verdict } from './prune-rules';
import { lockedScopes, type Use, usesOfImages } from './usage';

/** Minutes that the deletion of one version may take. */
const deleteMinutes = 30;

/** What is looked up once for all images of a run. */
export interface Surveyor {
  readonly uses: (subscription: string) => Promise<readonly Use[]>;
  readonly locks: (subscription: string) => Promise<readonly string[]>;
}

/** Remembers what was looked up, by subscription. */
export function createSurveyor({ client }: Session): Surveyor {
  const uses = new Map<string, Promise<readonly Use[]>>();
  const locks = new Map<string, Promise<readonly string[]>>();
  const once = <T>(
    known: Map<string, Promise<T>>,
    key: string,
    find: () => Promise<T>,
  ): Promise<T> => {
    const found = known.get(key.toLowerCase()) ?? find();
    known.set(key.toLowerCase(), found);
    return found;
  };
  return {
    uses: (subscription) => once(uses, subscription, () => usesOfImages(client, subscription)),
    locks: (subscription) => once(locks, subscription, () => lockedScopes(client, subscription)),
  };
}

type KeptTarget = BuildTarget & { readonly keep: Keep; readonly id: string };

/** Judges the versions of all targets with `keep`; deletes those that go where that was asked for. */
export async function pruneVersions(
  session: Session,
  image: AzureImage,
  { yes }: { readonly yes: boolean },
  surveyor: Surveyor,
): Promise<ImageResult> {
  const { name } = image;
  const targets = image.targets.filter(
    (one): one is KeptTarget =>
      one.keep !== undefined && one.id !== undefined && one.kind === 'SharedImage',
  );
  if (targets.length === 0) {
    return {
      name,
      state: 'no keep',
      data: { versions: [] },
      lines: ['no target has "keep": nothing is pruned'],
    };
  }
  const live = await getTemplate(session.client, image);
  const outputs = live === undefined ? [] : await listRunOutputs(session.client, image);
  const made = new Set(
    outputs.flatMap((one) => textAt(one, 'properties', 'artifactId')?.toLowerCase() ?? []),
  );
  const all: { verdict: Verdict; deleted: boolean }[] = [];
  for (const target of targets) {
    const verdicts = await judgeTarget(session, image, target, { live, made, surveyor });
    // The oldest first: what is interrupted leaves no gap.
    for (const verdict of verdicts.toReversed()) {
      const goes = verdict.stays === undefined && yes;
      if (goes) {
        const { clock } = session.client;
        await deleteVersion(
          session.client,
          verdict.version.id,
          clock.now() + deleteMinutes * 60_000,
        );
        session.tell(name, `version ${verdict.version.name} is deleted`);
      }
      all.push({ verdict, deleted: goes });
    }
  }
  const beyond = all.filter(({ verdict }) => verdict.stays === undefined).length;
  return {
    name,
    state: beyond === 0 ? 'nothing to prune' : yes ? 'pruned' : 'to be pruned',
    data: {
      versions: all.map(({ verdict: { version, stays }, deleted }) => ({
        id: version.id,
        version: version.name,
        published: version.published ?? null,
        prune: stays === undefined,
        deleted,
        reason: stays ?? 'it is beyond "keep"',
      })),
      deleted: all.filter(({ deleted }) => deleted).map(({ verdict }) => verdict.version.id),
    },
    lines: [
      beyond === 0
        ? 'nothing to prune'
        : `${beyond} version${beyond === 1 ? '' : 's'} ${yes ? 'deleted' : 'would be deleted (--yes)'}`,
      ...all.map(({ verdict: { version, stays }, deleted }) =>
        stays === undefined
          ? `${deleted ? 'deleted' : 'delete '} ${version.name}`
          : `keep    ${version.name}: ${stays}`,
      ),
    ],
  };
}

async function judgeTarget(
  { client }: Session,
  image: AzureImage,
  target: KeptTarget,
  known: {
    readonly live: Json | undefined;
    readonly made: ReadonlySet<string>;
    readonly surveyor: Surveyor;
  },
): Promise<readonly Verdict[]> {
  const versions = await listVersions(client, target.id);
  const [, gallery = image.subscription] = /^\/subscriptions\/([^/]+)/i.exec(target.id) ?? [];
  const subscriptions = [...new Set([gallery.toLowerCase(), image.subscription.toLowerCase()])];
  const uses: Use[] = [];
  for (const one of subscriptions) uses.push(...(await known.surveyor.uses(one)));
  const staging = textAt(known.live ?? null, 'properties', 'exactStagingResourceGroup');
  return judge(versions, {
    target,
    keep: target.keep,
    template: image.template,
    resourceGroup: image.resourceGroup,
    stagingGroup: staging?.split('/').at(-1),
    made: known.made,
    uses,
    locks: await known.surveyor.locks(gallery),
    now: client.clock.now(),
  });
}
