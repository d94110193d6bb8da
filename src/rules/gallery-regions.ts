import { diagnose } from '../diagnostics/diagnostic';
import { field, itemsOf, literalText, type Value } from '../value/value';
import { isAtLeast, propertySince } from '../service/api-versions';
import { isGiven, placeOfValue } from './place';
import type { Rule } from './rule';

/** Regions of a gallery target: the newer form where the version has it, and the region of the gallery among them. */
export const galleryRegions: Rule = ({ properties, apiVersion, location }, report) => {
  const modern = propertySince['distribute[SharedImage].targetRegions'];
  const home = literalText(location);
  for (const target of itemsOf(field(properties, 'distribute'))) {
    const older = field(target, 'replicationRegions');
    if (older && isGiven(older) && modern !== undefined && isAtLeast(apiVersion, modern)) {
      report(diagnose('AIB421', { version: apiVersion }, placeOfValue(older)));
    }
    const regions = field(target, 'targetRegions') ?? older;
    for (const twin of twins(itemsOf(regions))) {
      report(diagnose('AIB448', { region: regionOf(twin) ?? '' }, placeOfValue(twin)));
    }
    if (!regions || !isGiven(regions) || home === undefined) continue;
    const names = itemsOf(regions).map((one) => regionOf(one));
    if (names.length > 0 && names.every((name) => name !== undefined && name !== home)) {
      report(diagnose('AIB425', { region: home }, placeOfValue(regions)));
    }
  }
};

/** Regions that stand in the list already. */
function twins(regions: readonly Value[]): readonly Value[] {
  const names = regions.map(regionOf);
  return regions.filter((_, at) => names[at] !== undefined && names.indexOf(names[at]) < at);
}

function regionOf(region: Value): string | undefined {
  return literalText(region.kind === 'object' ? field(region, 'name') : region);
}
