import { diagnose } from '../diagnostics/diagnostic';
import { types } from '../service/resource-types';
import { placeOfOrigin } from '../value/origin';
import { ancestor, scopeKey } from '../value/resource-id';
import { textKey } from '../value/value';
import type { Rule } from './rule';

/** What the deployment creates for several images or people to use, it also resets, each time. */
export const createdResources: Rule = ({ network, definitions }, report) => {
  if (network) {
    const name = textKey(network.id.names[0]);
    report(diagnose('AIB459', { what: 'network', name }, placeOfOrigin(network.origin)));
  }
  const seen = new Set<string>();
  for (const { id, createGallery, origin } of definitions) {
    const gallery = ancestor(id, types.gallery);
    if (!createGallery || seen.has(scopeKey(gallery))) continue;
    seen.add(scopeKey(gallery));
    const name = textKey(gallery.names[0]);
    report(diagnose('AIB459', { what: 'gallery', name }, placeOfOrigin(origin)));
  }
};
