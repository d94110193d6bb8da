import { diagnose } from '../diagnostics/diagnostic';
import { literalText } from '../value/value';
import { imageBuilderRegions, isImageBuilderRegion } from '../service/regions';
import { nearest } from '../lib/nearest';
import { placeOfValue } from './place';
import type { Rule } from './rule';

/** The template has to be in a region that has the service; images may go to others. */
export const regions: Rule = ({ location }, report) => {
  const region = literalText(location);
  if (region === undefined || isImageBuilderRegion(region)) return;
  const near = nearest(
    region,
    imageBuilderRegions.map((one) => one.name),
  );
  report(diagnose('AIB402', { region, near }, placeOfValue(location)));
};
