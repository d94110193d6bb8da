/** What Node.js has for checksums: in the command the build replaces `@noble/hashes` with it, because it is faster. */

import type * as crypto from 'node:crypto';

/** `node:crypto`, loaded with its first use: that takes as long as a third of Node.js, and a check of a spec needs none of it. */
export const nodeCrypto = (): typeof crypto => require('node:crypto');

/** SHA-256 of bytes: 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return nodeCrypto().hash('sha256', bytes, 'buffer');
}
