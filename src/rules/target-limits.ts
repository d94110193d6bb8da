import { assertNever } from '../lib/assert-never';
import type { SharedImageTarget } from '../image/model-types';
import { isVersion } from '../image/target-place';
import { replicaLimits } from '../service/limits';
import { literalText, textKey } from '../value/value';
import { isGiven, placeOfValue } from './place';
import type { Report, Rule } from './rule';

/** Run output names are unique; managed images are for x64; regions, storage and versions of a gallery target do not contradict. */
export const targets: Rule = ({ properties, facts }, report) => {
  const seen = new Set<string>();
  for (const target of properties.distribute.items) {
    const name = target.fields.runOutputName;
    if (name) {
      const key = textKey(name).toLowerCase();
      if (seen.has(key)) report('AIB307', { name: textKey(name) }, name);
      seen.add(key);
    }
    switch (target.type) {
      case 'SharedImage':
        gallery(target, report);
        break;
      case 'ManagedImage': {
        const { imageId } = target.fields;
        if (imageId && facts.architecture.value === 'arm64') {
          report('AIB335', { source: facts.label }, imageId);
        } else if (imageId && facts.security.value.startsWith('TrustedLaunch')) {
          report('AIB453', { source: facts.label }, imageId);
        }
        break;
      }
      case 'VHD':
        break;
      default:
        assertNever(target);
    }
  }
};

function gallery({ fields }: SharedImageTarget, report: Report): void {
  const { targetRegions, replicationRegions, storageAccountType: storage } = fields;
  for (const second of ['replicationRegions', 'storageAccountType'] as const) {
    const other = fields[second];
    if (targetRegions && other && isGiven(other)) {
      report('AIB321', { first: 'targetRegions', second }, other);
    }
  }
  const regions = targetRegions ?? replicationRegions;
  // The short forms say the storage of any kind of regions.
  const isAzures = placeOfValue(fields.galleryImageId).path?.endsWith('galleryImageId');
  if (storage && isAzures && isGiven(storage) && !(regions && isGiven(regions))) {
    report('AIB360', {}, storage);
  }
  const replicas = (targetRegions?.items ?? []).map((region) => region.fields.replicaCount);
  const count = replicas.reduce((sum, one) => sum + (one?.kind === 'number' ? one.value : 1), 0);
  if (targetRegions && count > replicaLimits.perVersion) {
    const fields = { count, limit: replicaLimits.perVersion };
    report('AIB373', fields, targetRegions);
  }
  const { versioning, galleryImageId: id } = fields;
  if (versioning && id && isVersion(id)) {
    report('AIB318', {}, versioning);
  }
  const major = versioning?.fields.major;
  if (major && literalText(versioning.fields.scheme) === 'Source') {
    report('AIB319', {}, major);
  }
}
