import { diagnose } from '../diagnostics/diagnostic';
import { literalText, type ModelValue } from '../value/value';
import { propertySince } from '../language/since';
import { isAtLeast } from '../service/api-versions';
import { isGiven, placeOfValue } from './place';
import type { Rule } from './rule';

/** Regions of a gallery target: the newer form where the version has it, and the region of the gallery among them. */
export const galleryRegions: Rule = ({ properties, apiVersion, location }, report) => {
  const modern = propertySince['distribute[SharedImage].targetRegions'];
  const home = literalText(location);
  for (const target of properties.distribute.items) {
    if (target.type !== 'SharedImage') continue;
    const { targetRegions, replicationRegions: older } = target.fields;
    if (older && isGiven(older) && modern !== undefined && isAtLeast(apiVersion, modern)) {
      report(diagnose('AIB421', { version: apiVersion }, placeOfValue(older)));
    }
    const named: readonly Region[] = targetRegions
      ? targetRegions.items.map((region) => ({ region, name: literalText(region.fields.name) }))
      : (older?.items ?? []).map((region) => ({ region, name: literalText(region) }));
    for (const { region, name } of twins(named)) {
      report(diagnose('AIB448', { region: name ?? '' }, placeOfValue(region)));
    }
    const regions = targetRegions ?? older;
    if (!regions || !isGiven(regions) || home === undefined) continue;
    if (named.length > 0 && named.every(({ name }) => name !== undefined && name !== home)) {
      report(diagnose('AIB425', { region: home }, placeOfValue(regions)));
    }
  }
};

/** A region of a target, and its name where that is known. */
interface Region {
  readonly region: ModelValue;
  readonly name: string | undefined;
}

/** Regions that stand in the list already. */
function twins(regions: readonly Region[]): readonly Region[] {
  const names = regions.map(({ name }) => name);
  return regions.filter(({ name }, at) => name !== undefined && names.indexOf(name) < at);
}
