/** SHA-256 by Node.js: in the command the build replaces `@noble/hashes` with it, because it is faster. */
import { hash } from 'node:crypto';

/** The 32 bytes of the hash. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer');
}
