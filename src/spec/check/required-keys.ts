/** The keys without which a whole spec makes no image. A base may lack them; what is merged may not. */
import { getOwn } from '../../lib/get-own';
import { diagnose, type Finding } from '../../diagnostics/diagnostic';
import { specType } from '../../language/language';
import { nearest } from '../../lib/nearest';
import { child, entryOf, type MapNode } from '../node';

/** Required keys with an example of each. */
const required = {
  location: 'eastus2',
  identity: 'aib-identity',
  source: 'Canonical:ubuntu-24_04-lts:server:latest',
  distribute: '[{ gallery: corpGallery/web-base }]',
} as const;

/** Reports the missing required keys of a merged spec, at the empty key or at its first one; a misspelt key is not reported as missing too. */
export function missingKeys(root: MapNode): readonly Finding[] {
  const missing = Object.entries(required).filter(([key]) => !child(root, key));
  if (missing.length === 0) return [];
  const known = Object.keys(specType.fields);
  const meant = new Set(
    root.entries
      .filter((entry) => !known.includes(entry.key))
      .map((entry) => getOwn(specType.aliases, entry.key) ?? nearest(entry.key, known)),
  );
  const span = root.entries[0]?.keySpan ?? root.at;
  return missing
    .filter(([key]) => !meant.has(key))
    .map(([key, example]) => {
      const empty = entryOf(root, key);
      const place = empty ? { span: empty.keySpan, path: key } : { span, path: '' };
      const details = { key, what: 'the spec', examples: [example], file: span.source.path };
      if (!empty) return diagnose('AIB103', details, place);
      return diagnose(
        'AIB110',
        { what: `The value of "${key}"`, example: `${key}: ${example}` },
        place,
      );
    });
}
