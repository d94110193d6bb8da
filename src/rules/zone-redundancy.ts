import { lacksZones } from '../service/regions';
import { literalText } from '../value/value';
import type { Rule } from './rule';
import { regionOf } from './target-region';

/** Zone-redundant storage needs a region with availability zones. */
export const zoneRedundancy: Rule = (image, report) => {
  for (const target of image.properties.distribute.items) {
    if (target.type !== 'SharedImage') continue;
    const { targetRegions, replicationRegions, storageAccountType } = target.fields;
    const regions = targetRegions
      ? targetRegions.items.map((region) => ({ region, storage: region.fields.storageAccountType }))
      : (replicationRegions?.items ?? []).map((region) => ({
          region,
          storage: storageAccountType,
        }));
    for (const { region, storage } of regions) {
      const name = regionOf(region, image);
      if (literalText(storage) !== 'Standard_ZRS' || name === undefined || !lacksZones(name))
        continue;
      report('AIB461', { region: name }, storage, region);
    }
  }
};
