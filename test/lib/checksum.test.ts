import { sha256 as ofNode } from '../../src/lib/node-sha256';
import { sha256 as portable } from '../../src/lib/portable-sha256';

test.each(['', 'plain', 'ä€😀 \u2028', 'half \ud83d of a pair', '\0'.repeat(100)])(
  'Node.js and plain JavaScript make the same checksum of %j',
  (text) => {
    expect(ofNode(text)).toBe(portable(text));
    expect(ofNode(new TextEncoder().encode(text))).toBe(portable(text));
  },
);
