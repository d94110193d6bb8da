import { sharedGalleryPath } from '../value/resource-id';
import { literalText, textKey } from '../value/value';
import { endOfSupport } from '../service/end-of-support';
import { sourceName } from '../image/source-facts';
import { misspelledPublisher } from '../service/publishers';
import { isGiven } from './place';
import type { Rule } from './rule';

/** A managed image has to be in the template's subscription; some marketplace images need their plan, some are out of support. */
export const sources: Rule = ({ properties: { source }, facts, own }, report) => {
  const image = source?.type === 'ManagedImage' ? source.fields.imageId : undefined;
  if (image?.scope.subscription && own.subscription !== undefined) {
    const subscription = textKey(image.scope.subscription);
    report('AIB317', { subscription }, image);
  }
  const version = source?.type === 'SharedImageVersion' ? source.fields.imageVersionId : undefined;
  if (version && sharedGalleryPath(version)) report('AIB457', {}, version);
  const ended = source?.type === 'PlatformImage' && endOfSupport(sourceName(source));
  if (ended) report('AIB454', { ...ended, source: facts.label }, source);
  const plan = source?.type === 'PlatformImage' && source.fields.planInfo;
  const publisher = source?.type === 'PlatformImage' && literalText(source.fields.publisher);
  const near = publisher ? misspelledPublisher(publisher) : undefined;
  if (publisher && near !== undefined) {
    report('AIB465', { publisher, near }, source);
  } else if (publisher && facts.plan === 'unclear' && !plan && isGiven(source)) {
    report('AIB460', { source: facts.label }, source);
  }
  if (facts.plan === 'required' && !plan) {
    report('AIB409', { image: facts.label }, source);
  }
};
