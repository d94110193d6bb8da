import { diagnose } from '../diagnostics/diagnostic';
import { field, itemsOf, literalText, textKey, type Value, valueAt } from '../value/value';
import { isGiven, placeOfValue } from './place';
import type { Rule } from './rule';

/** Run output names are unique; managed images are for x64; regions, storage and versions of a gallery target do not contradict. */
export const targets: Rule = ({ properties, facts }, report) => {
  const seen = new Set<string>();
  for (const target of itemsOf(field(properties, 'distribute'))) {
    const name = field(target, 'runOutputName');
    if (name?.kind === 'text') {
      const key = textKey(name).toLowerCase();
      if (seen.has(key)) report(diagnose('AIB307', { name: textKey(name) }, placeOfValue(name)));
      seen.add(key);
    }
    gallery(target, report);
    const image = field(target, 'imageId');
    if (image && facts.architecture.value === 'arm64') {
      report(diagnose('AIB335', { source: facts.label }, placeOfValue(image)));
    }
  }
};

function gallery(target: Value, report: Parameters<Rule>[1]): void {
  const both = (first: string, second: string): void => {
    const other = field(target, second);
    if (field(target, first) && other && isGiven(other)) {
      report(diagnose('AIB321', { first, second }, placeOfValue(other)));
    }
  };
  both('targetRegions', 'replicationRegions');
  both('targetRegions', 'storageAccountType');
  const storage = field(target, 'storageAccountType');
  const regions = field(target, 'targetRegions') ?? field(target, 'replicationRegions');
  const place = placeOfValue(storage);
  // The short forms say the storage of any kind of regions.
  const isAzures = placeOfValue(field(target, 'galleryImageId')).path?.endsWith('galleryImageId');
  if (storage && isAzures && isGiven(storage) && !(regions && isGiven(regions))) {
    report(diagnose('AIB360', {}, place));
  }
  const versioning = field(target, 'versioning');
  const id = field(target, 'galleryImageId');
  if (versioning && id?.kind === 'id' && id.type.endsWith('/versions')) {
    report(diagnose('AIB318', {}, placeOfValue(versioning)));
  }
  const major = valueAt(versioning, 'major');
  if (major && literalText(field(versioning, 'scheme')) === 'Source') {
    report(diagnose('AIB319', {}, placeOfValue(major)));
  }
}
