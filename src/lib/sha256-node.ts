/** SHA-256 by Node.js: the build puts it in place of `@noble/hashes` in the command, where it is quicker. */
import { createHash } from 'node:crypto';

/** The 32 bytes of the hash. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
