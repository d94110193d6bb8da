import { types } from '../service/resource-types';
import { ancestor, scopeKey } from '../value/resource-id';
import { textKey } from '../value/value';
import type { Rule } from './rule';

/** What the deployment creates for several images or people to use, it also resets, each time. */
export const createdResources: Rule = ({ network, definitions }, report) => {
  if (network) {
    const name = textKey(network.id.names[0]);
    report('AIB459', { what: 'network', name }, network);
  }
  const seen = new Set<string>();
  for (const { id, createGallery, origin } of definitions) {
    const gallery = ancestor(id, types.gallery);
    if (!createGallery || seen.has(scopeKey(gallery))) continue;
    seen.add(scopeKey(gallery));
    const name = textKey(gallery.names[0]);
    report('AIB459', { what: 'gallery', name }, { origin });
  }
};
