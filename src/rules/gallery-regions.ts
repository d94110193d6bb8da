import type { Definition, Image } from '../image/image';
import { literalText, type ModelValue } from '../value/value';
import { propertySince } from '../language/since';
import { isAtLeast } from '../service/api-versions';
import { isGiven, placeOfValue } from './place';
import { regionOf } from './target-region';
import type { Report, Rule } from './rule';

/** Regions of a gallery target: the newer form where the version has it, and the region of the gallery among them. */
export const galleryRegions: Rule = (image, report) => {
  const { properties, apiVersion, location, definitions } = image;
  const modern = propertySince['distribute[SharedImage].targetRegions'];
  const home = literalText(location);
  for (const [index, target] of properties.distribute.items.entries()) {
    if (target.type !== 'SharedImage') continue;
    const { targetRegions, replicationRegions: older } = target.fields;
    if (older && isGiven(older) && modern !== undefined && isAtLeast(apiVersion, modern)) {
      report('AIB421', { version: apiVersion }, older);
    }
    const named: readonly Region[] = targetRegions
      ? targetRegions.items.map((region) => ({ region, name: literalText(region.fields.name) }))
      : (older?.items ?? []).map((region) => ({ region, name: literalText(region) }));
    for (const { region, name } of twins(named)) {
      report('AIB448', { region: name ?? '' }, region);
    }
    const made = definitions.find((one) => one.target === index);
    if (made) {
      definitionRegion(made.location, named, image, report);
      continue;
    }
    const regions = targetRegions ?? older;
    if (!regions || !isGiven(regions) || home === undefined) continue;
    if (named.length > 0 && named.every(({ name }) => name !== undefined && name !== home)) {
      report('AIB425', { region: home }, regions);
    }
  }
};

/** A region of a target, and its name where that is known. */
interface Region {
  readonly region: ModelValue;
  readonly name: string | undefined;
}

/** Regions that are in the list already. */
function twins(regions: readonly Region[]): readonly Region[] {
  const names = regions.map(({ name }) => name);
  return regions.filter(({ name }, at) => name !== undefined && names.indexOf(name) < at);
}

/** The region of a definition that is made has to be among those of the target. */
function definitionRegion(
  location: Definition['location'],
  regions: readonly Region[],
  image: Image,
  report: Report,
): void {
  const home = regionOf(location, image);
  const names = regions.map(({ region }) => regionOf(region, image));
  const known = names.flatMap((name) => name ?? []);
  if (home === undefined || known.length < names.length || known.includes(home)) return;
  const place = placeOfValue(...regions.map(({ region }) => region).filter(isGiven), location);
  report('AIB374', { region: home, regions: known }, place);
}
