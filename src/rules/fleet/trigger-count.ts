/** Triggers of a subscription in one region: the service takes a number of them. */
import { groupBy } from '../../lib/group-by';
import { diagnose, type Finding, type Place } from '../../diagnostics/diagnostic';
import type { Image } from '../../image/image';
import { triggersPerRegion } from '../../service/limits';
import { placeOfOrigin } from '../../value/origin';
import { literalText } from '../../value/value';

/** The region and subscription of a trigger. */
export interface TriggerPlace {
  readonly region: string;
  readonly subscription: string;
  readonly place: Place;
}

/** Where the trigger of an image will be; undefined where it has none, or a parameter decides on its region. */
export function triggerPlace({ trigger, location, own }: Image): TriggerPlace | undefined {
  const region = literalText(location);
  if (!trigger || region === undefined) return undefined;
  const subscription = own.subscription?.toLowerCase() ?? '';
  return { region, subscription, place: placeOfOrigin(trigger.origin) };
}

/** Reports each region with too many, at the first trigger beyond the limit. */
export function tooManyTriggers(
  fleet: readonly { readonly trigger: TriggerPlace | undefined }[],
): readonly Finding[] {
  const groups = groupBy(
    fleet.flatMap(({ trigger }) => trigger ?? []),
    ({ subscription, region }) => `${subscription}\n${region}`,
  );
  return [...groups.values()].flatMap((group) => {
    const first = group[triggersPerRegion];
    if (!first) return [];
    const details = { region: first.region, count: group.length, limit: triggersPerRegion };
    return [diagnose('AIB247', details, first.place)];
  });
}
