/** `diff --live`: what the spec makes against what is in Azure. */
import { liveChanges } from '../../inspect/live-changes';
import type { Change } from '../../inspect/template-changes';
import type { AzureImage, ImageResult, Session } from '../azure-image';
import { failureOf } from '../failures';
import { byGroup, readTemplates } from '../live-templates';

/** What differs of one image. */
export interface LiveDiff extends ImageResult {
  readonly changes: readonly Change[];
}

/** Compares images with their live templates. */
export async function compareWithLive(
  session: Session,
  images: readonly AzureImage[],
): Promise<readonly (ImageResult | LiveDiff)[]> {
  const results = new Map<string, ImageResult | LiveDiff>();
  for (const group of byGroup(images)) {
    try {
      const live = await readTemplates(session.client, group);
      for (const { content, name } of group.images) {
        const template = live.get(name);
        const changes = template === undefined ? [] : liveChanges(template, content);
        const state =
          template === undefined ? 'new' : changes.length === 0 ? 'unchanged' : 'changed';
        results.set(name, { name, state, changes });
      }
    } catch (error) {
      for (const { name } of group.images) {
        results.set(name, failureOf(name, 'The template cannot be read', error));
      }
    }
  }
  return images.flatMap(({ name }) => results.get(name) ?? []);
}
