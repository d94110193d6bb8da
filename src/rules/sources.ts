import { diagnose } from '../diagnostics/diagnostic';
import { sharedGalleryPath } from '../value/resource-id';
import { literalText, textKey } from '../value/value';
import { endOfSupport } from '../service/end-of-support';
import { sourceName } from '../image/source-facts';
import { misspelledPublisher } from '../service/publishers';
import { isGiven, placeOfValue } from './place';
import type { Rule } from './rule';

/** A managed image has to be in the template's subscription; some marketplace images need their plan, some are out of support. */
export const sources: Rule = ({ properties: { source }, facts, own }, report) => {
  const image = source?.type === 'ManagedImage' ? source.fields.imageId : undefined;
  if (image?.scope.subscription && own.subscription !== undefined) {
    const subscription = textKey(image.scope.subscription);
    report(diagnose('AIB317', { subscription }, placeOfValue(image)));
  }
  const version = source?.type === 'SharedImageVersion' ? source.fields.imageVersionId : undefined;
  if (version && sharedGalleryPath(version)) report(diagnose('AIB457', {}, placeOfValue(version)));
  const ended = source?.type === 'PlatformImage' && endOfSupport(sourceName(source));
  if (ended) report(diagnose('AIB454', { ...ended, source: facts.label }, placeOfValue(source)));
  const plan = source?.type === 'PlatformImage' && source.fields.planInfo;
  const publisher = source?.type === 'PlatformImage' && literalText(source.fields.publisher);
  const near = publisher ? misspelledPublisher(publisher) : undefined;
  if (publisher && near !== undefined) {
    report(diagnose('AIB465', { publisher, near }, placeOfValue(source)));
  } else if (publisher && facts.plan === 'unclear' && !plan && isGiven(source)) {
    report(diagnose('AIB460', { source: facts.label }, placeOfValue(source)));
  }
  if (facts.plan === 'required' && !plan) {
    report(diagnose('AIB409', { image: facts.label }, placeOfValue(source)));
  }
};
