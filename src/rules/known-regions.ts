import { literalText, type Sourced, type Text } from '../value/value';
import { azureRegions, imageBuilderRegions, isImageBuilderRegion } from '../service/regions';
import type { Image } from '../image/image';
import { nearest } from '../lib/nearest';
import { isGiven } from './place';
import type { Rule } from './rule';

const templateRegions = imageBuilderRegions.map((one) => one.name);
const allRegions = [...templateRegions, ...azureRegions];

/** The template has to be in a region that has the service; images may go to any region. */
export const regions: Rule = (image, report) => {
  const home = literalText(image.location);
  if (home !== undefined && !isImageBuilderRegion(home) && isFilledIn(home)) {
    const near = nearest(home, templateRegions);
    report('AIB402', { region: home, near }, image.location);
  }
  for (const value of otherRegions(image)) {
    const region = literalText(value);
    if (region === undefined || region === home || allRegions.includes(region)) continue;
    if (!isFilledIn(region)) continue;
    report('AIB449', { region, near: nearest(region, allRegions) }, value);
  }
};

/** False for `<region>`, about which the check of the shape warns. */
function isFilledIn(region: string): boolean {
  return !region.includes('<');
}

/** The regions that the spec gives besides that of the template: of targets and of the definitions that are made. */
export function otherRegions({ properties, definitions }: Image): readonly Sourced<Text>[] {
  const ofTargets = (properties.distribute?.items ?? []).flatMap((target) => {
    if (target.type === 'ManagedImage') return [target.fields.location];
    if (target.type !== 'SharedImage') return [];
    const { targetRegions, replicationRegions } = target.fields;
    return [
      ...(targetRegions?.items ?? []).map((region) => region.fields.name),
      ...(replicationRegions?.items ?? []),
    ];
  });
  return [...ofTargets, ...definitions.map((one) => one.location)].flatMap((value) =>
    value !== undefined && isGiven(value) ? [value] : [],
  );
}
